"""A network in whole numbers, run by LiteRT (https://ai.google.dev/edge/litert), TensorFlow's small runtime.

Input and output are int8 too: x = s (q - z) with a scale s and a zero point z that the file names.  What
comes out is a multiple of 1/256, so the ten numbers need not add up to 1 exactly.
"""

from threading import Lock

import numpy as np

LIMITS = np.iinfo(np.int8)


class Interpreter:
    """One file, ready to read pictures; several threads may ask, and take turns."""

    def __init__(self, data: bytes):
        # here: a server whose visitors never ask for it does without
        from ai_edge_litert.interpreter import Interpreter as LiteRT

        self._lock = Lock()
        self._runtime = LiteRT(model_content=data, num_threads=1)
        self._runtime.allocate_tensors()
        self._input, self._output = (
            self._runtime.get_input_details()[0],
            self._runtime.get_output_details()[0],
        )

    def __call__(self, pictures: np.ndarray) -> np.ndarray:
        """Probabilities, float32 (..., 10), of pictures (..., 28, 28) in [0, 1], one after the other."""
        scale, zero = self._input["quantization"]
        whole = np.clip(np.rint(pictures / scale) + zero, LIMITS.min, LIMITS.max).astype(np.int8)
        flat = whole.reshape(-1, *pictures.shape[-2:])
        with self._lock:
            answers = np.stack([self._invoked(one) for one in flat])
        scale, zero = self._output["quantization"]
        answered = np.float32(scale) * (answers.astype(np.float32) - zero)
        return answered.reshape(*pictures.shape[:-2], -1)

    def _invoked(self, whole: np.ndarray) -> np.ndarray:
        self._runtime.set_tensor(self._input["index"], whole[None, ..., None])
        self._runtime.invoke()
        return self._runtime.get_tensor(self._output["index"])[0]

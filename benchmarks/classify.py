"""From a drawing to its ten probabilities: `classify` on 280x280 RGBA against `model.predict`."""

import os
import statistics
import time
from collections.abc import Callable

import numpy as np

from benchmarks import Row
from dlplay.digits import classify, network, samples

RUNS = 200  # of `classify`; `model.predict` takes longer and gets a quarter as many


def milliseconds(call: Callable[[], object], runs: int) -> float:
    """Median duration of a call, after five that warm up caches and compilers."""
    durations = []
    for run in range(runs + 5):
        start = time.perf_counter()
        call()
        if run >= 5:
            durations.append(time.perf_counter() - start)
    return 1000 * statistics.median(durations)


def rows() -> list[Row]:
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    import keras

    drawing = samples.drawing(7, 0)
    image = np.dstack([drawing, drawing, drawing, np.full_like(drawing, 255)])
    model = keras.models.load_model(network.KERAS_FILE)
    batch = classify(image).network_input[None, ..., None]
    np.testing.assert_allclose(model.predict(batch, verbose=0)[0], classify(image).probabilities, atol=1e-5)

    ours = milliseconds(lambda: classify(image), RUNS)
    theirs = milliseconds(lambda: model.predict(batch, verbose=0), RUNS // 4)
    return [
        Row(
            "drawing (280x280 RGBA) to probabilities, median",
            f"{ours:.2f} ms",
            f"{theirs / ours:.0f}x faster than model.predict ({theirs:.0f} ms)",
            "≤ 3 ms, ≥ 20x",
        )
    ]


if __name__ == "__main__":
    for row in rows():
        print(*row, sep="  |  ")

"""The files of the shipped character models: their names, what is in them, and how they are written."""

from pathlib import Path

import numpy as np

from dlplay.assets import MODELS, load_arrays
from dlplay.text.vocabulary import Vocabulary

SHIPPED_VOCABULARY = 65
# name: (cell, units, layers, the --model that trains it)
SHIPPED = {
    "small": ("lstm", 128, 2, "small"),
    "small-untrained": ("lstm", 128, 2, "small"),
    "small-early": ("lstm", 128, 2, "small"),
    "small-middle": ("lstm", 128, 2, "small"),
    "large": ("lstm", 320, 2, "large"),
    "rnn": ("simple_rnn", 128, 2, "rnn"),
}
GATES = {"lstm": 4, "simple_rnn": 1}


def array_shapes(cell: str, units: int, layers: int, vocabulary_size: int) -> dict[str, tuple[int, ...]]:
    """The arrays of a model file and their shapes, weights in Keras's order."""
    shapes: dict[str, tuple[int, ...]] = {"characters": (vocabulary_size,)}
    inputs, columns = vocabulary_size, GATES[cell] * units
    for layer in range(1, layers + 1):
        shapes[f"kernel_{layer}"] = (inputs, columns)
        shapes[f"recurrent_kernel_{layer}"] = (units, columns)
        shapes[f"bias_{layer}"] = (columns,)
        inputs = units
    return shapes | {"kernel_out": (units, vocabulary_size), "bias_out": (vocabulary_size,)}


def load_weights(
    name: str, folder: Path = MODELS, vocabulary_size: int = SHIPPED_VOCABULARY
) -> tuple[str, Vocabulary, list[np.ndarray]]:
    """-> (cell, vocabulary, float32 weights in Keras's order) of a shipped model or one of its kind.

    Raises ValueError for an unknown name and `AssetError` for a missing or damaged file.
    """
    if name not in SHIPPED:
        raise ValueError(f"name must be one of {', '.join(SHIPPED)}, got {name!r}")
    cell, units, layers, model = SHIPPED[name]
    shapes = array_shapes(cell, units, layers, vocabulary_size)
    command = f"python -m dlplay.training shakespeare --model {model}"
    arrays = load_arrays(folder / f"shakespeare-{name}.npz", shapes, command)
    characters, *weights = (arrays[key] for key in shapes)
    return cell, Vocabulary("".join(characters.tolist())), [weight.astype(np.float32) for weight in weights]


def save_weights(path: Path, cell: str, vocabulary: Vocabulary, weights: list[np.ndarray]) -> None:
    """Writes a model file; the weights keep their type (float16 halves the file)."""
    units, layers = weights[1].shape[0], len(weights) // 3
    names = array_shapes(cell, units, layers, len(vocabulary))
    arrays = [np.array(list(vocabulary.characters)), *weights]
    np.savez_compressed(path, **dict(zip(names, arrays, strict=True)))

"""The files of the shipped character models: their names, what is in them, and how they are written."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from dlplay.assets import MODELS, load_arrays, parsing
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
GATES = {"lstm": 4, "gru": 3, "simple_rnn": 1}


def array_shapes(cell: str, units: int, layers: int, vocabulary_size: int) -> dict[str, tuple[int, ...]]:
    """The arrays of a model file and their shapes, weights in Keras's order."""
    shapes: dict[str, tuple[int, ...]] = {"characters": (vocabulary_size,)}
    inputs, columns = vocabulary_size, GATES[cell] * units
    for layer in range(1, layers + 1):
        shapes[f"kernel_{layer}"] = (inputs, columns)
        shapes[f"recurrent_kernel_{layer}"] = (units, columns)
        # a GRU has a bias for what comes from below and one for what comes from before
        shapes[f"bias_{layer}"] = (2, columns) if cell == "gru" else (columns,)
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
    with parsing(folder / f"shakespeare-{name}.npz", command):
        vocabulary = Vocabulary("".join(characters.tolist()))
        return cell, vocabulary, [weight.astype(np.float32) for weight in weights]


def named_weights(cell: str, vocabulary: Vocabulary, weights: Sequence[np.ndarray]) -> dict[str, np.ndarray]:
    """The arrays of a model file, by their names."""
    units, layers = weights[1].shape[0], len(weights) // 3
    names = array_shapes(cell, units, layers, len(vocabulary))
    return dict(zip(names, [np.array(list(vocabulary.characters)), *weights], strict=True))


def adam_shapes(model: Mapping[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    """What Adam knows of a model with such arrays: its updates, and two averages for each weight."""
    averages = (
        (f"adam_{kind}_{name}", shape)
        for name, shape in model.items()
        if name != "characters"
        for kind in ("momentum", "velocity")
    )
    return {"adam_updates": (), **dict(averages)}


def named_adam(arrays: Mapping[str, np.ndarray], adam: Sequence[np.ndarray]) -> dict[str, np.ndarray]:
    """The state of Adam in Keras's order, by names; `arrays` are those of its model."""
    names = adam_shapes({name: array.shape for name, array in arrays.items()})
    return dict(zip(names, adam, strict=True))


def adam_of(arrays: Mapping[str, np.ndarray]) -> list[np.ndarray] | None:
    """The state of Adam in Keras's order: updates, then momentum and velocity of each weight; None if the
    model file has none."""
    model = {name: array.shape for name, array in arrays.items() if not name.startswith("adam_")}
    found = [arrays[name] for name in adam_shapes(model) if name in arrays]
    return found or None


def from_arrays(arrays: Mapping[str, np.ndarray]) -> tuple[str, Vocabulary, list[np.ndarray]]:
    """-> (cell, vocabulary, float32 weights in Keras's order) of the arrays of any model file.

    It may also hold the state of Adam, for a training that goes on: `adam_of`.

    Raises ValueError if the arrays are not those of a character model.
    """
    layers = sum(name.startswith("recurrent_kernel_") for name in arrays)
    adams = any(name.startswith("adam_") for name in arrays)
    vocabulary = Vocabulary("".join(np.asarray(arrays.get("characters", [])).astype(str).tolist()))
    found = {name: array.shape for name, array in arrays.items()}
    units = found.get("recurrent_kernel_1", (0,))[0]
    for cell in GATES:
        shapes = array_shapes(cell, units, layers, len(vocabulary))
        if layers and (shapes | adam_shapes(shapes) if adams else shapes) == found:
            weights = [arrays[name].astype(np.float32) for name in shapes if name != "characters"]
            return cell, vocabulary, weights
    raise ValueError(f"arrays must be those of a character model, got {found}")


def save_weights(path: Path, cell: str, vocabulary: Vocabulary, weights: list[np.ndarray]) -> None:
    """Writes a model file; the weights keep their type (float16 halves the file)."""
    np.savez_compressed(path, allow_pickle=False, **named_weights(cell, vocabulary, weights))

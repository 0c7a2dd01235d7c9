"""The files of the shipped character models: their names, what is in them, and how they are written."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from dlplay.assets import MODELS, load_arrays, parsing
from dlplay.text.vocabulary import Vocabulary

PLAYS_CHARACTERS, POEMS_CHARACTERS = 65, 2004  # different ones


class Shipped(NamedTuple):
    """A model that ships, or one that it was on the way."""

    cell: str
    units: int
    layers: int
    model: str  # the --model that trains it
    characters: int = PLAYS_CHARACTERS  # that it knows


SHIPPED = {
    "small": Shipped("lstm", 128, 2, "small"),
    "small-untrained": Shipped("lstm", 128, 2, "small"),
    "small-early": Shipped("lstm", 128, 2, "small"),
    "small-middle": Shipped("lstm", 128, 2, "small"),
    "large": Shipped("lstm", 320, 2, "large"),
    "rnn": Shipped("simple_rnn", 128, 2, "rnn"),
    "poems": Shipped("lstm", 128, 2, "poems", POEMS_CHARACTERS),
    "poems-untrained": Shipped("lstm", 128, 2, "poems", POEMS_CHARACTERS),
    "poems-early": Shipped("lstm", 128, 2, "poems", POEMS_CHARACTERS),
    "poems-middle": Shipped("lstm", 128, 2, "poems", POEMS_CHARACTERS),
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


def stem(name: str) -> str:
    """What the names of a shipped model's files begin with."""
    return name if SHIPPED[name].model == "poems" else f"shakespeare-{name}"


def training_command(name: str) -> str:
    """What brings a shipped model's files back."""
    return f"python -m dlplay.training shakespeare --model {SHIPPED[name].model}"


def load_weights(
    name: str, folder: Path = MODELS, vocabulary_size: int | None = None
) -> tuple[str, Vocabulary, list[np.ndarray]]:
    """-> (cell, vocabulary, float32 weights in Keras's order) of a shipped model or one of its kind.

    vocabulary_size: where it is of another number of characters than the one that ships.

    Raises ValueError for an unknown name and `AssetError` for a missing or damaged file.
    """
    if name not in SHIPPED:
        raise ValueError(f"name must be one of {', '.join(SHIPPED)}, got {name!r}")
    cell, units, layers, _, characters_known = SHIPPED[name]
    shapes = array_shapes(cell, units, layers, vocabulary_size or characters_known)
    path, command = folder / f"{stem(name)}.npz", training_command(name)
    arrays = load_arrays(path, shapes, command)
    characters, *weights = (arrays[key] for key in shapes)
    with parsing(path, command):
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

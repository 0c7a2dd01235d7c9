"""The small networks that ship for the page on memory: SimpleRNN, GRU and LSTM, each trained on three tasks.

Keras trained them, all cells of a task alike: `python -m dlplay.training memory`.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from dlplay.assets import MODELS, load_arrays
from dlplay.recurrent import network, remember, words
from dlplay.recurrent.cells import CELLS
from dlplay.recurrent.network import Network
from dlplay.text import model_files

FILE, FACTS = MODELS / "memory.npz", MODELS / "memory.json"
REBUILD = "python -m dlplay.training memory"
# A SimpleRNN and an LSTM of two layers that write on the Shakespeare page; no GRU was trained for it.
WRITERS = {"simple_rnn": "rnn", "lstm": "small"}


class Task(NamedTuple):
    """The sizes of a task's networks."""

    inputs: int
    units: int
    classes: int


TASKS = {
    "words": Task(words.INPUTS, words.UNITS, 1),
    "remember": Task(len(remember.CHARACTERS), 16, len(remember.SYMBOLS)),
    "text": Task(model_files.PLAYS_CHARACTERS, 64, model_files.PLAYS_CHARACTERS),
}


def array_shapes() -> dict[str, tuple[int, ...]]:
    """The arrays of the file: "<task>_<cell>_<place in Keras's order>"."""
    return {
        f"{task}_{cell}_{place}": shape
        for task, sizes in TASKS.items()
        for cell in CELLS
        for place, shape in enumerate(network.shapes(cell, *sizes))
    }


@cache
def _arrays() -> dict[str, np.ndarray]:
    arrays = load_arrays(FILE, array_shapes(), REBUILD)
    return {name: array.astype(np.float32) for name, array in arrays.items()}


@cache
def load(task: str, cell: str) -> Network:
    """A trained network, float32.

    Raises ValueError for unknown names and `dlplay.assets.AssetError` for a missing or damaged file.
    """
    if task not in TASKS or cell not in CELLS:
        raise ValueError(f"must be one of {', '.join(TASKS)} and of {', '.join(CELLS)}: {task!r}, {cell!r}")
    count = len(network.shapes(cell, *TASKS[task]))
    return network.from_arrays(cell, [_arrays()[f"{task}_{cell}_{place}"] for place in range(count)])


@cache
def load_writer(cell: str) -> Network:
    """The network of the Shakespeare page with this cell. Raises KeyError where there is none."""
    name, _, weights = model_files.load_weights(WRITERS[cell])
    return network.from_arrays(name, weights)

"""What the three small cells make of the student's word, with the gates held as the settings say."""

from typing import NamedTuple

import numpy as np

from dlplay.layers import LSTMStep
from dlplay.recurrent import CELLS, network, shipped, words
from dlplay.recurrent.cells import SimpleRNNStep, Weights, hold
from dlplay.recurrent.network import Network, Trace
from dlplay.ui.memory.settings import MemorySettings


class Read(NamedTuple):
    """One cell over the whole text."""

    network: Network
    held: Weights  # its weights from the held step on
    trace: Trace
    answers: np.ndarray  # (n,) places in the alphabet
    gates: frozenset[str]  # those held

    def letters(self, gaps: np.ndarray) -> list[str]:
        """The answers as letters; "" in a gap, where nothing is asked."""
        return ["" if gap else letter for letter, gap in zip(words.decode(self.answers), gaps, strict=True)]

    def off(self, reading: words.Reading) -> list[float]:
        """How many letters each answer is from the right one."""
        return (words.MIDDLE * np.abs(np.clip(self.answers, -1, 1) - reading.truth)).tolist()

    def gate(self, name: str) -> np.ndarray:
        """A gate or the candidate over the text: (n, U)."""
        field = name if name == "candidate" else f"{name}_gate"
        return np.array([getattr(step, field)[0] for step in self.trace.steps])


def holds(settings: MemorySettings, cell: str) -> dict[str, bool]:
    """The gates of a cell that are held, and whether open."""
    chosen = {gate: getattr(settings, f"hold_{gate}") for gate in CELLS[cell].gates}
    return {gate: how == "open" for gate, how in chosen.items() if how != "free"}


def read(cell: str, reading: words.Reading, settings: MemorySettings) -> Read:
    """The cell over the text: as it was trained, and with held gates from the settings' step on."""
    trained = shipped.load("words", cell)
    weights, kind = trained.layers[0], CELLS[cell]
    units = {"all": (), "1": (0,), "2": (1,)}[settings.hold_units]
    held, gates = weights, holds(settings, cell)
    for gate, opened in gates.items():
        held = hold(kind, held, gate, opened, units)
    begin = settings.hold_from - 1 if gates else reading.x.shape[1]
    first = network.forward(kind, weights, reading.x[:, :begin])
    rest = network.forward(kind, held, reading.x[:, begin:], (first.hidden[-1], first.cell[-1]))
    trace = Trace(
        np.concatenate([first.x, rest.x]),
        np.concatenate([first.hidden, rest.hidden[1:]]),
        np.concatenate([first.cell, rest.cell[1:]]),
        [*first.steps, *rest.steps],
    )
    answers = network.scores(trained, trace.hidden[1:, 0])[:, 0]
    return Read(trained, held, trace, answers, frozenset(gates))


def values(one: Read, cell: str, at: int, unit: int) -> dict[str, float]:
    """A unit's numbers at a step, by the names that `charts.memory_cells` draws."""
    step, trace = one.trace.steps[at], one.trace
    hidden_before, cell_before = float(trace.hidden[at, 0, unit]), float(trace.cell[at, 0, unit])
    states = np.concatenate([trace.hidden[:, 0, unit], trace.cell[:, 0, unit]])
    largest = max(float(np.abs(states).max()), 0.1)
    numbers = {"before": hidden_before, "hidden": float(step.hidden[0, unit]), "scale": largest}
    for name in CELLS[cell].gates:
        numbers[name] = float(getattr(step, f"{name}_gate")[0, unit])
    if cell == "simple_rnn":
        weights = one.network.layers[0]
        numbers["recurrent"] = float(trace.hidden[at, 0] @ weights.recurrent_kernel[:, unit])
        numbers["entered"] = float(trace.x[at, 0] @ weights.kernel[:, unit] + weights.bias[unit])
        return numbers
    if not isinstance(step, SimpleRNNStep):
        numbers["candidate"] = float(step.candidate[0, unit])
    if isinstance(step, LSTMStep):
        numbers |= {"before": cell_before, "cell": float(step.cell[0, unit])}
    return numbers

"""The remember task: a letter, N distractors, a question mark; which letter came first?

    C f a h b a g e ?   ->   C

Distractors are letters of the same alphabet, so only a letter's place says whether it counts, and a network
must carry three bits over N steps untouched. A guess is right one time in eight. Source of this kind of task:
Bengio, Simard and Frasconi, "Learning long-term dependencies with gradient descent is difficult", 1994;
Hochreiter and Schmidhuber, 1997.
"""

from typing import NamedTuple

import numpy as np

from dlplay.recurrent.network import Network, forward, probabilities

SYMBOLS, CUE = "ABCDEFGH", "?"
CHARACTERS = SYMBOLS + CUE
GUESS = 1 / len(SYMBOLS)
EYE = np.eye(len(CHARACTERS), dtype=np.float32)


class Batch(NamedTuple):
    """Sequences of one length."""

    x: np.ndarray  # (B, N + 2, 9) one-hot
    y: np.ndarray  # (B,) which letter came first

    def texts(self) -> list[str]:
        """The sequences as they read."""
        return ["".join(CHARACTERS[number] for number in row) for row in self.x.argmax(axis=2)]


def batch(random: np.random.Generator, count: int, distractors: int) -> Batch:
    """`count` random sequences with the same number of distractors."""
    letters = random.integers(len(SYMBOLS), size=(count, distractors + 1))
    cue = np.full((count, 1), len(SYMBOLS))
    return Batch(EYE[np.hstack([letters, cue])], letters[:, 0])


def accuracy_by_distance(network: Network, sequences: Batch) -> np.ndarray:
    """The share of right answers with 0, 1, ... N distractors, on beginnings of the same sequences: (N + 1,).

    The question is asked after every step, each time of the state as it stood there.

    Args:
        network: of one layer.
    """
    cell, weights = network.cell, network.layers[0]
    trace = forward(cell, weights, sequences.x[:, :-1])
    steps, count, units = len(trace.steps), len(sequences.y), network.units
    state = trace.hidden[1:].reshape(-1, units), trace.cell[1:].reshape(-1, units)
    cue = np.broadcast_to(EYE[-1], (steps * count, len(CHARACTERS)))
    hidden = cell.step(cue, state, weights).hidden
    answers = probabilities(network, hidden).argmax(axis=1).reshape(steps, count)
    return (answers == sequences.y).mean(axis=1)

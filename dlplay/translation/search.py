"""From probabilities to an answer: greedy takes the best character each time, a beam keeps the k best texts.

The probability of a whole text is the product of its characters' probabilities, so its logarithm is a sum,
which can only fall. A beam of width k keeps the k best texts of every length; k = 1 is greedy. Once the best
of them is finished, none can overtake it. Left out: corrections for length, which translations of prose need.
"""

from typing import NamedTuple

import numpy as np

from dlplay.translation.alphabet import END
from dlplay.translation.network import Reading, Weights, step

WIDEST = 8
LONGEST = 160  # characters of an answer: more than the longest of `values.MOST`


class Candidate(NamedTuple):
    """A text that a beam keeps at one step."""

    tokens: tuple[int, ...]
    total: float  # ln p of the whole text so far, nats
    parent: int  # its place among the candidates of the step before
    gain: float  # ln p of its last character; 0 where it was finished before

    @property
    def finished(self) -> bool:
        """Whether it has come to its end."""
        return self.tokens[-1:] == (END,)


def beam(
    weights: Weights, reading: Reading, start: int, width: int, longest: int = LONGEST
) -> list[list[Candidate]]:
    """The candidates of every step, best first; the answer is the first of the last.

    Args:
        reading: of one text.
        start: the sign of the wanted language.
        width: texts kept, 1 to `WIDEST`.
        longest: characters after which it stops, finished or not.

    Raises:
        ValueError: for any other width.
    """
    if not 1 <= width <= WIDEST:
        raise ValueError(f"width must be from 1 to {WIDEST}, got {width}")
    kept = [Candidate((), 0.0, 0, 0.0)]
    states = reading.start
    steps: list[list[Candidate]] = []
    while not kept[0].finished and len(steps) < longest:
        alive = [place for place, one in enumerate(kept) if not one.finished]
        last = np.array([kept[place].tokens[-1] if kept[place].tokens else start for place in alive])
        made = step(weights, reading, states, last)
        kept = _best(kept, alive, made.log_probabilities, width)
        states = made.state[[alive.index(one.parent) for one in kept if not one.finished]]
        steps.append(kept)
    return steps


def _best(
    kept: list[Candidate], alive: list[int], log_probabilities: np.ndarray, width: int
) -> list[Candidate]:
    """The best of the finished texts and of all that the others, a row (V,) each, can become."""
    candidates = [
        Candidate(one.tokens, one.total, place, 0.0) for place, one in enumerate(kept) if one.finished
    ]
    totals = np.array([kept[place].total for place in alive])[:, None] + log_probabilities
    for best in np.argsort(-totals, axis=None, kind="stable")[:width].tolist():
        row, token = divmod(best, totals.shape[1])
        parent, gain = kept[alive[row]], float(log_probabilities[row, token])
        candidates.append(Candidate((*parent.tokens, token), parent.total + gain, alive[row], gain))
    return sorted(candidates, key=lambda one: -one.total)[:width]


def greedy(weights: Weights, reading: Reading, start: int, longest: int = LONGEST) -> np.ndarray:
    """The most probable character at every step, for N texts at once: tokens (N, T), of which T <= longest.

    What stands after an `END` means nothing.
    """
    state = reading.start
    tokens = np.full(len(state), start)
    ended = np.zeros(len(state), bool)
    written: list[np.ndarray] = []
    while len(written) < longest and not ended.all():
        made = step(weights, reading, state, tokens)
        state, tokens = made.state, made.logits.argmax(axis=-1)
        ended |= tokens == END
        written.append(tokens)
    return np.stack(written, axis=1)

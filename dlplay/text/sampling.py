"""From the scores of a character model to the next character: temperature, top-k, top-p, and the draw.

Notation: V characters, z logits, T temperature, u a uniform draw from [0, 1).

Characters are laid on the unit interval from the most to the least probable, and the one that u falls on is
drawn. The order by probability is the same at every temperature, and a higher one moves probability towards
its end. So for one and the same u (common random numbers) a higher temperature draws the same character or a
less probable one, never a more probable one: what changes in a text comes from the temperature alone.

Sources: temperature, Ackley, Hinton and Sejnowski, 1985; top-k, Fan, Lewis and Dauphin, 2018; top-p
(nucleus), Holtzman et al., 2020; common random numbers, Glasserman and Yao, 1992.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

# Nats. The sums of streams that are written together are rounded in another order than those of one alone: in
# 33,600 choices of the shipped models that moved no border c further than 2 sqrt(c (1 - c)) / T times this.
ROUNDING = 4e-6
MANY = 256  # characters, from which on another way of sorting is the faster one
PLACES = 16  # bits for a character's number


class Ranked(NamedTuple):
    """Characters from the most to the least probable, and the intervals they are drawn from; B streams."""

    order: np.ndarray  # (B, V) integers: the characters, equals in the vocabulary's order
    scores: np.ndarray  # (B, V) float64: their logits, counted from the highest
    cumulative: np.ndarray  # (B, V) float64: the right end of each one's share of [0, 1], empty if left out


class Choice(NamedTuple):
    """One character for every stream, and what it was chosen from."""

    numbers: np.ndarray  # (B,) integers: the characters
    places: np.ndarray  # (B,) integers: their places in the order
    uniform: float
    ranked: Ranked


class Choices(NamedTuple):
    """n choices after each other."""

    places: np.ndarray  # (n, B)
    uniforms: np.ndarray  # (n, 1)
    scores: np.ndarray  # (n, B, V)
    cumulative: np.ndarray  # (n, B, V)

    @classmethod
    def of(cls, choices: Sequence[Choice]) -> "Choices":
        """From one or more of the same streams."""
        return cls(
            np.stack([one.places for one in choices]),
            np.array([[one.uniform] for one in choices]),
            np.stack([one.ranked.scores for one in choices]),
            np.stack([one.ranked.cumulative for one in choices]),
        )


def uniforms(seed: int, length: int) -> np.ndarray:
    """The draws that decide a text's characters: (length,) float64, one a character.

    A longer text begins with the draws of a shorter one.
    """
    return np.random.default_rng(seed).random(length)


class Sampler:
    """Draws characters for B streams, each with its own temperature; see this module's text for the rule.

    Args:
        temperatures: (B,), each finite and at least 0; 0 takes the most probable character.
        top_k: only the k most probable characters stay.
        top_p: only the smallest set of most probable characters stays whose probabilities reach p together.

    Raises:
        ValueError: for an argument out of range.
    """

    def __init__(self, temperatures: ArrayLike, top_k: int | None = None, top_p: float | None = None):
        heats = np.asarray(temperatures, dtype=np.float64)
        for temperature in heats:
            if not (np.isfinite(temperature) and temperature >= 0):
                raise ValueError(f"temperature must be finite and at least 0, got {temperature}")
        if top_k is not None and top_k < 1:
            raise ValueError(f"top_k must be at least 1, got {top_k}")
        if top_p is not None and not 0 < top_p <= 1:
            raise ValueError(f"top_p must be above 0 and at most 1, got {top_p}")
        self._top_k, self._top_p = top_k, top_p
        # below 1e-300 the quotient would overflow; the distribution is the same
        self._inverse = 1 / np.maximum(heats, 1e-300)[:, None]
        self._greedy = np.flatnonzero(heats == 0)
        self.streams = len(heats)
        self._rows = np.arange(self.streams)

    def ranked(self, logits: np.ndarray) -> Ranked:
        """Lays the characters of each stream on the unit interval: logits (B, V), one row a stream."""
        order = by_score(logits)
        scores = logits[self._rows[:, None], order].astype(np.float64)
        scores -= scores[:, :1]
        cumulative = np.exp(scores * self._inverse).cumsum(axis=1)
        cumulative /= cumulative[:, -1:]
        if len(self._greedy):
            cumulative[self._greedy] = 1.0  # equals of the most probable, too, are left out
        if self._top_k is not None or self._top_p is not None:
            self._cut(cumulative)
        return Ranked(order, scores, cumulative)

    def _cut(self, cumulative: np.ndarray) -> None:
        size = cumulative.shape[1]
        kept = np.full((len(cumulative), 1), size if self._top_k is None else min(self._top_k, size))
        if self._top_p is not None:
            # the first character that brings the sum to p is the last to stay
            kept = np.minimum(kept, (cumulative < self._top_p).sum(axis=1, keepdims=True) + 1)
        cumulative /= np.take_along_axis(cumulative, np.minimum(kept, size) - 1, axis=1)
        np.minimum(cumulative, 1.0, out=cumulative)

    def draw(self, logits: np.ndarray, uniform: float) -> Choice:
        """One character for every stream, all by the same draw u in [0, 1): logits (B, V)."""
        ranked = self.ranked(logits)
        places = (ranked.cumulative <= uniform).sum(axis=1)
        return Choice(ranked.order[self._rows, places], places, uniform, ranked)

    def doubtful(self, choices: Choices) -> np.ndarray:
        """Whether rounding could have decided one of the choices: (B,) booleans.

        It could where a draw fell next to a border, where a neighbour's score is equal but for `ROUNDING`,
        and where the border of top-p falls next to a character's.
        """
        places, last = choices.places, choices.scores.shape[-1] - 1
        before, after = np.maximum(places - 1, 0), np.minimum(places + 1, last)
        here = _at(choices.scores, places)
        near = (places > 0) & (_at(choices.scores, before) - here < ROUNDING)
        near |= (places < last) & (here - _at(choices.scores, after) < ROUNDING)
        near |= (places > 0) & self._reached(_at(choices.cumulative, before), choices.uniforms)
        near |= self._reached(_at(choices.cumulative, places), choices.uniforms)
        if self._top_p is not None:
            whole = np.exp(choices.scores * self._inverse).cumsum(axis=-1)
            whole /= whole[..., -1:]
            near |= self._reached(np.moveaxis(whole, -1, 0), self._top_p).any(axis=0)
        return near.any(axis=0)

    def _reached(self, borders: np.ndarray, level: np.ndarray | float) -> np.ndarray:
        """Whether rounding could have moved borders, (..., B), across a level."""
        spread = 2 * np.sqrt(borders * (1 - borders))  # 0 at temperature 0, where no draw decides
        return np.abs(borders - level) < ROUNDING * spread * self._inverse[:, 0]


def by_score(logits: np.ndarray) -> np.ndarray:
    """The characters from the highest score to the lowest, equals in the vocabulary's order: (B, V).

    Many are sorted by whole numbers, which takes a third of the time: the bits of a float32, read so, are in
    the order of the floats, those of negative ones turned round.
    """
    if logits.shape[1] < MANY or logits.dtype != np.float32:
        return (-logits).argsort(axis=1, kind="stable")
    bits = (-logits + np.float32(0)).view(np.int32)  # no -0, which would differ from 0
    keys = np.where(bits < 0, bits ^ 0x7FFFFFFF, bits).astype(np.int64) << PLACES
    keys |= np.arange(logits.shape[1])
    keys.sort(axis=1)
    return keys & ((1 << PLACES) - 1)


def _at(values: np.ndarray, places: np.ndarray) -> np.ndarray:
    """(..., V) at (...) places along the last axis."""
    return np.take_along_axis(values, places[..., None], axis=-1)[..., 0]


def next_probabilities(
    logits: ArrayLike, temperature: float, top_k: int | None = None, top_p: float | None = None
) -> np.ndarray:
    """softmax(z / T) over the characters that top-k and top-p leave; T = 0 gives all to the most probable.

    Args:
        logits: (..., V).
        temperature, top_k, top_p: see `Sampler`.

    Returns:
        (..., V) float64 with sum 1 over the last axis.

    Raises:
        ValueError: for a temperature, top_k or top_p out of range.
    """
    scores = np.asarray(logits)
    rows = scores.reshape(-1, scores.shape[-1])
    order, _, cumulative = Sampler(np.full(len(rows), temperature), top_k, top_p).ranked(rows)
    probabilities = np.empty(rows.shape)
    np.put_along_axis(probabilities, order, np.diff(cumulative, axis=1, prepend=0.0), axis=1)
    return probabilities.reshape(scores.shape)

"""From the scores of a character model to the next character: temperature, top-k, top-p, and the draw.

Notation: V characters, z logits, T temperature, u a uniform draw from [0, 1).

Characters are laid on the unit interval from the most to the least probable, and the one that u falls on is
drawn. The order by probability is the same at every temperature, and a higher one moves probability towards
its end. So for one and the same u (common random numbers) a higher temperature draws the same character or a
less probable one, never a more probable one: what changes in a text comes from the temperature alone.

Sources: temperature, Ackley, Hinton and Sejnowski, 1985; top-k, Fan, Lewis and Dauphin, 2018; top-p
(nucleus), Holtzman et al., 2020; common random numbers, Glasserman and Yao, 1992.
"""

import numpy as np


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

    def __init__(self, temperatures, top_k: int | None = None, top_p: float | None = None):
        temperatures = np.asarray(temperatures, dtype=np.float64)
        for temperature in temperatures:
            if not (np.isfinite(temperature) and temperature >= 0):
                raise ValueError(f"temperature must be finite and at least 0, got {temperature}")
        if top_k is not None and top_k < 1:
            raise ValueError(f"top_k must be at least 1, got {top_k}")
        if top_p is not None and not 0 < top_p <= 1:
            raise ValueError(f"top_p must be above 0 and at most 1, got {top_p}")
        self._top_k, self._top_p = top_k, top_p
        # below 1e-300 the quotient would overflow; the distribution is the same
        self._inverse = 1 / np.maximum(temperatures, 1e-300)[:, None]
        self._greedy = np.flatnonzero(temperatures == 0)
        self._streams = np.arange(len(temperatures))

    def ranked(self, logits: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The intervals that characters are drawn from.

        Args:
            logits: (B, V), one row a stream.

        Returns:
            order: (B, V), characters from the most to the least probable, equals in the vocabulary's order.
            cumulative: (B, V) float64, the right end of each one's share of [0, 1], empty for those left out.
        """
        order = (-logits).argsort(axis=1, kind="stable")
        falling = logits[self._streams[:, None], order].astype(np.float64)
        falling -= falling[:, :1]
        cumulative = np.exp(falling * self._inverse).cumsum(axis=1)
        cumulative /= cumulative[:, -1:]
        if len(self._greedy):
            cumulative[self._greedy] = 1.0  # equals of the most probable, too, are left out
        if self._top_k is not None or self._top_p is not None:
            self._cut(cumulative)
        return order, cumulative

    def _cut(self, cumulative):
        size = cumulative.shape[1]
        kept = np.full((len(cumulative), 1), size if self._top_k is None else min(self._top_k, size))
        if self._top_p is not None:
            # the first character that brings the sum to p is the last to stay
            kept = np.minimum(kept, (cumulative < self._top_p).sum(axis=1, keepdims=True) + 1)
        cumulative /= np.take_along_axis(cumulative, np.minimum(kept, size) - 1, axis=1)
        np.minimum(cumulative, 1.0, out=cumulative)

    def draw(self, logits: np.ndarray, uniform: float) -> np.ndarray:
        """One character for every stream, all by the same draw u in [0, 1): (B, V) -> (B,) integers."""
        order, cumulative = self.ranked(logits)
        return order[self._streams, (cumulative <= uniform).sum(axis=1)]


def next_probabilities(logits, temperature: float, top_k: int | None = None, top_p: float | None = None):
    """softmax(z / T) over the characters that top-k and top-p leave; T = 0 gives all to the most probable.

    Args:
        logits: (..., V).
        temperature, top_k, top_p: see `Sampler`.

    Returns:
        (..., V) float64 with sum 1 over the last axis.

    Raises:
        ValueError: for a temperature, top_k or top_p out of range.
    """
    logits = np.asarray(logits)
    rows = logits.reshape(-1, logits.shape[-1])
    order, cumulative = Sampler(np.full(len(rows), temperature), top_k, top_p).ranked(rows)
    probabilities = np.empty(rows.shape)
    np.put_along_axis(probabilities, order, np.diff(cumulative, axis=1, prepend=0.0), axis=1)
    return probabilities.reshape(logits.shape)

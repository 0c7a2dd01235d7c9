"""What each token has to do with the answer, asked in three ways.

places: a_t s_t of the network itself.  They add up to the logit, but a place looks at nine tokens.
integrated gradients: what the token's own vector does, on the way from nothing to the sentence,
    e_t · ∫ dz/de_t (α e) dα over α from 0 to 1,
which adds up to the logit less that of a sentence of the same length of which no piece is known.
left out: the logit less that of the sentence without this token; these do not add up.
Source: Sundararajan, Taly and Yan, "Axiomatic attribution for deep networks", 2017.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from dlplay.sentiment.network import Network

STEPS = 64  # of the integral


class Shares(NamedTuple):
    """float64 (T,) each, positive where a token speaks for positive; base: the logit of nothing known."""

    places: np.ndarray
    integrated: np.ndarray
    left_out: np.ndarray
    base: float


def shares(network: Network, names: Sequence[str]) -> Shares:
    """All three for the tokens of a sentence, at least one."""
    trace = network(names)
    return Shares(
        trace.shares.astype(np.float64),
        integrated(network, trace.vectors),
        left_out(network, names),
        nothing(network, trace.vectors),
    )


def nothing(network: Network, vectors: np.ndarray) -> float:
    """The logit of a sentence as long as this one, vectors (T, D), of which no piece is known."""
    return float(network.judge_vectors(np.zeros_like(vectors)).logit)


def left_out(network: Network, names: Sequence[str]) -> np.ndarray:
    """The logit less that of the sentence without each token in turn, (T,)."""
    whole = float(network(names).logit)
    return np.array([whole - _without(network, names, place) for place in range(len(names))])


def integrated(network: Network, vectors: np.ndarray) -> np.ndarray:
    """Integrated gradients of the logit, (T,), by the midpoint rule in `STEPS` steps."""
    slopes = np.zeros(vectors.shape)
    for step in range(STEPS):
        trace = network.judge_vectors(vectors * np.float32((step + 0.5) / STEPS))
        slopes += network.slopes(trace) / STEPS
    return (vectors * slopes).sum(axis=1)


def _without(network: Network, names: Sequence[str], place: int) -> float:
    """The logit of the rest; of nothing, what is known of nothing."""
    rest = [*names[:place], *names[place + 1 :]]
    if not rest:
        return nothing(network, network(names).vectors)
    return float(network(rest).logit)

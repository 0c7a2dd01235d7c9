"""From scores to a summary: central sentences that do not repeat each other, and what needs no scores.

Source: Carbonell and Goldstein, "The use of MMR, diversity-based reranking", 1998 (maximal marginal
relevance).
"""

from collections.abc import Collection
from typing import NamedTuple

import numpy as np


class Step(NamedTuple):
    """One choice.  chosen: the place of the sentence.

    score, repeats, value: (n,) each, value = score - penalty · repeats, -inf for those chosen before.
    """

    chosen: int
    score: np.ndarray
    repeats: np.ndarray
    value: np.ndarray


def pick(scores: np.ndarray, similarity: np.ndarray, count: int, penalty: float) -> list[Step]:
    """Choose one after the other argmax_i of s_i - penalty · max over chosen j of cos(i, j).

    Args:
        scores: (n,), not negative; s is scores / their largest, so that it stands beside a cosine.
        similarity: (n, n); what points away (below 0) repeats nothing.
        count: how many, at most n are chosen.
        penalty: 0 for the most central ones, whatever they repeat.

    Returns:
        The choices in their order; of equal values the earlier sentence is chosen.
    """
    largest = scores.max(initial=0.0)
    relative = scores / largest if largest > 0 else np.zeros(len(scores))
    repeats = np.zeros(len(scores))
    open_ones = np.ones(len(scores), bool)
    steps: list[Step] = []
    for _ in range(min(count, len(scores))):
        # rounded, so that equal sentences stay in order whatever the last bit of their scores is
        value = np.where(open_ones, np.round(relative - penalty * repeats, 9), -np.inf)
        chosen = int(np.argmax(value))
        steps.append(Step(chosen, relative, repeats.copy(), value))
        open_ones[chosen] = False
        repeats = np.maximum(repeats, similarity[chosen])
    return steps


def first(total: int, count: int) -> list[int]:
    """The first sentences, the summary that journalists have made: a baseline hard to beat on news."""
    return list(range(min(count, total)))


def precision(chosen: Collection[int], marked: Collection[int]) -> float:
    """The share of the chosen sentences that a reader marked, in [0, 1]."""
    return len(set(chosen) & set(marked)) / len(chosen)


def precision_by_chance(total: int, marked: Collection[int]) -> float:
    """The expected precision of any number of sentences drawn blindly: m / n, exactly.

    Each drawn one is marked with probability m / n, also without replacement (hypergeometric mean k m / n).
    """
    return len(marked) / total

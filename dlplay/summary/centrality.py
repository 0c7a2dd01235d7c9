"""Which sentence is most like all the others: cosine similarities, degree, and a walk among sentences.

Source of the walk: Erkan and Radev, "LexRank: graph-based lexical centrality as salience in text
summarization", 2004; PageRank by Brin and Page, 1998.
"""

from typing import NamedTuple

import numpy as np

MOST_STEPS = 100
CLOSE = 1e-10  # a step that changes less than this, summed over the sentences, is the last one


class Walk(NamedTuple):
    """Where a walker is who goes from sentence to sentence: r after each step.

    trace: (steps + 1, n), each row sums to 1; the first one is 1/n everywhere.
    """

    trace: np.ndarray

    @property
    def shares(self) -> np.ndarray:
        """How much of a long walk is spent at each sentence, (n,)."""
        return self.trace[-1]


def cosine(vectors: np.ndarray) -> np.ndarray:
    """cos(a, b) = a·b / (|a| |b|) of every two rows, 0 where one of them is 0.

    Args:
        vectors: (n, d).

    Returns:
        (n, n) in [-1, 1], 1 on the diagonal but for rows of zeros.
    """
    sizes = np.linalg.norm(vectors, axis=1, keepdims=True)
    units = np.divide(vectors, sizes, out=np.zeros(vectors.shape), where=sizes > 0)
    return np.clip(units @ units.T, -1, 1)


def edges(similarity: np.ndarray, threshold: float) -> np.ndarray:
    """The graph of sentences: w_ij = their similarity above the threshold, else 0; 0 on the diagonal."""
    kept = np.where(similarity > max(threshold, 0), similarity, 0.0)
    np.fill_diagonal(kept, 0)
    return kept


def degree(weights: np.ndarray) -> np.ndarray:
    """c_i = the sum of the weights of i's edges, as shares that sum to 1; all alike without an edge."""
    sums = weights.sum(axis=1)
    total = sums.sum()
    return sums / total if total > 0 else np.full(len(weights), 1 / max(len(weights), 1))


def steps_between(weights: np.ndarray) -> np.ndarray:
    """P_ij = w_ij / sum of w_i: where the walker goes from i; anywhere from a sentence without an edge."""
    sums = weights.sum(axis=1, keepdims=True)
    return np.divide(weights, sums, out=np.full(weights.shape, 1 / max(len(weights), 1)), where=sums > 0)


def walk(weights: np.ndarray, damping: float) -> Walk:
    """r <- (1 - d) / n + d P^T r, from r = 1/n, until it stands still: power iteration.

    Args:
        weights: (n, n), not negative, symmetric.
        damping: d in [0, 1), the chance to follow an edge; else the walker jumps anywhere.
    """
    if not 0 <= damping < 1:
        raise ValueError(f"damping must be in [0, 1), got {damping}")
    count = len(weights)
    if not count:
        return Walk(np.zeros((1, 0)))
    between = steps_between(weights)
    trace = [np.full(count, 1 / count)]
    for _ in range(MOST_STEPS):
        trace.append((1 - damping) / count + damping * between.T @ trace[-1])
        if np.abs(trace[-1] - trace[-2]).sum() < CLOSE:
            break
    return Walk(np.array(trace))

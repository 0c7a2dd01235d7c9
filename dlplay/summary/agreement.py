"""How much two choices of sentences agree, and how often chance does as well.

Notation: n sentences, m of them marked; k drawn blindly hit X of the marked ones (hypergeometric).
    P(X = j) = C(m, j) C(n - m, k - j) / C(n, k),    E[X] = k m / n
"""

from collections.abc import Collection
from math import comb


def hits(chosen: Collection[int], marked: Collection[int]) -> int:
    """How many of the chosen sentences are marked."""
    return len(set(chosen) & set(marked))


def at_least(found: int, total: int, marked: int, drawn: int) -> float:
    """P(X >= found): how often so many of the `marked` are hit by `drawn` out of `total`, drawn blindly."""
    ways = sum(
        comb(marked, j) * comb(total - marked, drawn - j) for j in range(found, min(marked, drawn) + 1)
    )
    return ways / comb(total, drawn)

"""A text as the summary sees it: sentences, words, vectors, similarities, centrality, kept to be shown."""

from typing import NamedTuple

import numpy as np

from dlplay.summary import asking, centrality, picking, vectors
from dlplay.summary.centrality import Walk
from dlplay.summary.sentences import Sentence
from dlplay.summary.vectors import Vectors
from dlplay.summary.words import words

KINDS = {"vectors": vectors.means, "counts": vectors.counts}  # what a sentence is made into


class Way(NamedTuple):
    """How sentences are chosen.

    by: "walk" or "degree".  threshold: similarities up to it are no edges.  penalty: see `picking`.
    """

    by: str
    threshold: float
    penalty: float
    damping: float = 0.85


# chosen on the texts of the part "tune", by `python -m dlplay.training summary`
WAYS = {"vectors": Way("degree", 0.0, 0.25), "counts": Way("degree", 0.0, 0.5)}


class Reading(NamedTuple):
    """One text, read.

    names: the words of each sentence.  vectors: (n, d).  similarity, edges: (n, n).  scores: (n,), sum to 1.
    """

    sentences: list[Sentence]
    names: list[list[str]]
    vectors: np.ndarray
    similarity: np.ndarray
    edges: np.ndarray
    walk: Walk
    scores: np.ndarray


def read(
    text: str, way: Way = WAYS["vectors"], kind: str = "vectors", known: Vectors | None = None
) -> Reading:
    """Everything but the choice, from the text alone.

    Args:
        kind: a key of `KINDS`.
        known: instead of the shipped vectors.

    Raises:
        NotSummarizable: for what `asking` refuses, and "unknown" where no word has a vector.
        AssetError: if the vectors are missing or not the recorded ones.
    """
    found = asking.sentences(text)
    known = known or vectors.load()
    names = [words(one.text, known.places) for one in found]
    if not any(name in known.places for one in names for name in one):
        raise asking.NotSummarizable("unknown")
    return _compare(found, names, known, way, kind)


def _compare(found: list[Sentence], names: list[list[str]], known: Vectors, way: Way, kind: str) -> Reading:
    table = KINDS[kind](names, known)
    similarity = centrality.cosine(table)
    edges = centrality.edges(similarity, way.threshold)
    walk = centrality.walk(edges, way.damping)
    scores = walk.shares if way.by == "walk" else centrality.degree(edges)
    return Reading(found, names, table, similarity, edges, walk, scores)


def choose(reading: Reading, count: int, penalty: float) -> list[int]:
    """The places of the chosen sentences, in the order of the text."""
    steps = picking.pick(reading.scores, reading.similarity, count, penalty)
    return sorted(step.chosen for step in steps)

"""Word vectors from dictionaries: what stands together in a definition, PPMI, singular value decomposition.

Source: Levy, Goldberg and Dagan, "Improving distributional similarity with lessons learned from word
embeddings", 2015.  A Chinese word is the weighted mean of the English words that define it, so that both
languages share one space.
"""

from collections import Counter, defaultdict

import numpy as np

from dlplay.summary.vectors import SMOOTHING, Vectors
from dlplay.training.summary_sources import Sources

Gloss = tuple[list[str], list[str]]


def fit(recipe, sources: Sources) -> Vectors:
    """The vectors of the most frequent words of both languages; nothing is left to chance."""
    seen = Counter(word for names, gloss in sources.glosses for word in names + gloss)
    english = [word for word in sources.english if seen[word] >= recipe.least][: recipe.words]
    table = _svd(
        _ppmi(_count(sources, english, _contexts(recipe, sources, seen)), recipe.smoothing), recipe.size
    )
    table = _units(table)
    told: defaultdict[str, list[str]] = defaultdict(list)
    for word, definition in sources.definitions:
        told[word] += definition
    chinese = [word for word in sources.chinese if word in told][: recipe.words]
    places = {word: place for place, word in enumerate(english)}
    means = np.zeros((len(chinese), recipe.size))
    for row, word in zip(means, chinese, strict=True):
        for other in told[word]:
            if other in places:
                row += table[places[other]] * recipe.definition / (recipe.definition + sources.english[other])
    shares = np.array([sources.english[one] for one in english] + [sources.chinese[one] for one in chinese])
    table = _without_common(np.vstack([table, _units(means)]), shares)
    names = {word: place for place, word in enumerate(english + chinese)}
    return Vectors(names, _units(table), -np.log(shares))


def _contexts(recipe, sources: Sources, seen: Counter) -> dict[str, int]:
    """The words beside which words are counted: frequent in the glosses, but not in all of English."""
    stop = set(list(sources.english)[: recipe.stop])
    kept = [word for word, _ in seen.most_common() if word not in stop and len(word) > 1]
    return {word: place for place, word in enumerate(kept[: recipe.contexts])}


def _count(sources: Sources, words: list[str], contexts: dict[str, int]) -> np.ndarray:
    """How often a word stands in one gloss, or is explained by one, with each context but itself."""
    places = {word: place for place, word in enumerate(words)}
    table = np.zeros((len(words), len(contexts)), np.float32)
    for names, gloss in sources.glosses:
        whole = names + gloss
        beside = np.array([contexts[word] for word in whole if word in contexts], int)
        for word in whole:
            if word in places:
                np.add.at(table[places[word]], beside, 1)
                if word in contexts:
                    table[places[word], contexts[word]] -= 1
    return table


def _ppmi(table: np.ndarray, smoothing: float) -> np.ndarray:
    """max(0, ln p(w, c) / (p(w) p(c))), where p(c) is that of counts to the power of `smoothing`."""
    columns = table.sum(axis=0, dtype=float) ** smoothing
    expected = np.maximum(table.sum(axis=1, keepdims=True), 1) * (columns / columns.sum()).astype(np.float32)
    ratio = np.divide(table, expected, out=np.ones_like(table), where=(table > 0) & (expected > 0))
    return np.log(np.maximum(ratio, 1))


def _svd(table: np.ndarray, size: int) -> np.ndarray:
    """U sqrt(S) of the largest singular values, as table V / sqrt(S), V the eigenvectors of table^T table."""
    squares, vectors = np.linalg.eigh(table.T @ table)
    largest = np.argsort(squares)[::-1][:size]
    return table @ vectors[:, largest] / np.maximum(squares[largest], 1e-9) ** 0.25


def _without_common(table: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Without the direction of the mean sentence, Σ p · a / (a + p) · v."""
    common = (shares * SMOOTHING / (SMOOTHING + shares)) @ table
    common /= max(np.linalg.norm(common), 1e-9)
    return table - np.outer(table @ common, common)


def _units(table: np.ndarray) -> np.ndarray:
    return table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)

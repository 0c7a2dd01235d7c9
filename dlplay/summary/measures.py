"""How many of three chosen sentences a reader marked too: by centrality, the first three, by chance."""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from dlplay.summary import picking
from dlplay.summary.reading import KINDS, Way, choose, read
from dlplay.summary.texts import LANGUAGES, LEADS, Marked
from dlplay.summary.vectors import Vectors

COUNT = 3  # sentences are marked, and chosen


def of_way(kind: str, way: Way, known: Vectors, one: Marked) -> float:
    """Precision of the central sentences, each text read with these vectors."""
    return picking.precision(choose(read(one.text, way, kind, known), COUNT, way.penalty), one.marked)


def of_first(one: Marked) -> float:
    """Precision of the first three."""
    return picking.precision(picking.first(len(one.sentences), COUNT), one.marked)


def of_chance(one: Marked) -> float:
    """Precision that is expected of three drawn blindly."""
    return picking.precision_by_chance(len(one.sentences), one.marked)


def precisions(
    chosen: Sequence[Marked], ways: dict[str, Way], known: Vectors
) -> dict[str, dict[str, dict[str, float]]]:
    """language -> lead ("first", "not" or "all") -> method -> mean precision in [0, 1]."""
    methods: dict[str, Callable[[Marked], float]] = {
        kind: partial(of_way, kind, ways[kind], known) for kind in KINDS
    }
    methods |= {"first": of_first, "chance": of_chance}
    return {
        language: {
            lead: {name: _mean(method, chosen, language, lead) for name, method in methods.items()}
            for lead in (*LEADS, "all")
        }
        for language in LANGUAGES
    }


def _mean(method: Callable[[Marked], float], chosen: Sequence[Marked], language: str, lead: str) -> float:
    asked = [one for one in chosen if one.language == language and lead in (one.lead, "all")]
    return float(np.mean([method(one) for one in asked]))

"""The text and its picture with so many sentences chosen, and what of it is told in words."""

from functools import lru_cache
from typing import Any

import numpy as np

from dlplay.numbers import plain
from dlplay.summary.sentences import Sentence
from dlplay.ui import live
from dlplay.ui.language import percent, t
from dlplay.ui.summary import charts_alike, charts_text
from dlplay.ui.summary.charts_text import Part
from dlplay.ui.summary.current import Given, briefly, kind_of, order, read

SHARED = 100  # pictures kept for whoever asks for the same


@lru_cache(SHARED)
def text(given: Given, by: str, draw: int, count: int, spoken: str) -> str:
    """The text, its first `count` sentences in the order of this way on a ground."""
    found = read(given.text, kind_of(by)).reading.sentences
    chosen = order(given.text, by, draw)[:count]
    ranks = {place: rank for rank, place in enumerate(chosen, start=1)}
    parts: list[Part | str] = []
    end = 0
    for place, one in enumerate(found):
        parts += [
            given.text[end : one.start],
            Part(one.text, ranks.get(place, 0), place in given.marked),
        ]
        end = one.end
    parts.append(given.text[end:])
    numbers = t("frame.alt_between").join(str(place + 1) for place in sorted(chosen))
    alt = t("summary.text_alt", total=len(found), chosen=numbers)
    legend = t("summary.legend_marked" if given.marked else "summary.legend")
    return charts_text.text(parts, alt, legend)


@lru_cache(SHARED)
def picture(given: Given, by: str, draw: int, key: str, spoken: str) -> dict[str, Any]:
    """Matrix and bars, the same wherever the slider stands."""
    found = read(given.text, kind_of(by)).reading
    chosen = order(given.text, by, draw)
    told = [_told(given, found.sentences, chosen[: k + 1]) for k in range(len(chosen))]
    panels = [
        charts_alike.matrix(found.similarity, briefly(found), t("summary.matrix")),
        charts_alike.bars(found.scores, t("summary.bars"), spoken),
    ]
    follows = charts_alike.moving(chosen) | {"told": {"words": told}}
    sweeps = [live.sweep(key, np.arange(1, len(chosen) + 1), follows)] if len(chosen) > 1 else []
    panels = [live.standing(panel, follows) for panel in panels]
    most = int(found.scores.argmax())
    alt = t(
        "summary.alike_alt",
        count=len(chosen),
        most=most + 1,
        share=percent(float(found.scores[most])),
        cosine=plain(_largest(found.similarity), decimals=2),
    )
    readouts = {"told": live.readout(words=told[-1], small=True)}
    return live.picture(panels, sweeps, readouts=readouts, alt=alt)


def _told(given: Given, sentences: list[Sentence], chosen: tuple[int, ...]) -> str:
    """How much of the text that is, and how many of them a reader marked too."""
    letters = sum(len(one.text) for one in sentences)
    share = percent(sum(len(sentences[place].text) for place in chosen) / letters, decimals=0)
    told = t("summary.told", count=len(chosen), total=len(sentences), share=share)
    if not given.marked:
        return told
    both = len(set(chosen) & set(given.marked))
    return t("summary.told_marked", told=told, both=both, marked=len(given.marked))


def _largest(similarity: np.ndarray) -> float:
    """The largest cosine of two different sentences; 0 where there is one."""
    count = len(similarity)
    return float(similarity[~np.eye(count, dtype=bool)].max(initial=0.0))

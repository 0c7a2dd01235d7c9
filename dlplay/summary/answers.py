"""The numbers in the answers to "Try this" of the page on summaries."""

import numpy as np

from dlplay.numbers import percent, plain
from dlplay.summary import summarize, texts
from dlplay.summary.measures import COUNT, of_chance, of_first, of_way
from dlplay.summary.reading import WAYS, read
from dlplay.summary.vectors import load


def numbers(language: str) -> dict[str, str]:
    """By the names that the questions' answers have for them."""
    news, story = texts.example(language, "news", "first"), texts.example(language, "story", "not")
    found = {
        f"{name}_{way}": str(round(COUNT * precision))
        for name, one in (("news", news), ("story", story))
        for way, precision in (
            ("vectors", of_way("vectors", WAYS["vectors"], load(), one)),
            ("first", of_first(one)),
        )
    }
    twice = news.sentences[1]
    return found | {
        "twice": str(summarize(f"{news.text}\n\n{twice}", COUNT).count(twice)),
        "penalty": plain(WAYS["vectors"].penalty),
        "chance": plain(COUNT * of_chance(news), 2),
        "even": percent(1 / len(news.sentences), language),
        "still": str(_still(news.text)),
        "news_count": str(len(news.sentences)),
    }


def _still(text: str) -> int:
    """The first step of the walk that moves less than a percentage point, summed over the sentences."""
    moved = np.abs(np.diff(read(text).walk.trace, axis=0)).sum(axis=1)
    return int((moved < 0.01).argmax()) + 1

"""The numbers in the answers to "Try this" of the page on summaries."""

from dlplay.numbers import plain
from dlplay.summary import summarize, texts
from dlplay.summary.measures import COUNT, of_chance, of_first, of_way
from dlplay.summary.reading import WAYS
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
        "news_count": str(len(news.sentences)),
    }

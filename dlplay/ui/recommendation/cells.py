"""The cell of the grid that is worked out, from two lists or by a click; the page counts oneself first."""

from collections.abc import Sequence

import streamlit as st

from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.live import Place
from dlplay.ui.recommendation.current import Now
from dlplay.ui.recommendation.settings import RecommendationSettings
from dlplay.ui.verbatim import one_line

GRID = 2  # which panel of the picture it is
WIDTH = 220  # CSS pixels


def choose(experiment: Experiment[RecommendationSettings], now: Now) -> None:
    """The two lists; a cell that this class has not is its first."""
    people = [now.ratings.people[-1], *now.ratings.people[:-1]]
    _list(experiment, "who", people)
    _list(experiment, "thing", now.ratings.things)


def _list(experiment: Experiment[RecommendationSettings], field: str, names: Sequence[str]) -> None:
    if experiment.value(field) >= len(names):
        experiment.set(**{field: 0})
    st.selectbox(
        t(f"recommendation.{field}"),
        range(len(names)),
        format_func=lambda place: one_line(names[place]),
        key=experiment.key(field),
        persist_state="session",
        width=WIDTH,
        disabled=experiment.fixed(field),
    )


def chosen(settings: RecommendationSettings, now: Now) -> tuple[int, int]:
    """Its row and column in the ratings, or the nearest that this class has."""
    people, things = now.ratings.values.shape
    return min(settings.who or people, people) - 1, min(settings.thing, things - 1)


def column(row: int, now: Now) -> int:
    """Where a row of the ratings stands in the grid."""
    return (row + 1) % len(now.ratings.people)


def clicked(experiment: Experiment[RecommendationSettings], now: Now, place: Place) -> None:
    """Take the cell under a click."""
    people, things = len(now.ratings.people), len(now.ratings.things)
    who, thing = int(place.x // 1), things - 1 - int(place.y // 1)
    if place.panel == GRID and 0 <= who < people and 0 <= thing < things:
        experiment.set(who=who, thing=thing)

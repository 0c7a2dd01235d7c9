"""Cold start: what a newcomer gets with no rating, with one, with nine."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.numbers import plain
from dlplay.recommendation import Ratings, Recipe, learn
from dlplay.recommendation.cold import ASKED, Cold, Path, cold_start, path
from dlplay.recommendation.generated import Society, foods
from dlplay.ui import frame, language, live
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.recommendation import charts_cold, current
from dlplay.ui.recommendation.current import Now
from dlplay.ui.recommendation.settings import MOST_TOLD, TOLD, RecommendationSettings

FACTORS, L2 = 2, 1.0
NEWCOMERS, APART = 100, 1000  # generated newcomers, with seeds that no class has
FOLDS = 3  # of a class of one's own a third are newcomers
SLIDER = 340  # CSS pixels
SHARED = 40  # answers kept for whoever asks for the same


@dataclass(frozen=True, eq=False)
class Arrived:
    """The newcomers of a class, and one of them closely: oneself, once one has rated something."""

    most: int  # ratings that they tell in the end
    cold: Cold
    row: np.ndarray  # the one's ratings (things,), told or not
    path: Path
    is_oneself: bool


@lru_cache(SHARED)
def _arrived(now: Now, seed: int) -> Arrived | None:
    """None where people have rated too little to play newcomers."""
    stay, came = _parted(now, seed)
    counts = (~np.isnan(came)).sum(axis=1)
    most = int(min(np.median(counts) - ASKED, MOST_TOLD))
    if most < 1 or np.isnan(stay).all():
        return None
    class_without = Ratings([""] * len(stay), now.ratings.things, stay)
    model = learn(class_without, recipe=Recipe(FACTORS, L2)).model
    is_oneself = len(now.unrated) < len(now.mine)
    row = now.mine if is_oneself else came[np.argmax(counts)]
    told = np.random.default_rng(seed).permutation(np.flatnonzero(~np.isnan(row)))[:most]
    found = cold_start(model, L2, stay, came, most, seed)
    return Arrived(most, found, row, path(model, L2, row, told), is_oneself)


def _parted(now: Now, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """The ratings of those who teach, and of the newcomers: generated ones, or a third of one's own class."""
    others = now.ratings.values[:-1]
    if now.made is not None:
        return others, foods(Society(NEWCOMERS, 1.0, seed=seed + APART)).whole
    mixed = np.random.default_rng(seed).permutation(len(others))
    count = max(1, len(mixed) // FOLDS)
    return others[mixed[count:]], others[mixed[:count]]


def show(experiment: Experiment[RecommendationSettings]) -> None:
    """Errors and one newcomer under one slider, and who that is in words."""
    settings = experiment.settings
    if _arrived(current.now(settings), settings.seed) is None:
        st.info(t("recommendation.cold_few", asked=ASKED), icon=":material/lightbulb:")
        return
    moving = frame.stage()
    told = st.empty()
    st.markdown(t("recommendation.cold_why"))
    with moving:
        _moving(experiment, told)


@st.fragment
def _moving(experiment: Experiment[RecommendationSettings], told: DeltaGenerator) -> None:
    settings = experiment.settings
    now = current.now(settings)
    if (arrived := _arrived(now, settings.seed)) is None:
        return
    count = int(experiment.slide("told", high=arrived.most, width=SLIDER))
    live.show(_picture(now, arrived, experiment.key("told"), language.current()), "recommendation_cold")
    told.markdown(_told(now, arrived, min(count, len(arrived.path.order))))
    experiment.publish()


@lru_cache(SHARED)
def _picture(now: Now, arrived: Arrived, key: str, spoken: str) -> dict[str, Any]:
    counts = TOLD.values[: arrived.most + 1]
    way = arrived.path
    liked = np.argsort(-way.predicted[0], kind="stable")  # what everybody likes stands first
    steps = np.minimum(counts, len(way.order))
    places = np.argsort(liked)[way.order]
    follows: dict[str, dict[str, Any]] = charts_cold.newcomer_follows(way.predicted[steps][:, liked], places)
    cold = arrived.cold
    errors = np.column_stack([counts, cold.factors])
    follows["hand"] = {"x": live.Linear(counts[:, None].astype(float))}
    follows["now"] = {"words": live.Written(t("recommendation.off"), cold.factors[:, None])}
    follows["alt"] = {"words": live.Written(t("recommendation.cold_alt", people=cold.people), errors)}
    words = {
        name: t(f"recommendation.cold_{name}")
        for name in ("factors", "biases", "things", "told", "said", "predicted")
    }
    who = "you" if arrived.is_oneself else "newcomer"
    panels = [
        charts_cold.errors(
            cold,
            words
            | {
                "title": t("recommendation.cold_errors", people=cold.people),
                "error": t("recommendation.error"),
            },
        ),
        charts_cold.newcomer(
            way.predicted[0][liked],
            arrived.row[liked],
            [now.drawn[place] for place in liked],
            words | {"title": t(f"recommendation.cold_{who}"), "stars": t("recommendation.stars_axis")},
        ),
    ]
    sweep = live.sweep(key, counts, follows)
    readouts = {"now": live.readout(t("recommendation.cold_now"), words=follows["now"]["words"][0])}
    return live.picture(panels, [sweep], readouts=readouts, alt=follows["alt"]["words"][0], columns=2)


def _told(now: Now, arrived: Arrived, count: int) -> str:
    """What is recommended first to everybody, and now to this newcomer."""
    way, things = arrived.path, now.ratings.things
    rest = np.setdiff1d(np.arange(len(things)), way.order[:count])
    first = [
        f"{now.shown(things[thing])} {plain(way.predicted[count, thing], decimals=2)}"
        for thing in current.best(way.predicted[count], rest).tolist()
    ]
    known = " · ".join(
        f"{now.shown(things[thing])} {arrived.row[thing]:g}" for thing in way.order[:count].tolist()
    )
    line = t(
        "recommendation.cold_first" if count == 0 else "recommendation.cold_then", known=known, count=count
    )
    return f"{line} {' · '.join(first)}"

"""Popularity and the bubble: recommend, rate, learn again, with a share of it drawn by chance."""

from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.numbers import plain
from dlplay.recommendation.bubble import BEGUN, FACTORS, PEOPLE, ROUNDS, SHARES, THINGS, Bubble, simulate
from dlplay.recommendation.measures import Measures, measure, shown_counts
from dlplay.ui import frame, language, live
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import percent, percent_format, t
from dlplay.ui.recommendation import charts_bubble
from dlplay.ui.recommendation.settings import RecommendationSettings

SLIDER, NUMBER = 250, 150  # CSS pixels
SHARED = 60  # simulations and pictures kept for whoever asks for the same


def show(experiment: Experiment[RecommendationSettings]) -> None:
    """One person's feed and all people's, under one slider."""
    moving = st.container()
    told = st.empty()
    st.markdown(t("recommendation.bubble_why", people=PEOPLE, things=THINGS, begun=BEGUN, rounds=ROUNDS))
    with moving:
        _moving(experiment, told)


@st.fragment
def _moving(experiment: Experiment[RecommendationSettings], told: DeltaGenerator) -> None:
    key, spoken = experiment.key("explore"), language.current()
    with frame.stage():
        with st.container(horizontal=True, vertical_alignment="bottom"):
            explore = experiment.slide("explore", width=SLIDER, format=percent_format())
            alike = experiment.choose("alike", label_visibility="collapsed")
            visitor, seed = (experiment.slide(one, width=NUMBER) for one in ("visitor", "seed"))
        live.show(_picture(seed, alike, visitor, key, spoken), "recommendation_bubble")
    live.show(_popularity(seed, alike, key, spoken), "recommendation_popularity")
    told.markdown(_told(_found(seed, alike)[1], explore / 100))
    experiment.publish()


@lru_cache(SHARED)
def _found(seed: int, alike: str) -> tuple[Bubble, Measures]:
    bubble = simulate(seed, FACTORS if alike == "taste" else 0)
    return bubble, measure(bubble)


@lru_cache(SHARED)
def _picture(seed: int, alike: str, visitor: int, key: str, spoken: str) -> dict[str, Any]:
    bubble, found = _found(seed, alike)
    made, person = bubble.made, visitor - 1
    seen = np.zeros((len(SHARES), THINGS), bool)
    np.put_along_axis(seen, bubble.shown[:, :, person], True, axis=1)
    words = _words("other_side", "covered", "popular", "taste")
    titles = {name: t(f"recommendation.bubble_{name}_title") for name in ("shares", "stars")}
    titles["feed"] = t("recommendation.bubble_feed_title", number=visitor)
    across = {"x": t("recommendation.by_chance")}
    panels = [
        charts_bubble.feed(
            made.places,
            made.tastes[person],
            words
            | {"title": titles["feed"], "x": t("recommendation.taste_1"), "y": t("recommendation.taste_2")},
        ),
        charts_bubble.shares(SHARES, found, words | across | {"title": titles["shares"]}, spoken),
        charts_bubble.stars(SHARES, found, words | across | {"title": titles["stars"]}, spoken),
    ]
    hand = live.Linear(SHARES[:, None])
    numbers = np.column_stack([100 * SHARES, 100 * found.other_side, found.liked])
    follows: dict[str, dict[str, Any]] = {
        **charts_bubble.feed_follows(seen),
        "hand": {"x": hand},
        "hand_below": {"x": hand},
        "liked_now": {"words": live.Written("{.2} ★", found.liked[:, None])},
        "other_now": {"words": [percent(one, decimals=0) for one in found.other_side]},
        "alt": {"words": live.Written(t("recommendation.bubble_alt"), numbers)},
    }
    readouts = {
        "other_now": live.readout(
            t("recommendation.other_now"), charts_bubble.BLUE, follows["other_now"]["words"][0]
        ),
        "liked_now": live.readout(
            t("recommendation.liked_now"), charts_bubble.ORANGE, follows["liked_now"]["words"][0]
        ),
    }
    sweep = live.sweep(key, 100 * SHARES, follows)
    return live.picture(panels, [sweep], readouts=readouts, alt=follows["alt"]["words"][0], columns=2)


@lru_cache(SHARED)
def _popularity(seed: int, alike: str, key: str, spoken: str) -> dict[str, Any]:
    """How often each thing was shown to anybody, beside the ratings of the beginning."""
    bubble, found = _found(seed, alike)
    begun = (~np.isnan(bubble.made.values)).sum(axis=0)
    order = np.argsort(-begun, kind="stable")
    often = shown_counts(bubble)[:, order].astype(float)
    words = _words("shown_often", "begun", "things") | {"title": t("recommendation.bubble_counts_title")}
    numbers = np.column_stack([100 * SHARES, 100 * found.popular])
    alt = live.Written(t("recommendation.counts_alt"), numbers)
    sweep = live.sweep(key, 100 * SHARES, {"often": {"high": often}, "alt": {"words": alt}})
    return live.picture([charts_bubble.counts(begun[order], often, words)], [sweep], alt=alt[0])


def _words(*names: str) -> dict[str, str]:
    return {name: t(f"recommendation.bubble_{name}") for name in names}


def _told(found: Measures, epsilon: float) -> str:
    """The measures where the slider stands, beside those without any chance."""
    at = int(np.abs(SHARES - epsilon).argmin())
    return t(
        "recommendation.bubble_told",
        epsilon=percent(epsilon, decimals=0),
        liked=plain(found.liked[at], decimals=2),
        liked_0=plain(found.liked[0], decimals=2),
        other=percent(found.other_side[at], decimals=0),
        other_0=percent(found.other_side[0], decimals=0),
        covered=percent(found.covered[at], decimals=0),
        covered_0=percent(found.covered[0], decimals=0),
        popular=percent(found.popular[at], decimals=0),
        popular_0=percent(found.popular[0], decimals=0),
        off=plain(found.error[at], decimals=2),
        off_0=plain(found.error[0], decimals=2),
    )

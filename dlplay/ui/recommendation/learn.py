"""One's own stars, the class, and a factorisation that learns from both while one watches."""

from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.recommendation import Learned
from dlplay.recommendation.baselines import predicted
from dlplay.recommendation.ratings import root_mean_square
from dlplay.ui import code_panel, frame, language, live
from dlplay.ui.code_panel import CodePanel
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.recommendation import cells, charts, code, current, mine, own, told
from dlplay.ui.recommendation.current import Now
from dlplay.ui.recommendation.settings import RecommendationSettings

PICTURE = "recommendation_learned"
SECONDS = 4.0  # of a replay
SLIDER = 210  # CSS pixels
SHARED = 40  # pictures kept for whoever asks for the same

Places = tuple[DeltaGenerator, DeltaGenerator, CodePanel]


def show(experiment: Experiment[RecommendationSettings]) -> None:
    """Stars and picture; what it recommends and why; one cell in numbers; the code."""
    moving = frame.stage()
    now = current.now(experiment.settings)
    suggested = st.empty()
    frame.section("recommendation", "cell")
    with st.container(horizontal=True):
        cells.choose(experiment, now)
    worked = st.empty()
    st.markdown(t("recommendation.learn_why"))
    script = code_panel.panel(experiment.name)
    own.download(now)
    with moving:
        _moving(experiment, (suggested, worked, script))


@st.fragment
def _moving(experiment: Experiment[RecommendationSettings], places: Places) -> None:
    left, right = st.columns([1, 2.5], gap="medium")
    with right, st.container(horizontal=True, vertical_alignment="bottom"):
        experiment.slide("factors", width=SLIDER)
        experiment.scale("l2", width=SLIDER)
    settings = experiment.settings
    now = current.now(settings)
    learned = current.run(now, settings)
    model = learned.model
    row, thing = cells.chosen(settings, now)
    with left:
        _stars(experiment, now, model.predict()[-1])
    with right:
        drawn = _picture(now, learned, float(settings.l2), settings.seed, (row, thing), language.current())
        live.show(drawn, PICTURE, frame.then_whole_page(lambda place: cells.clicked(experiment, now, place)))
    suggested, worked, script = places
    hidden = current.held_out(now, settings)
    suggested.markdown(told.suggestions(now, model))
    worked.markdown(told.cell(now, model, row, thing, bool(hidden[row, thing])))
    script.show(code.factorisation(settings))
    experiment.publish(settings)


def _stars(experiment: Experiment[RecommendationSettings], now: Now, guesses: np.ndarray) -> None:
    first = set(current.best(guesses, now.unrated).tolist())
    stars = np.nan_to_num(now.mine).astype(int).tolist()
    names = now.ratings.things
    given = [
        mine.Row(*one, place in first) for place, one in enumerate(zip(names, stars, guesses, strict=True))
    ]

    def rated(thing: int, count: int) -> None:
        digits = list(experiment.value("mine").ljust(len(names), "0"))
        digits[thing] = str(count)
        experiment.set(mine="".join(digits).rstrip("0"))

    mine.rows(given, rated)


@lru_cache(SHARED)
def _picture(
    now: Now, learned: Learned, l2: float, seed: int, chosen: tuple[int, int], spoken: str
) -> dict[str, Any]:
    ratings = now.ratings
    hidden = ratings.held_out(seed, always=1)
    epochs = len(learned.train)
    models = [learned.at(epoch) for epoch in range(epochs)]
    flat = [current.plane(model, models[-1]) for model in models]
    people, things = (np.stack(part) for part in zip(*flat, strict=True))
    far = charts.reach(people, things)
    seen = np.roll(ratings.values.T, 1, axis=1)  # oneself first
    guessed = np.stack([np.roll(model.predict().T, 1, axis=1) for model in models])
    shades = charts.shades_of(seen, guessed)
    words = {name: t(f"recommendation.{name}") for name in ("epoch", "error", "train", "held_out")}
    titles = {name: t(f"recommendation.{name}_title") for name in ("plane", "curves", "grid")}
    panels = [
        charts.plane(people[-1], things[-1], (ratings.people, now.drawn), (titles["plane"], "", ""), far),
        charts.curves(
            learned.train, learned.held_out, _without(now, hidden, l2), words | {"title": titles["curves"]}
        ),
        charts.grid(
            shades[-1],
            np.roll(hidden.T, 1, axis=1),
            (chosen[1], cells.column(chosen[0], now)),
            {"title": titles["grid"], "people": t("recommendation.who")},
        ),
    ]
    train = live.Written(t("recommendation.off"), learned.train[:, None])
    alt = live.Written(
        t("recommendation.learn_alt", people=len(ratings.people), things=len(ratings.things)),
        np.stack([np.arange(epochs), learned.train], axis=1),
    )
    follows: dict[str, dict[str, Any]] = {
        **charts.plane_follows(people, things, far),
        **charts.curves_follow(learned.held_out),
        "grid": {"shades": shades},
        "train_now": {"words": train},
        "alt": {"words": alt},
    }
    readouts = {"train_now": live.readout(words["train"], charts.LEARNED, train[-1])}
    if np.isfinite(learned.held_out).all():
        held = live.Written(t("recommendation.off"), learned.held_out[:, None])
        follows["held_now"] = {"words": held}
        readouts["held_now"] = live.readout(words["held_out"], charts.HELD_OUT, held[-1])
    play = live.replay(epochs, words["epoch"], t("recommendation.play"), t("recommendation.pause"), SECONDS)
    sweep = live.sweep("replay", np.arange(epochs), follows)
    return live.picture(panels, [sweep], readouts=readouts, replay=play, alt=alt[-1], columns=2)


def _without(now: Now, hidden: np.ndarray, l2: float) -> dict[str, float]:
    """What knows no taste, and how far it is off where ratings are held out."""
    values = now.ratings.values
    guessed = predicted(np.where(hidden, np.nan, values), max(l2, 0.01))  # λ = 0 has no closed form
    return {
        t(f"recommendation.without_{name}"): root_mean_square((values - guessed[name])[hidden])
        for name in ("thing", "biases")
    }

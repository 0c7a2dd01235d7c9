"""What the axes mean: nothing by name. Points turn, predictions stay, and hidden tastes stand beside."""

from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.numbers import bracketed, latex
from dlplay.recommendation import Model, turning
from dlplay.ui import frame, language, live
from dlplay.ui.experiment import Experiment
from dlplay.ui.formulas import display
from dlplay.ui.language import t
from dlplay.ui.recommendation import cells, charts, current
from dlplay.ui.recommendation.current import Now
from dlplay.ui.recommendation.settings import TURN, RecommendationSettings

FACTORS = 2
SLIDER = 340  # CSS pixels
SHARED = 40  # pictures kept for whoever asks for the same
DECIMALS, EXACT = 2, 4


def show(experiment: Experiment[RecommendationSettings]) -> None:
    """The points with a slider that turns them, and one prediction worked out before and after."""
    moving = frame.stage()
    frame.section("recommendation", "turned")
    worked = st.empty()
    now = current.now(experiment.settings)
    st.markdown(t("recommendation.axes_why" if now.made else "recommendation.axes_own"))
    with moving:
        _moving(experiment, worked)


@st.fragment
def _moving(experiment: Experiment[RecommendationSettings], worked: DeltaGenerator) -> None:
    settings = experiment.settings
    now = current.now(settings)
    model = _upright(now, current.run(now, settings, FACTORS).model)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        experiment.slide("turn", width=SLIDER, format="%d°")
        if now.made:
            best = _fitting(model, now.made.places)
            st.button(
                t("recommendation.fit"), key="recommendation_fit", on_click=lambda: experiment.set(turn=best)
            )
    row, thing = cells.chosen(settings, now)
    live.show(
        _picture(now, model, (row, thing), experiment.key("turn"), language.current()),
        "recommendation_turned",
    )
    worked.markdown(_worked(now, model, settings.turn, row, thing))
    experiment.publish(settings)


@lru_cache(SHARED)
def _upright(now: Now, model: Model) -> Model:
    """The model, mirrored where that is nearer to what is hidden: that changes no prediction either."""
    if now.made is None or not turning.is_mirrored(model.Q, now.made.places):
        return model
    flip = np.array([1, -1])
    return Model(model.mean, model.b, model.c, model.P * flip, model.Q * flip)


def _fitting(model: Model, places: np.ndarray) -> int:
    """The angle at which both axes agree best with the hidden ones."""
    found = turning.agreement(model.Q, places, np.radians(TURN.values))
    return int(TURN.values[found.sum(axis=1).argmax()])


@lru_cache(SHARED)
def _picture(now: Now, model: Model, chosen: tuple[int, int], key: str, spoken: str) -> dict[str, Any]:
    angles = TURN.values
    radians = np.radians(angles)
    turned = [model.turned(angle) for angle in radians]
    people, things = (np.stack([getattr(one, part) for one in turned]) for part in "PQ")
    names = (now.ratings.people, now.drawn)
    row, thing = chosen
    far = charts.reach(model.P, model.Q)
    titles = (t("recommendation.plane_title"), t("recommendation.factor_1"), t("recommendation.factor_2"))
    panels = [charts.plane(model.P, model.Q, names, titles, far)]
    follows: dict[str, dict[str, Any]] = charts.plane_follows(people, things, far)
    prediction = np.array([one.predict()[row, thing] for one in turned])
    if now.made:
        agree = turning.agreement(model.Q, now.made.places, radians)
        hidden = (t("recommendation.sweet_hot"), t("recommendation.mild_strong"))
        tastes, places = now.made.tastes, now.made.places
        titles = (t("recommendation.hidden_title"), *hidden)
        panels.append(charts.plane(tastes, places, names, titles, charts.reach(tastes, places), hidden=True))
        follows["agree"] = {"words": live.Written(t("recommendation.agree"), agree)}
    follows["same"] = {"words": live.Written("{.4}", prediction[:, None])}
    follows["alt"] = {"words": live.Written(t("recommendation.axes_alt"), angles[:, None].astype(float))}
    readouts = {"same": live.readout(t("recommendation.prediction"), words=follows["same"]["words"][0])}
    if now.made:
        readouts["agree"] = live.readout(words=follows["agree"]["words"][0], small=True)
    sweep = live.sweep(key, angles, follows)
    return live.picture(panels, [sweep], readouts=readouts, alt=follows["alt"]["words"][0], columns=2)


def _worked(now: Now, model: Model, degrees: int, row: int, thing: int) -> str:
    """p · q as learned and as turned."""
    words = t(
        "recommendation.turned_says",
        who=now.shown(now.ratings.people[row]),
        what=now.shown(now.ratings.things[thing]),
        turn=degrees,
    )
    turned = model.turned(np.radians(degrees))
    lines = [
        rf"{name} &= {_product(one.P[row], one.Q[thing])}"
        for name, one in ((r"p \cdot q", model), (r"(pR) \cdot (qR)", turned))
    ]
    biases = model.mean + model.b[row] + model.c[thing]
    total = latex(float(turned.predict()[row, thing]), decimals=EXACT)
    taste = bracketed(float(turned.P[row] @ turned.Q[thing]), decimals=EXACT)
    lines.append(
        rf"\hat r &= \mu + b_u + c_i + p \cdot q = {latex(biases, decimals=EXACT)} + {taste} = {total}"
    )
    return f"{words}\n\n{display(*lines)}"


def _product(p: np.ndarray, q: np.ndarray) -> str:
    terms = " + ".join(
        rf"{bracketed(a, decimals=DECIMALS)} \cdot {bracketed(b, decimals=DECIMALS)}"
        for a, b in zip(p, q, strict=True)
    )
    return f"{terms} = {latex(float(p @ q), decimals=EXACT)}"

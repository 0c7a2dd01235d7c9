"""Spoil the digit: shift, turn, thicken it …, and see along the whole slider where the answer changes."""

from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.digits import network, robustness
from dlplay.digits.distort import DISTORTIONS
from dlplay.digits.reading import GRID
from dlplay.digits.robustness import Held
from dlplay.numbers import latex, plain
from dlplay.ui import code_panel, language, live
from dlplay.ui.charts import digit
from dlplay.ui.code_panel import CodePanel
from dlplay.ui.digit_lab import break_code, charts_break
from dlplay.ui.digit_lab.current import Current, take_home
from dlplay.ui.digit_lab.settings import DigitLabSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import percent, t

SHARED = 40  # pictures kept for whoever asks for the same
SLIDER = 420  # CSS pixels


def show(experiment: Experiment[DigitLabSettings], now: Current, place: DeltaGenerator) -> None:
    """In its place the spoiled digit and its answers; what each distortion leaves, the score, the code."""
    st.markdown(_held(now))
    script = code_panel.panel("digit_lab")
    take_home(now)
    with place:
        _moving(experiment, now.picture.ink, script)


@st.fragment
def _moving(experiment: Experiment[DigitLabSettings], ink: np.ndarray, script: CodePanel) -> None:
    name = experiment.choose("distortion", label_visibility="collapsed", wrap=True)
    experiment.slide(name, width=SLIDER)
    live.show(_drawn(ink.tobytes(), name, experiment.key(name), language.current()), key="digit_lab_spoiled")
    script.show(break_code.distort(name, experiment.value(name)))
    experiment.publish()


@lru_cache(SHARED)
def _drawn(ink: bytes, name: str, key: str, spoken: str) -> dict[str, Any]:
    """The same wherever the slider stands."""
    one, read = DISTORTIONS[name], network.load()
    values = one.strengths
    spoiled = one.apply(np.frombuffer(ink).reshape(GRID, GRID), values)
    trace = read(spoiled)
    chances = trace.probabilities
    told = [
        t("digit_lab.break_read", digit=row.argmax(), chance=percent(row.max(), decimals=0))
        for row in chances
    ]
    units = trace.dense.shape[1]
    active = live.Written(t("digit_lab.break_active", units=units), (trace.dense > 0).sum(axis=1)[:, None])
    alt = live.Written(t("digit_lab.break_spoiled_alt", name=t(f"digit_lab.{name}")), values[:, None])
    start = int(np.abs(values - one.neutral).argmin())
    panels = [
        charts_break.picture(spoiled[start], t("digit_lab.break_spoiled")),
        charts_break.answers(chances[start], t("digit_lab.break_answers"), spoken),
        charts_break.along(
            values, chances, one.neutral, (t("digit_lab.break_along"), t(f"digit_lab.{name}")), spoken
        ),
    ]
    follows: dict[str, dict[str, Any]] = {
        "ink": {"shades": digit.inked(spoiled)},
        "answers": {"high": chances},
        "hand": {"x": live.Linear(values[:, None])},
        "read": {"words": told},
        "active": {"words": active},
        "alt": {"words": alt},
    }
    readouts = {
        "read": live.readout(words=told[start]),
        "active": live.readout(words=active[start], small=True),
    }
    sweep = live.sweep(key, values, follows)
    return live.picture(panels, [sweep], readouts=readouts, alt=alt[start], columns=2)


@lru_cache(SHARED)
def _measured(ink: bytes) -> dict[str, Held]:
    return robustness.holds(network.load(), np.frombuffer(ink).reshape(GRID, GRID))


def _held(now: Current) -> str:
    """From where to where each distortion leaves the answer, and the score of all seven."""
    found = _measured(now.picture.ink.tobytes())
    rows = [
        f"| {t(f'digit_lab.distortion_{name}')} | {plain(one.low)} | {plain(one.high)} |"
        f" {percent(one.share, decimals=0)} |"
        for name, one in found.items()
    ]
    heads = " | ".join(t(f"digit_lab.break_{head}") for head in ("kind", "from", "to", "share"))
    shares = " + ".join(latex(one.share, decimals=2) for one in found.values())
    score = robustness.score(found)
    formula = rf"$$\dfrac{{{shares}}}{{{len(found)}}} = \mathbf{{{latex(score, decimals=2)}}}$$"
    return "\n\n".join(
        [
            t("digit_lab.break_held", digit=now.answer),
            "\n".join([f"| {heads} |", "|---|--:|--:|--:|", *rows]),
            t("digit_lab.break_score"),
            formula,
            t("digit_lab.break_other"),
            t("digit_lab.break_reader"),
        ]
    )

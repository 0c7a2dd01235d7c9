"""The walk among sentences, step by step, beside the plain sum of similarities."""

from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.numbers import plain
from dlplay.summary import centrality, vectors
from dlplay.ui import at_home, code_panel, frame, language, live
from dlplay.ui.code_panel import CodePanel, Script
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import percent, t
from dlplay.ui.summary import charts_walk, code, formulas_walk
from dlplay.ui.summary.current import briefly, read, trace, write
from dlplay.ui.summary.settings import SummarySettings

SHARED = 100  # pictures kept for whoever asks for the same
SLIDER = 420  # CSS pixels


def show(experiment: Experiment[SummarySettings]) -> None:
    """The text's choice, the walk, one sentence's step in numbers, why it is no better; the code."""
    vectors.load()  # if they are missing, the page tells; it hears nothing of what goes wrong in a fragment
    with frame.stage():
        given = write(experiment)
        moving = st.container()
    if given is None:
        return
    frame.section("summary", "step")
    sums = st.empty()
    st.markdown(t("summary.walk_says"))
    script = code_panel.plain_python("summary")
    at_home.files(vectors.WEIGHTS, vectors.VOCABULARY)
    with moving:
        _moving(experiment, given.text, sums, script)


@st.fragment
def _moving(
    experiment: Experiment[SummarySettings], text: str, sums: DeltaGenerator, script: CodePanel
) -> None:
    spoken, step = language.current(), int(experiment.slide("step", width=SLIDER))
    place = st.container()
    damping = float(experiment.slide("damping", width=SLIDER))
    with place:
        live.show(_drawn(text, damping, experiment.key("step"), spoken), key="summary_walk")
    sums.markdown(formulas_walk.step(text, damping, step, spoken))
    source = code.walk(read(text, "vectors").reading.names, damping, step)
    script.show(Script(source, source))
    experiment.publish()


@lru_cache(SHARED)
def _drawn(text: str, damping: float, key: str, spoken: str) -> dict[str, Any]:
    """The same wherever the slider over the steps stands."""
    found, shares = read(text, "vectors").reading, trace(text, damping)
    names = t("summary.walker"), t("summary.plain_sum")
    brief = briefly(found)
    told = [_told(shares, step, brief) for step in range(len(shares))]
    follows = charts_walk.moving(shares) | {"told": {"words": told}}
    panels = [
        charts_walk.graph(found.edges, brief),
        charts_walk.shares(shares, centrality.degree(found.edges), names, spoken),
    ]
    panels = [live.standing(panel, follows) for panel in panels]
    sweep = live.sweep(key, np.arange(len(shares)), follows)
    alt = t("summary.walk_alt", count=shares.shape[1])
    readouts = {"told": live.readout(words=told[-1], small=True)}
    return live.picture(panels, [sweep], readouts=readouts, alt=alt, columns=2)


def _told(shares: np.ndarray, step: int, brief: list[str]) -> str:
    """Where most of the walk is, and how much the last step has moved."""
    if not step:
        return t("summary.walk_start", share=percent(float(shares[0, 0])))
    most = int(shares[step].argmax())
    moved = float(np.abs(shares[step] - shares[step - 1]).sum())
    return t(
        "summary.walked",
        step=step,
        sentence=brief[most],
        share=percent(float(shares[step, most])),
        moved=plain(100 * moved, 2),
    )

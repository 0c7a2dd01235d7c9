"""Accuracy against the number of examples: a picture that grows with every run of this visit."""

from dataclasses import fields, replace
from typing import Any

import streamlit as st

from dlplay.numbers import plain
from dlplay.ui import chart, jobs, language, live
from dlplay.ui.charts import BLUE, GREEN, ORANGE, PURPLE, SKY, VERMILION
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import percent, t
from dlplay.ui.train_cnn import charts_more_data as charts
from dlplay.ui.train_cnn import current, runs
from dlplay.ui.train_cnn.charts_more_data import Dot
from dlplay.ui.train_cnn.runs import RUNS, Run
from dlplay.ui.train_cnn.settings import TrainSettings

RUNGS = (10, 50, 200, 1000)  # digits of each class
COLOURS = (BLUE, ORANGE, GREEN, PURPLE, VERMILION, SKY)
AMOUNT = ("group", "curve", "each", "own", "dropped", "epochs")  # what may differ along one line
MOST_EPOCHS = 25


def show(experiment: Experiment[TrainSettings]) -> None:
    """The curve so far, as accuracy or as errors, and a button that adds four points to it."""
    settings = experiment.settings
    experiment.choose("curve", label_visibility="collapsed")
    lines = _lines(runs.ended())
    colours = {name: COLOURS[place % len(COLOURS)] for place, name in enumerate(lines)}
    errors = settings.curve == "errors"
    words = {name: t(f"train_cnn.axis_{name}") for name in ("examples", "accuracy", "errors")}
    words["guess"] = t("train_cnn.guess_errors" if errors else "train_cnn.guess")
    panel = charts.more_data(lines, colours, words, language.current(), errors)
    title = f"{words[settings.curve]} ({words['guess']})"
    told = {name: charts.heights(dots, errors) for name, dots in lines.items()}
    live.show(live.picture([panel], alt=chart.lines(title, told)), key="train_cnn_more_data")
    rungs = [f"{rung:,}" for rung in RUNGS]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            t("train_cnn.ladder", rungs=", ".join(rungs)),
            icon=":material/stairs:",
            key="train_cnn_ladder",
            disabled=RUNS.running or not current.possible(ladder(settings)[0]),
            on_click=lambda: runs.climb(ladder(experiment.settings)),
        )
        if RUNS.running and runs.rungs_left():
            st.caption(t("train_cnn.rungs_left", left=runs.rungs_left()))
    st.caption(t("train_cnn.ladder_note"))


def ladder(settings: TrainSettings) -> list[Any]:
    """The same training with more and more digits: few ones are shown more often, to make the steps alike."""
    return [
        replace(
            settings,
            each=str(rung),
            own=(),
            epochs=min(MOST_EPOCHS, max(1, round(settings.epochs * RUNGS[-1] / rung))),
        )
        for rung in RUNGS
    ]


def difference(settings: TrainSettings) -> str:
    """What makes a network and its learning differ from the start values, in a few words."""
    changed = [
        f"{t(f'train_cnn.short_{one.name}')} {_written(one.name, getattr(settings, one.name))}"
        for one in fields(settings)
        if one.name not in AMOUNT and getattr(settings, one.name) != one.default
    ]
    return ", ".join(changed) or t("train_cnn.as_at_start")


def _written(name: str, value: Any) -> str:
    if name == "network":
        return t(f"train_cnn.network_{value}")
    return " + ".join(t(f"train_cnn.lab_{one}") for one in value) if isinstance(value, tuple) else f"{value}"


def _lines(kept: list[Run]) -> dict[str, list[Dot]]:
    lines: dict[str, list[Dot]] = {}
    for run in kept:
        facts = run.facts
        if not run.progress.result or facts.get("test_accuracy") is None:
            continue
        text = t(
            "train_cnn.dot",
            run=RUNS.title(run),
            examples=plain(facts["examples"]),
            epochs=plain(facts["epochs"]),
            accuracy=percent(facts["test_accuracy"]),
            seconds=jobs.time_left(facts["seconds"]),
        )
        dot = Dot(facts["examples"], facts["test_accuracy"], text)
        lines.setdefault(difference(run.settings), []).append(dot)
    return {name: sorted(dots) for name, dots in lines.items()}

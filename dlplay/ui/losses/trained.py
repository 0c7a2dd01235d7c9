"""The same neuron, data and start, trained on squared error and on cross-entropy: one is stuck, and why."""

import numpy as np
import streamlit as st

from dlplay.losses import race
from dlplay.losses.entropy import sigmoid
from dlplay.numbers import latex, plain
from dlplay.ui import chart, code_panel, frame
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.losses import charts, code, formulas, table
from dlplay.ui.losses.settings import STEPS, LossSettings

GRID = np.linspace(-3, 3, 121)


def show(experiment: Experiment[LossSettings]) -> None:
    """Controls, both neurons, their gradients over the steps, the arithmetic at the start, and the code."""
    with frame.stage():
        for column, field in zip(st.columns(3), ("wrong", "rate", "step"), strict=True):
            with column:
                experiment.slide(field)
        settings = experiment.settings
        step = settings.step
        runs = {name: race.train(name, -settings.wrong, 0.0, settings.rate, STEPS) for name in race.RUNNERS}
        left, right = st.columns(2, gap="medium")
        with left:
            st.markdown(t("losses.neuron_at", step=step))
            now = {
                name: (table.name(name), sigmoid(run.weights[step] * GRID + run.biases[step]))
                for name, run in runs.items()
            }
            words = {name: t(f"losses.race_{name}") for name in ("start", "truth", "answer")}
            start = sigmoid(-settings.wrong * GRID)
            figure = charts.trained_neurons(race.X, race.Y, GRID.astype(np.float32), start, now, words)
            chart.show(figure, "losses_neurons", chart.lines(words["answer"], figure.named()))
        with right:
            st.markdown(t("losses.race_over_steps"))
            drawn = {name: (table.name(name), run.gradients, run.truths) for name, run in runs.items()}
            words = {name: t(f"losses.race_{name}") for name in ("step", "gradient", "truth_share")}
            told = {
                f"{label}, {words[part]}": values
                for label, *both in drawn.values()
                for part, values in zip(("gradient", "truth_share"), both, strict=True)
            }
            alt = chart.lines(t("losses.race_alt", steps=STEPS), told)
            chart.show(charts.race(drawn, step, words), "losses_race", alt)
    for column, (name, run) in zip(st.columns(2), runs.items(), strict=True):
        with column, st.container(border=True):
            st.markdown(f"**{table.name(name)}**")
            with st.container(horizontal=True):
                st.metric(t("losses.race_truth_share"), plain(run.truths[step], decimals=4))
                st.metric(t("losses.race_gradient"), plain(run.gradients[step], 3))
                st.metric(t("losses.loss_now"), plain(run.losses[step], decimals=4))
                st.metric(t("losses.weight"), plain(run.weights[step], decimals=4))
    frame.section("losses", "start")
    _start(settings)
    code_panel.panel("losses").show(code.training(settings))


def _start(settings: LossSettings) -> None:
    """Both slopes with respect to z at the point x = 1, which belongs to class 1 and is taken for class 0."""
    z = np.array(-settings.wrong)
    p, away = float(sigmoid(z)), float(sigmoid(-z))
    st.latex(
        formulas.aligned(
            rf"z &= w x + b = {latex(z)} \cdot 1 + 0 = {latex(z)}",
            rf"p &= \sigma({latex(z)}) = {formulas.number(p)}",
        )
    )
    squared = formulas.aligned(
        r"\frac{\partial (p - y)^2}{\partial z} &= 2 (p - y)\, p (1 - p)",
        rf"&= 2 \cdot ({formulas.number(-away)}) \cdot {formulas.number(p)} \cdot {formulas.number(away)}",
        f"&= {formulas.number(-2 * away * p * away)}",
    )
    entropy = formulas.aligned(
        r"\frac{\partial (-\ln p)}{\partial z} &= p - y",
        rf"&= {formulas.number(p)} - 1",
        f"&= {formulas.number(-away)}",
    )
    for column, name, formula in zip(st.columns(2), race.RUNNERS, (squared, entropy), strict=True):
        with column:
            st.markdown(f"**{table.name(name)}**")
            st.latex(formula)

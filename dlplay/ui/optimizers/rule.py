"""The update rule of one optimizer, with letters and with the numbers of one step of both weights."""

from typing import Any

import streamlit as st

from dlplay.descent import Run, replay
from dlplay.numbers import latex
from dlplay.optimizers import OPTIMIZERS
from dlplay.schedules import SCHEDULES
from dlplay.ui import frame
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.optimizers import controls, current
from dlplay.ui.optimizers.settings import OptimizerSettings


@st.fragment
def show(experiment: Experiment[OptimizerSettings]) -> None:
    """Choose an optimizer and a step; reruns alone, so that the big picture stays as it is."""
    frame.section("optimizers", "rule")
    left, right = st.columns([1, 2], gap="medium")
    with left:
        experiment.select("runner", format_func=current.title)
    run = current.run(experiment.settings, experiment.settings.runner)
    step = min(experiment.settings.step, max(run.steps, 1))
    with right:
        if run.steps > 1:
            controls.mirrored(
                st.slider,
                t("optimizers.step"),
                "optimizers.step_shown",
                step,
                lambda value: experiment.set(step=value),
                min_value=1,
                max_value=run.steps,
            )
    optimizer = OPTIMIZERS[run.optimizer]
    st.markdown(t(f"optimizers.idea_{run.optimizer}"))
    st.latex(aligned([optimizer.latex(line) for line in optimizer.lines]))
    schedule = SCHEDULES[run.setup.schedule]
    if run.steps and schedule.name != "constant":
        st.latex(rf"{schedule.latex} \qquad \eta_{{{step}}} = {latex(run.rates[step - 1])}")
    if run.steps:
        for axis, column in enumerate(st.columns(2, gap="medium")):
            with column:
                st.latex(rf"\footnotesize {worked(run, step, axis)}")
    else:
        st.info(t("optimizers.no_step"))
    paper = optimizer.paper
    st.caption(f"[{paper.authors} ({paper.year})]({paper.link})")
    experiment.publish()


def worked(run: Run, step: int, axis: int) -> str:
    """Every line of a step with the numbers of one weight, 0 for x and 1 for y."""
    optimizer, values = OPTIMIZERS[run.optimizer], numbers(run, step, axis)
    lines = [rf"\textbf{{{'xy'[axis]}:}} \quad g_{{{step}}} &= {latex(values['g'])}"]
    for line in optimizer.lines:
        letter = optimizer.latex(line).split(" &=")[0].replace("w_t", f"{'xy'[axis]}_t")
        letter = letter.replace("_{t+1}", f"_{{{step + 1}}}").replace("_t", f"_{{{step}}}")
        lines.append(f"{letter} &= {optimizer.substituted(line, values)}")
        lines.append(f"&= {latex(values[line.quantity])}")
    return aligned(lines)


def numbers(run: Run, step: int, axis: int) -> dict[str, float]:
    """By name everything that a step of one weight found and computed, its hyperparameters included."""
    before, after = replay(run, step)
    optimizer, chosen = OPTIMIZERS[run.optimizer], dict(run.chosen)
    found = optimizer.before(before, **chosen) | {"w0": run.weights[step - 1]}
    hyperparameters = {**optimizer.defaults, **chosen, "learning_rate": run.rates[step - 1]}
    return {name: _of(value, axis) for name, value in {**hyperparameters, **after, **found}.items()}


def aligned(lines: list[str]) -> str:
    """Lines under one another, aligned at their &."""
    return r"\begin{aligned} " + r" \\[4pt] ".join(lines) + r" \end{aligned}"


def _of(value: Any, axis: int) -> float:
    return float(value[axis]) if getattr(value, "ndim", 0) else float(value)

"""The update rule of one optimizer, with letters and with the numbers of one step of both weights."""

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.descent import Run, replay
from dlplay.numbers import latex
from dlplay.optimizers import OPTIMIZERS
from dlplay.schedules import SCHEDULES
from dlplay.ui.experiment import Experiment
from dlplay.ui.formulas import aligned, display
from dlplay.ui.language import t
from dlplay.ui.optimizers import current
from dlplay.ui.optimizers.settings import OptimizerSettings


def place(experiment: Experiment[OptimizerSettings]) -> DeltaGenerator:
    """Which optimizer and which step, and the place for it below."""
    chosen, below = st.container(), st.empty()
    with chosen:
        _choose(experiment, below)
    return below


@st.fragment
def _choose(experiment: Experiment[OptimizerSettings], below: DeltaGenerator) -> None:
    """Reruns alone, so that the picture stays as it is."""
    left, right = st.columns([1, 2], gap="medium")
    with left:
        experiment.select("runner", format_func=current.title)
    with right:
        experiment.slide("step", high=experiment.settings.steps)
    write(below, experiment.settings)
    experiment.publish()


def write(below: DeltaGenerator, settings: OptimizerSettings) -> None:
    """The rule with letters, and with the numbers of one step of each weight."""
    run = current.run(settings, settings.runner)
    step = min(settings.step, run.steps)
    optimizer, schedule = OPTIMIZERS[run.optimizer], SCHEDULES[run.setup.schedule]
    with below.container():
        letters = display(*map(optimizer.latex, optimizer.lines))
        st.markdown(f"{t(f'optimizers.idea_{run.optimizer}')}\n\n{letters}")
        if not step:
            st.info(t("optimizers.no_step"))
        else:
            if step < settings.step:
                st.caption(t("optimizers.last_step", step=step))
            if schedule.name != "constant":
                st.latex(rf"{schedule.latex} \qquad \eta_{{{step}}} = {latex(run.rates[step - 1])}")
            for axis, column in enumerate(st.columns(2, gap="medium")):
                column.latex(rf"\footnotesize {worked(run, step, axis)}")
        paper = optimizer.paper
        st.caption(f"[{paper.authors} ({paper.year})]({paper.link})")


def worked(run: Run, step: int, axis: int) -> str:
    """Every line of a step with the numbers of one weight, 0 for x and 1 for y."""
    optimizer, values = OPTIMIZERS[run.optimizer], numbers(run, step, axis)
    lines = [rf"\textbf{{{'xy'[axis]}:}} \quad g_{{{step}}} &= {latex(values['g'])}"]
    for line in optimizer.lines:
        letter = optimizer.latex(line).split(" &=")[0].replace("w_t", f"{'xy'[axis]}_t")
        letter = letter.replace("_{t+1}", f"_{{{step + 1}}}").replace("_t", f"_{{{step}}}")
        lines.append(f"{letter} &= {optimizer.substituted(line, values)}")
        lines.append(f"&= {latex(values[line.quantity])}")
    return aligned(*lines)


def numbers(run: Run, step: int, axis: int) -> dict[str, float]:
    """By name everything that a step of one weight found and computed, its hyperparameters included."""
    before, after = replay(run, step)
    optimizer, chosen = OPTIMIZERS[run.optimizer], dict(run.chosen)
    found = optimizer.before(before, **chosen) | {"w0": run.weights[step - 1]}
    hyperparameters = {**optimizer.defaults, **chosen, "learning_rate": run.rates[step - 1]}
    return {name: _of(value, axis) for name, value in {**hyperparameters, **after, **found}.items()}


def _of(value: Any, axis: int) -> float:
    return float(value[axis]) if getattr(value, "ndim", 0) else float(value)

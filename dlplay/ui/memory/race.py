"""The remember task: three cells learn side by side, live, and accuracy over the distance grows."""

from collections.abc import Callable
from typing import Any

import numpy as np
import streamlit as st

from dlplay.numbers import bracketed, latex, plain
from dlplay.recurrent import CELLS, network, remember
from dlplay.recurrent.training import BEYOND, Training, parameters
from dlplay.ui import code_panel, frame, learning_curves
from dlplay.ui.charts import GREEN, VERMILION
from dlplay.ui.charts.training import Panel, Series, accuracy_panel
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import percent, t
from dlplay.ui.memory import charts_marks as marks
from dlplay.ui.memory import code, formulas, run
from dlplay.ui.memory.run import PLAYER, Run
from dlplay.ui.memory.settings import MemorySettings

STEPS = 50  # of the button that makes a few


def show(experiment: Experiment[MemorySettings]) -> None:
    """Controls, buttons, the curves while they grow, the cells in numbers, the arithmetic, the code."""
    _controls(experiment)
    one = run.open_run(experiment)
    going = PLAYER.going
    _buttons(experiment, one, going)
    if going:
        st.fragment(lambda: _tick(experiment, one), run_every=run.TICK)()
    else:
        with (
            st.container()
        ):  # as a fragment's is: what it drew last is replaced by this, and none of it stays
            _picture(one)
        frame.section("memory", "loss")
        _arithmetic(one.training)
    cell = experiment.choose("cell", label_visibility="collapsed")
    steps = experiment.settings.trained or 300
    code_panel.panel(experiment.name).show(code.race(cell, one.training.recipe, steps))


def _controls(experiment: Experiment[MemorySettings]) -> None:
    anew: dict[str, Any] = {"on_change": run.reset, "args": (experiment,)}
    left, right = st.columns(2, gap="large")
    with left:
        experiment.slide("longest", **anew)
    with right:
        experiment.choose("lengths", **anew)
    with st.expander(t("memory.more")):
        rows = (("units", "equal", "rate"), ("clip", "bias", "seed"))
        kinds: dict[str, Callable[..., Any]] = {"equal": experiment.choose, "rate": experiment.scale}
        for fields in rows:
            for column, field in zip(st.columns(3, gap="large"), fields, strict=True):
                with column:
                    kinds.get(field, experiment.slide)(field, **anew)


def _buttons(experiment: Experiment[MemorySettings], one: Run, going: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            t("memory.pause" if going else "memory.play"),
            type="primary",
            icon=":material/pause:" if going else ":material/play_arrow:",
            key="memory_play",
            on_click=PLAYER.play_or_pause,
            args=(experiment,),
            disabled=one.training.ended,
        )
        st.button(
            t("memory.some_steps", steps=STEPS),
            icon=":material/skip_next:",
            key="memory_some",
            on_click=run.some_steps,
            args=(experiment, STEPS),
            disabled=one.training.ended or going,
        )
        st.button(
            t("memory.reset"),
            icon=":material/restart_alt:",
            key="memory_reset",
            on_click=run.reset,
            args=(experiment,),
        )


def _tick(experiment: Experiment[MemorySettings], one: Run) -> None:
    more = run.tick(one)
    _picture(one)
    PLAYER.follow(experiment)
    if not more:
        PLAYER.pause(experiment)
        st.rerun()


def _picture(one: Run) -> None:
    """The curves as they stand, then what the cells answer, and their numbers."""
    training = one.training
    if one.behind:
        share = training.step_count / one.target
        st.progress(share, t("memory.repeating", step=training.step_count, target=one.target))
    left, right = st.columns(2, gap="large")
    longest = training.recipe.longest
    axis, end = t("memory.axis_n", n=longest), BEYOND * longest
    with left:
        learning_curves.show([_by_distance(training)], axis, end, "memory_by_distance")
    with right:
        steps = max(100, training.step_count)
        learning_curves.show([_over_steps(training)], t("memory.axis_steps"), steps, "memory_over_steps")
    st.markdown(verdict(training))
    st.html(_samples(training))
    st.html(_table(training))


def _by_distance(training: Training) -> Panel:
    """Accuracy over the number of distractors, twice as many as were trained."""
    latest = training.moments[-1].accuracy
    series = [
        Series(CELLS[cell].title, marks.CELLS[cell], range(len(values)), values.tolist())
        for cell, values in latest.items()
    ]
    guess = (remember.GUESS, t("memory.guess"))
    return accuracy_panel(t("memory.curve_distance"), series, guess)


def _over_steps(training: Training) -> Panel:
    """Accuracy at the longest distance that trains, over the steps."""
    steps, longest = [one.step for one in training.moments], training.recipe.longest
    series = [
        Series(
            CELLS[cell].title,
            marks.CELLS[cell],
            steps,
            [float(one.accuracy[cell][longest]) for one in training.moments],
        )
        for cell in CELLS
    ]
    guess = (remember.GUESS, t("memory.guess"))
    return accuracy_panel(t("memory.curve_steps", n=longest), series, guess)


def verdict(training: Training) -> str:
    """What the curves say, in a sentence."""
    longest = training.recipe.longest
    now = {cell: float(values[longest]) for cell, values in training.moments[-1].accuracy.items()}
    lost = [CELLS[cell].title for cell, one in training.learners.items() if one.diverged]
    if lost:
        return t("memory.verdict_diverged", cells=", ".join(lost))
    if training.step_count == 0:
        return t("memory.verdict_start")
    told = {cell: percent(value, decimals=0) for cell, value in now.items()}
    best = max(now.values())
    if best < 0.4:
        kind = "guessing"
    elif now["simple_rnn"] < 0.9 <= max(now["gru"], now["lstm"]):
        kind = "gated"
    elif min(now.values()) >= 0.9:
        kind = "all"
    else:
        kind = "on_the_way"
    return t(f"memory.verdict_{kind}", steps=training.step_count, n=longest, **told)


def _samples(training: Training) -> str:
    """A few sequences that are only measured, and what each cell answers to them now."""
    sample = training.sample()
    rows = []
    answers = {
        cell: network.probabilities(net, network.read(net, sample.x)[-1].hidden[-1])
        for cell, net in training.networks.items()
    }
    for place, text in enumerate(sample.texts()):
        right, told = text[0], []
        for cell, p in answers.items():
            letter = remember.SYMBOLS[int(p[place].argmax())]
            ink = GREEN if letter == right else VERMILION
            told.append(
                (CELLS[cell].title, marks.CELLS[cell], letter, percent(p[place].max(), decimals=0), ink)
            )
        rows.append((text, told))
    return marks.samples(rows)


def _table(training: Training) -> str:
    heads = [t(f"memory.head_{name}") for name in ("units", "parameters", "loss", "norm", "clipped", "right")]
    rows = []
    for cell, one in training.learners.items():
        units = training.recipe.units_of(cell)
        right = float(training.moments[-1].accuracy[cell][training.recipe.longest])
        steps = max(training.step_count, 1)
        rows.append(
            (
                cell,
                (
                    CELLS[cell].title,
                    str(units),
                    f"{parameters(cell, units):,}",
                    "–" if np.isnan(one.loss) else plain(one.loss, 3),
                    "–" if np.isnan(one.norm) else plain(one.norm, 3),
                    percent(one.clipped_steps / steps, decimals=0),
                    percent(right, decimals=0),
                ),
            )
        )
    return marks.table(heads, rows)


def _arithmetic(training: Training) -> None:
    """The loss of a guess, and of the first sample as each cell stands."""
    sample = training.sample()
    text, right = sample.texts()[0], int(sample.y[0])
    st.latex(
        rf"\text{{{t('memory.by_guessing')}}}:\quad -\ln \tfrac{{1}}{{8}} = {latex(np.log(8), decimals=3)}"
    )
    st.markdown(t("memory.loss_of", text=f"`{text}`", letter=f"**{remember.SYMBOLS[right]}**"))
    lines = []
    for cell, net in training.networks.items():
        p = float(network.probabilities(net, network.read(net, sample.x[:1])[-1].hidden[-1])[0, right])
        loss = latex(-np.log(max(p, 1e-38)), decimals=3)
        name = rf"\text{{{CELLS[cell].title}}}"
        lines.append(rf"{name}: &\quad -\ln p_{{{text[0]}}} = -\ln {bracketed(p, decimals=3)} = {loss}")
    st.latex(formulas.aligned(*lines))

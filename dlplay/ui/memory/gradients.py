"""Gradients by distance: measured on trained networks, and made to vanish or explode by hand."""

import io
from typing import Any

import numpy as np
import streamlit as st

from dlplay.layers import sigmoid
from dlplay.numbers import bracketed, latex, plain
from dlplay.recurrent import CELLS
from dlplay.recurrent.gradients import Distances, clipped, radii
from dlplay.recurrent.measured import Question
from dlplay.ui import cache, chart, code_panel, frame
from dlplay.ui.charts import SKY
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.memory import charts_gradients as charts
from dlplay.ui.memory import charts_marks as marks
from dlplay.ui.memory import code
from dlplay.ui.memory.charts_gradients import Line
from dlplay.ui.memory.settings import MemorySettings


def show(experiment: Experiment[MemorySettings]) -> None:
    """Which networks, the lines, what they say, clipping, the arithmetic, the code with its data."""
    question = _controls(experiment)
    found = {cell: cache.memory_distances(question.for_cell(cell), cell) for cell in question.cells}
    words = {name: t(f"memory.axis_{name}") for name in ("x", "y", "lost")}
    figure = charts.by_distance(_lines(question, found), words)
    chart.show(figure, "memory_distances", chart.lines(words["y"], figure.named()))
    st.html(_table(question, found))
    st.markdown(t(f"memory.read_{question.nets}"))
    _clipping(experiment, found)
    _arithmetic(experiment.settings, question, found)
    cell = experiment.choose("cell", label_visibility="collapsed")
    if cell not in question.cells:
        st.info(t("memory.no_gru"))
        cell = "lstm"
    code_panel.panel(experiment.name).show(code.distances(cell, question))
    st.download_button(
        t("memory.download_distances"),
        lambda: _data(question, cell),
        "gradients.npz",
        icon=":material/download:",
        on_click="ignore",
    )


def _controls(experiment: Experiment[MemorySettings]) -> Question:
    experiment.choose("nets", wrap=True)
    by_hand = experiment.settings.nets == "by_hand"
    if by_hand:
        left, right = st.columns(2, gap="large")
        with left:
            experiment.slide("radius")
            experiment.pick("radius", (0.5, 0.9, 1.0, 1.3, 2.0))
        with right:
            experiment.slide("forget_bias")
            experiment.pick("forget_bias", (-2.0, 0.0, 1.0, 3.0, 6.0))
    columns = st.columns(3, gap="large")
    with columns[0]:
        experiment.slide("length")
    with columns[1]:
        if by_hand:
            experiment.choose("reads")
        else:
            experiment.slide("factor")
    with columns[2]:
        experiment.slide("seed")
    settings = experiment.settings
    known: dict[str, Any] = {"nets": settings.nets, "length": settings.length, "seed": settings.seed}
    if by_hand:
        known |= {"radius": settings.radius, "forget_bias": settings.forget_bias}
        return Question(reads=settings.reads, **known)
    return Question(reads="text", factor=settings.factor, **known)


def _lines(question: Question, found: dict[str, Distances]) -> list[Line]:
    """The measured lines, and for networks by hand what multiplication predicts."""
    lines = []
    k = np.arange(question.length + 1)
    if question.nets == "by_hand":
        with np.errstate(over="ignore", under="ignore"):
            name = t("memory.predicted_radius", radius=plain(question.radius))
            lines.append(Line(name, marks.GREY, float(question.radius) ** k, "dash"))
            share = float(sigmoid(np.array(question.forget_bias)))
            name = t("memory.predicted_forget", share=plain(share, 3))
            lines.append(Line(name, SKY, share**k, "dash"))
    for cell, one in found.items():
        lines.append(Line(CELLS[cell].title, marks.CELLS[cell], one.arrived))
        if cell == "lstm":
            lines.append(Line(t("memory.lstm_cell"), marks.CELLS[cell], one.cell_arrived, "dot"))
    return lines


def _table(question: Question, found: dict[str, Distances]) -> str:
    """For each cell what arrives from how far, and the factor of one step."""
    far = sorted({10, question.length // 2, question.length})
    heads = [t("memory.from_far", k=k) for k in far] + [t("memory.per_step"), t("memory.radii")]
    rows = []
    for cell, one in found.items():
        arrived = one.arrived
        radius = max(radii(question.network(cell)).values())
        texts = [plain(arrived[k], 3) for k in far]
        rows.append((cell, (CELLS[cell].title, *texts, factor(one), plain(radius, decimals=2))))
    return marks.table(heads, rows)


def factor(one: Distances) -> str:
    """What one step multiplies by, on the geometric mean."""
    return f"× {plain(_mean_factor(one), decimals=3)}"


def _mean_factor(one: Distances) -> float:
    steps = len(one.hidden) - 1
    return float(one.arrived[-1] ** (1 / steps)) if one.arrived[-1] > 0 else 0.0


def _clipping(experiment: Experiment[MemorySettings], found: dict[str, Distances]) -> None:
    frame.section("memory", "clip")
    experiment.slide("limit")
    limit = experiment.settings.limit
    rows = []
    for cell, one in found.items():
        after = one.weights * clipped(one.weights, limit)
        rows.append((CELLS[cell].title, marks.CELLS[cell], one.weights, after))
    st.html(marks.clipping(rows, limit, {"label": t("memory.clip_heading")}))
    largest = max(found.values(), key=lambda one: one.weights).weights
    cut = clipped(largest, limit)
    if limit:
        st.latex(
            r"g \leftarrow g \cdot \min\left(1, \frac{c}{\lVert g \rVert}\right) = g \cdot \min\left(1, "
            rf"\frac{{{latex(limit)}}}{{{latex(largest, decimals=2)}}}\right) "
            rf"= g \cdot {latex(cut, decimals=3)}"
        )
    else:
        st.caption(t("memory.no_clip"))


def _arithmetic(settings: MemorySettings, question: Question, found: dict[str, Distances]) -> None:
    """The chain of factors, with the numbers of the picture."""
    frame.section("memory", "chain")
    steps = question.length
    simple = found["simple_rnn"]
    st.latex(
        r"\frac{\partial E}{\partial h_{T-k}} = \frac{\partial E}{\partial h_T} \prod_{t=T-k+1}^{T} J_t,"
        r"\qquad J_t = \operatorname{diag}(1 - h_t^2)\, U^{\top}"
    )
    arrived = rf"{bracketed(_mean_factor(simple), decimals=3)}^{{{steps}}} = {latex(simple.arrived[-1], 3)}"
    if question.nets == "by_hand":
        predicted = latex(float(question.radius) ** steps, 3)
        st.latex(
            rf"\text{{SimpleRNN}}:\quad {arrived} \;\le\; \rho^{{{steps}}} "
            rf"= {latex(question.radius)}^{{{steps}}} = {predicted}"
        )
    else:
        st.latex(rf"\text{{SimpleRNN}}:\quad {arrived}")
    gated = found["lstm"]
    share = float(gated.cell_arrived[-1])
    mean = share ** (1 / steps) if share > 0 else 0.0
    st.latex(
        rf"\text{{LSTM}}:\quad c_t = f_t\, c_{{t-1}} + i_t\, g_t \;\Rightarrow\; \frac{{\partial E}}"
        rf"{{\partial c_{{T-k}}}} \approx \frac{{\partial E}}{{\partial c_T}} \prod f_t, \qquad "
        rf"{bracketed(mean, decimals=3)}^{{{steps}}} = {latex(share, 3)}"
    )


def _data(question: Question, cell: str) -> bytes:
    """The weights and sequences of the picture, for the shown code."""
    x, y = question.sequences()
    file = io.BytesIO()
    arrays = {f"w{place}": array for place, array in enumerate(question.network(cell).arrays())}
    np.savez_compressed(file, allow_pickle=False, x=x, y=y, **arrays)
    return file.getvalue()

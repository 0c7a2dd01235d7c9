"""What a neuron or a network makes of a truth table: the picture, the rows, the verdict."""

import numpy as np
import streamlit as st

from dlplay.neuron import LayerTrace, boundary, positive_part
from dlplay.numbers import plain, settled
from dlplay.toy_data import TruthTable
from dlplay.ui.language import t
from dlplay.ui.neuron import charts
from dlplay.ui.neuron import charts_truth as truth

BITS = (0, 1)


def picture(
    weights: np.ndarray,
    bias: float,
    points: np.ndarray,
    targets: np.ndarray,
    right: np.ndarray,
    span: tuple[float, float],
    height: int,
    letter: str,
    name: str = "gate",
    flat: bool = False,
) -> None:
    """A neuron's half-plane over bits.

    Args:
        weights, bias: (2,) and a number.
        points, targets, right: as in `charts.points`.
        letter: of the axes, "x" or "h".
        name: of the chart among those on the page.
        flat: whether the second input only fills the picture.
    """
    traces = [
        *charts.sides(positive_part(weights, bias, *span), positive_part(-weights, -bias, *span)),
        *charts.line(boundary(weights, bias, *span)),
        charts.points(points, targets, right),
    ]
    axes = (f"{letter}₁", "" if flat else f"{letter}₂")
    figure = charts.plane(span, axes, traces, height, ticks=(BITS, [] if flat else BITS))
    st.plotly_chart(figure, key=f"neuron_{name}", config=charts.STILL)


def show_table(table: TruthTable, trace: LayerTrace, hidden: np.ndarray | None = None) -> None:
    """The table of a network whose last layer gave this trace; hidden (rows, units) adds their columns."""
    inputs = {f"x{'₁₂'[i]}": column.astype(str) for i, column in enumerate(table.inputs.T)}
    hidden = np.empty((len(table.targets), 0)) if hidden is None else hidden
    units = {f"h{'₁₂'[j]}": [plain(one, decimals=2) for one in column] for j, column in enumerate(hidden.T)}
    z, a = trace.z[:, 0], trace.a[:, 0]
    columns = inputs | units
    columns |= {
        t("neuron.target"): table.targets.astype(str),
        "z": [plain(settled(one), decimals=2) for one in z],
        "a": [plain(one, decimals=2) for one in a],
    }
    st.html(truth.table(columns, t("neuron.answer"), (z >= 0).astype(int), table.targets))


def verdict(gate: str, right: np.ndarray) -> None:
    """How many rows are right, and a cheer when all are."""
    if right.all():
        gate_name = t(f"neuron.gate_{gate}")
        st.success(t("neuron.solved", gate=gate_name, all=len(right)), icon=":material/check_circle:")
    else:
        st.info(t("neuron.unsolved", right=int(right.sum()), all=len(right)), icon=":material/tune:")

"""What a neuron or a network makes of a truth table: the rows, the count under the hand, a cheer."""

import numpy as np
import streamlit as st

from dlplay.neuron import LayerTrace
from dlplay.numbers import plain, settled
from dlplay.toy_data import TruthTable
from dlplay.ui import live
from dlplay.ui.language import t
from dlplay.ui.neuron import charts_truth as truth


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


def cheer(gate: str, right: np.ndarray) -> None:
    """A cheer when all rows are right; how many are is told by the picture, which follows the hand."""
    if right.all():
        gate_name = t(f"neuron.gate_{gate}")
        st.success(t("neuron.solved", gate=gate_name, all=len(right)), icon=":material/check_circle:")


def count_follows(right: np.ndarray) -> dict[str, dict[str, live.Written]]:
    """The readout of how many rows are right, at every value of a slider (k, rows)."""
    words = t("neuron.unsolved", right="{}", all=right.shape[1])
    return {"count": {"words": live.Written(words, right.sum(axis=1, keepdims=True))}}

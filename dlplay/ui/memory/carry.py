"""One number over many steps: multiplied by a weight, and multiplied by a gate."""

import numpy as np
import streamlit as st

from dlplay.numbers import latex, plain
from dlplay.recurrent import CELLS
from dlplay.ui import frame
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import percent, t
from dlplay.ui.memory import charts_marks as marks
from dlplay.ui.memory import code
from dlplay.ui.memory.settings import MemorySettings

WEIGHTS = (0.5, 0.9, 1.0, 1.1)
GATES = (0.5, 0.9, 0.99, 1.0)
GONE, HUGE = 0.05, 2.0


def show(experiment: Experiment[MemorySettings]) -> None:
    """Controls, both rows of bars with their result, a sentence for each, the multiplication, the code."""
    experiment.slide("steps")
    settings = experiment.settings
    rows = (("simple_rnn", "weight", WEIGHTS), ("lstm", "gate", GATES))
    for column, (cell, field, some) in zip(st.columns(2, gap="large"), rows, strict=True):
        with column, st.container(border=True, height="stretch", key=f"memory_carry_{cell}"):
            value, steps = getattr(settings, field), settings.steps
            left = value**steps
            words = f"{plain(value)}<sup>{steps}</sup>"
            st.html(marks.headline(CELLS[cell].title, words, plain(left, 3), marks.CELLS[cell]))
            bars = np.float64(value) ** np.arange(steps + 1)
            st.html(marks.fading(bars, marks.CELLS[cell], t(f"memory.bars_{cell}")))
            st.markdown(verdict(cell, value, steps))
            experiment.slide(field)
            experiment.pick(field, some)
    frame.section("memory", "product")
    for field in ("weight", "gate"):
        st.latex(product(getattr(settings, field), settings.steps, field))
    st.caption(t("memory.product_note"))
    frame.keras_code(code.carry(settings.weight, settings.gate, settings.steps))


def verdict(cell: str, value: float, steps: int) -> str:
    """What has become of the number, in words."""
    left = float(value) ** steps
    if left > HUGE:
        kind = "explodes"
    elif left < GONE:
        kind = "gone"
    else:
        kind = "kept"
    return t(f"memory.{kind}_{cell}", steps=steps, left=plain(left, 3), percent=percent(left, digits=3))


def product(value: float, steps: int, field: str) -> str:
    """The multiplication, written out as far as it fits."""
    symbol = {"weight": "w", "gate": "f"}[field]
    times = r" \cdot ".join([latex(value)] * min(steps, 2)) + (
        r" \cdots " + latex(value) if steps > 2 else ""
    )
    end, start = {
        "weight": (r"\partial h_{%d}", r"\partial h_0"),
        "gate": (r"\partial c_{%d}", r"\partial c_0"),
    }[field]
    return (
        rf"\frac{{{end % steps}}}{{{start}}} = {symbol}^{{{steps}}} = {times} = "
        rf"{latex(value**steps)}"
    )

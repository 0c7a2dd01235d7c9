"""One number over many steps: multiplied by a weight, and multiplied by a gate."""

from functools import lru_cache
from typing import Any, NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay import locale
from dlplay.numbers import latex, percent, plain
from dlplay.recurrent import CELLS
from dlplay.ui import code_panel, frame, language, live
from dlplay.ui.code_panel import CodePanel
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.memory import charts_carry as charts
from dlplay.ui.memory import charts_marks as marks
from dlplay.ui.memory import code
from dlplay.ui.memory.settings import MemorySettings
from dlplay.ui.settings import Number

GONE, HUGE = 0.05, 2.0
SHARED = 100  # pictures kept for whoever asks for the same
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Factor(NamedTuple):
    """What a cell multiplies its memory by."""

    cell: str
    field: str  # the setting
    marked: tuple[float, ...]


FACTORS = (
    Factor("simple_rnn", "weight", (0.5, 0.9, 1.0, 1.1)),
    Factor("lstm", "gate", (0.5, 0.9, 0.99, 1.0)),
)


def show(experiment: Experiment[MemorySettings]) -> None:
    """Sliders, each above the picture that follows it; the multiplication and the code."""
    with frame.stage():
        steps = int(experiment.slide("steps"))
        cards = []
        for column, factor in zip(st.columns(2, gap="large"), FACTORS, strict=True):
            cell, field, marked = factor
            with column, st.container(border=True, height="stretch", key=f"memory_carry_{cell}"):
                cards.append(st.container())
                reach = experiment.kind(field, Number)
                drawn = picture(factor, experiment.key(field), reach, steps, language.current())
                experiment.pick(field, marked)
                live.show(drawn, f"memory_left_{cell}")
    frame.section("memory", "product")
    lines = [st.empty() for _ in FACTORS]
    st.caption(t("memory.product_note"))
    script = code_panel.panel(experiment.name)
    for card, factor, line in zip(cards, FACTORS, lines, strict=True):
        with card:
            _moving(experiment, factor, line, script)


@st.fragment
def _moving(
    experiment: Experiment[MemorySettings], factor: Factor, line: DeltaGenerator, script: CodePanel
) -> None:
    """A slider and what Python says of it; the picture follows by itself."""
    value = experiment.slide(factor.field)
    settings = experiment.settings
    line.latex(product(value, settings.steps, factor.field))
    script.show(code.carry(settings.weight, settings.gate, settings.steps))
    experiment.publish()


@lru_cache(SHARED)
def picture(factor: Factor, key: str, reach: Number, steps: int, lang: str) -> dict[str, Any]:
    """Bars and words for every value that the slider `key` reaches."""
    colour = marks.CELLS[factor.cell]
    powers = charts.left(reach.values, steps)
    last = powers[:, -1].tolist()
    told = [verdict(factor.cell, left, steps, lang) for left in last]
    shown = [plain(left, 3) for left in last]
    raised = str(steps).translate(RAISED)
    named = [f"{plain(value)}{raised}" for value in reach.values.tolist()]
    title = CELLS[factor.cell].title
    follows = charts.moving(powers) | {
        "left": {"name": named, "words": shown},
        "verdict": {"words": told},
    }
    readouts = {
        "cell": live.readout(colour=colour, words=title),
        "left": live.readout(),
        "verdict": live.readout(small=True),
    }
    panel = charts.bars(steps, colour, locale.t("memory.steps", lang))
    alt = locale.t("memory.carry_alt", lang, steps=steps)
    return live.picture([panel], [live.sweep(key, reach.values, follows)], readouts=readouts, alt=alt)


def verdict(cell: str, left: float, steps: int, lang: str) -> str:
    """What has become of the number 1, in words."""
    if left > HUGE:
        kind = "explodes"
    elif left < GONE:
        kind = "gone"
    else:
        kind = "kept"
    shown = {"left": plain(left, 3), "percent": percent(left, lang, digits=3)}
    return locale.t(f"memory.{kind}_{cell}", lang, steps=steps, **shown)


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

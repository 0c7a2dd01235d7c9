"""What the network says of letters, Chinese characters, faces: things that it never saw, and must name."""

from functools import cache

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.digits import Classification, Verdict, classify
from dlplay.digits.unseen import SHAPES, drawing
from dlplay.numbers import latex, plain
from dlplay.ui import code_panel, frame, language
from dlplay.ui.digit_lab import break_code, charts_break
from dlplay.ui.digit_lab.current import Current, take_home
from dlplay.ui.digit_lab.settings import DigitLabSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import percent, t
from dlplay.ui.picture import given
from dlplay.ui.picture.given import Given

PAPER = 255
LIST = 230  # CSS pixels


def show(experiment: Experiment[DigitLabSettings], now: Current, place: DeltaGenerator) -> None:
    """In its place a drawing, its answer and its verdict; softmax in numbers; all drawings; the code."""
    with place:
        with st.container(horizontal=True, vertical_alignment="center"):
            name = experiment.select("shape", format_func=_name, width=LIST)
            found = _read(name)
            st.markdown(t("digit_lab.break_says", answer=_answer(found), verdict=_verdict(found)))
        ink = found.network_input.astype(float).round(2)
        st.html(charts_break.answered(ink, _alt(name, found), found.probabilities, language.current()))
    st.markdown(_softmax(found))
    frame.section("digit_lab", "break_all")
    shown = [(_read(one).network_input, _alt(one, _read(one)), _caption(one)) for one in SHAPES]
    st.html(charts_break.gallery(shown))
    st.page_link(given.PAGE, label=t("digit_lab.break_draw"), icon=":material/draw:")
    code_panel.panel("digit_lab").show(break_code.unseen())
    take_home(now._replace(picture=Given(ink, _name(name))))


@cache
def _read(name: str) -> Classification:
    return classify(drawing(name), paper=PAPER)


def _name(name: str) -> str:
    return t(f"digit_lab.shape_{name}")


def _answer(found: Classification) -> str:
    return t(
        "digit_lab.break_short", digit=found.label, chance=percent(found.probabilities.max(), decimals=0)
    )


def _verdict(found: Classification) -> str:
    known = found.verdict if found.verdict in (Verdict.SURE, Verdict.UNSURE) else "none"
    return t(f"digit_lab.break_verdict_{known}")


def _caption(name: str) -> str:
    found = _read(name)
    return f"{_answer(found)} · {_verdict(found)}"


def _alt(name: str, found: Classification) -> str:
    return t("digit_lab.break_shape_alt", name=_name(name), answer=_answer(found))


def _softmax(found: Classification) -> str:
    """Why one of ten must be named: the logits, their exponentials, what each of these is of their sum."""
    z = found.logits.astype(np.float64)
    powers, label = np.exp(z), found.label
    rows = [
        f"| {digit} | {plain(z[digit], decimals=2)} | {plain(powers[digit], decimals=2)} | {percent(share)} |"
        for digit, share in enumerate(powers / powers.sum())
    ]
    total = f"| Σ | | {plain(powers.sum(), decimals=2)} | {percent(1.0)} |"
    formula = (
        rf"$$p_{{{label}}} = \dfrac{{e^{{z_{label}}}}}{{\sum_k e^{{z_k}}}} ="
        rf" \dfrac{{{latex(powers[label], decimals=2)}}}{{{latex(powers.sum(), decimals=2)}}}"
        rf" = \mathbf{{{latex(powers[label] / powers.sum(), decimals=3)}}}$$"
    )
    units, active = found.trace.dense.size, int((found.trace.dense > 0).sum())
    why = [
        t("digit_lab.break_why"),
        formula,
        "\n".join(["| k | z | eᶻ | p |", "|--:|--:|--:|--:|", *rows, total]),
    ]
    why.append(t("digit_lab.break_units", units=units, active=active))
    if not active:
        why.append(t("digit_lab.break_silent"))
    why.append(t("digit_lab.break_taught"))
    return "\n\n".join(why)

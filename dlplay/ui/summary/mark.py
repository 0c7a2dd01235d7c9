"""One's own three sentences, marked before anything is shown; then who would have chosen the same."""

import streamlit as st

from dlplay.numbers import plain
from dlplay.summary import agreement, vectors
from dlplay.summary.measures import COUNT
from dlplay.ui import at_home, code_panel, frame
from dlplay.ui.code_panel import Script
from dlplay.ui.experiment import Experiment
from dlplay.ui.formulas import display
from dlplay.ui.language import percent, t
from dlplay.ui.summary import charts_text, code
from dlplay.ui.summary.charts_text import Part
from dlplay.ui.summary.current import Given, order, read, write
from dlplay.ui.summary.settings import SummarySettings

WAYS = ("vectors", "counts", "first")  # which choose the same three every time


def show(experiment: Experiment[SummarySettings]) -> None:
    """The text with numbers, the marks; once there are three, who agrees; the sum and the code."""
    vectors.load()
    with frame.stage():
        given = write(experiment)
        if given is None:
            return
        total = len(read(given.text, "vectors").reading.sentences)
        if total <= COUNT:
            st.info(t("summary.mark_few", count=COUNT), icon=":material/lightbulb:")
            return
        left, right = st.columns([3, 2], gap="medium")
        marks = _marks(experiment, total)
        with left:
            with st.container(key="summary_text"):
                st.html(_text(given, marks))
            _pills(experiment, marks, total)
        with right:
            if len(marks) < COUNT:
                st.info(t("summary.mark_left", left=COUNT - len(marks)), icon=":material/edit:")
            else:
                st.markdown(_table(given, marks, total))
    if len(marks) < COUNT:
        return
    frame.section("summary", "agree")
    st.markdown(_sum(given, marks, total))
    source = code.agreeing(read(given.text, "vectors").reading.names, marks)
    code_panel.plain_python("summary").show(Script(source, source))
    at_home.files(vectors.WEIGHTS, vectors.VOCABULARY)


def _marks(experiment: Experiment[SummarySettings], total: int) -> tuple[int, ...]:
    """The places of one's own sentences, in a text of so many."""
    numbers = [int(one) for one in experiment.value("marks")]
    return tuple(number - 1 for number in numbers if number <= total)


def _pills(experiment: Experiment[SummarySettings], marks: tuple[int, ...], total: int) -> None:
    widget = f"{experiment.key('marks')}.pills"
    st.session_state[widget] = [str(place + 1) for place in marks]

    def chosen() -> None:
        found = st.session_state[widget]
        if len(found) <= COUNT:
            experiment.set(marks=tuple(sorted(found, key=int)))

    numbers = [str(number) for number in range(1, total + 1)]
    st.pills(
        t("summary.marks"),
        numbers,
        selection_mode="multi",
        key=widget,
        on_change=chosen,
        disabled=experiment.fixed("marks"),
    )
    if len(marks) == COUNT:
        st.caption(t("summary.mark_again"))


def _text(given: Given, marks: tuple[int, ...]) -> str:
    """The text, each sentence with its number, one's own on a ground; then the reader's underlined too."""
    parts: list[Part | str] = []
    end = 0
    sentences = read(given.text, "vectors").reading.sentences
    for place, one in enumerate(sentences):
        told = len(marks) == COUNT and place in given.marked
        part = Part(one.text, 0, told, number=place + 1, mine=place in marks)
        parts += [given.text[end : one.start], part]
        end = one.end
    parts.append(given.text[end:])
    shown = t("frame.alt_between").join(str(place + 1) for place in marks) or t("summary.mark_none")
    reader = len(marks) == COUNT and bool(given.marked)
    legend = t("summary.legend_own_reader" if reader else "summary.legend_own")
    return charts_text.text(parts, t("summary.mark_alt", total=len(sentences), marks=shown), legend)


def _chosen(given: Given) -> dict[str, tuple[int, ...]]:
    """Who chose three sentences, and which."""
    reader = {"reader": given.marked} if given.marked else {}
    return reader | {f"by_{way}": order(given.text, way, 1)[:COUNT] for way in WAYS}


def _table(given: Given, marks: tuple[int, ...], total: int) -> str:
    heads = [t(f"summary.agree_{one}") for one in ("who", "which", "hits", "chance")]
    rows = [f"| {' | '.join(heads)} |", "|---|---|--:|--:|"]
    for who, places in _chosen(given).items():
        found = agreement.hits(places, marks)
        share = percent(agreement.at_least(found, total, COUNT, COUNT), decimals=0)
        which = ", ".join(str(place + 1) for place in sorted(places))
        rows.append(f"| {t(f'summary.{who}')} | {which} | **{found}** | {share} |")
    mean = plain(COUNT * COUNT / total, decimals=2)
    rows.append(f"| {t('summary.by_chance')} | {t('summary.agree_mean')} | {mean} | |")
    return "\n".join(rows)


def _sum(given: Given, marks: tuple[int, ...], total: int) -> str:
    """How often chance does as well as the learned vectors, worked out."""
    found = agreement.hits(_chosen(given)["by_vectors"], marks)
    chance = percent(agreement.at_least(found, total, COUNT, COUNT), decimals=1)
    terms = " + ".join(
        rf"\binom{{{COUNT}}}{{{j}}}\binom{{{total - COUNT}}}{{{COUNT - j}}}" for j in range(found, COUNT + 1)
    )
    formula = display(
        rf"P(X \ge {found}) &= \frac{{{terms}}}{{\binom{{{total}}}{{{COUNT}}}}} = \text{{{chance}}}".replace(
            "%", r"\%"
        )
    )
    return f"{t('summary.agree_says', total=total, found=found, chance=chance)}\n\n{formula}"

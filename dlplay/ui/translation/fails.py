"""Where it fails: how often it is right by direction and length, a text of each, and the reasons."""

from functools import partial

import numpy as np
import streamlit as st

from dlplay.translation import DIRECTIONS, Translation
from dlplay.translation.examples import KINDS, LONGEST
from dlplay.ui import frame, live
from dlplay.ui.cache import translation_facts
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import percent, t
from dlplay.ui.live import Place
from dlplay.ui.translation import asked, charts_attention, charts_fails, take_home
from dlplay.ui.translation.settings import WAYS, TranslationSettings

SLIDER = 240  # CSS pixels
LEARNED = sum(length is None or length <= LONGEST for length in KINDS.values())


def show(experiment: Experiment[TranslationSettings]) -> None:
    """The table beside the attention to a text of the field that is open; why; the code."""
    with frame.stage():
        with st.container(horizontal=True, vertical_alignment="bottom"):
            asked.ask(experiment, "sample")
            _kind(experiment)
            asked.another(experiment, "sample", lambda: experiment.value("kind"))
        one = asked.answer(experiment, experiment.value("sample"))
        if one is not None:
            st.html(asked.block(one))
        _picture(experiment, one)
    if one is not None:
        frame.note("translation", asked.chances(one))
        opened = frame.then_whole_page(partial(experiment.set, view="attention", text=one.asked))
        st.button(t("translation.look"), icon=":material/visibility:", on_click=opened)
    frame.section("translation", "why")
    told = translation_facts()
    held_out, tested = percent(told["held_out"], decimals=2), told["settings"]["tested"]
    st.markdown(t("translation.why_told", held_out=held_out, tested=tested))
    if one is not None:
        take_home.show(one, 1)


def _kind(experiment: Experiment[TranslationSettings]) -> None:
    """Dates, or how many digits: a move draws another text."""

    def moved() -> None:
        asked.draw(experiment, "sample", experiment.value("kind"))

    experiment.scale("kind", format_func=kind_named, width=SLIDER, on_change=moved)


def _picture(experiment: Experiment[TranslationSettings], one: Translation | None) -> None:
    right = np.array(
        [[translation_facts()["right"][" ".join(way)][kind] for kind in KINDS] for way in DIRECTIONS]
    )
    here = WAYS.index(experiment.value("direction")), list(KINDS).index(experiment.value("kind"))

    def click(place: Place) -> None:
        if place.panel == 0:
            row, column = charts_fails.field(place.x, place.y, right.shape)
            experiment.set(direction=WAYS[row], kind=list(KINDS)[column])
            asked.put_over(experiment)
            asked.draw(experiment, "sample", list(KINDS)[column])

    names = [asked.named(way) for way in WAYS], [kind_named(kind) for kind in KINDS]
    panels = [charts_fails.shares(right, names, LEARNED, here, t("translation.table"))]
    if one is not None:
        panels.append(
            charts_attention.weights(
                one.attention, one.asked, one.text, t("translation.end"), t("translation.map")
            )
        )
    within, beyond = right[:, :LEARNED], right[:, LEARNED:]
    alt = t("translation.table_alt", within=percent(within.mean()), beyond=percent(beyond.mean()))
    live.show(live.picture(panels, alt=alt, columns=2), key="translation_table", on_place=click)


def kind_named(kind: str) -> str:
    """A column of the table."""
    return t("translation.dates") if kind == "dates" else kind

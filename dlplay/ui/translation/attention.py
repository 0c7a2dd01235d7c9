"""Attention: an answer character by character, and what of the text each one was made from."""

from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.translation import Translation, alphabet
from dlplay.ui import frame, language, live
from dlplay.ui.charts.inked import visible
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import percent, t
from dlplay.ui.live import Place
from dlplay.ui.translation import asked, charts_attention, formulas, take_home
from dlplay.ui.translation.settings import TranslationSettings

BEST = 5  # next characters that are shown
ANY_KIND = ("4", "5", "6", "dates")  # of what the button draws


def show(experiment: Experiment[TranslationSettings]) -> None:
    """The text and its answer, the weights; one step in numbers; how it works; the code."""
    with frame.stage():
        with st.container(horizontal=True, vertical_alignment="bottom"):
            asked.ask(experiment)
            asked.ask_for_a_date(experiment)
            asked.another(experiment, "text", lambda: str(np.random.default_rng().choice(ANY_KIND)))
        one = asked.answer(experiment, experiment.value("text"))
        moving = st.container()
    if one is None:
        return
    frame.note("translation", asked.chances(one))
    frame.section("translation", "step")
    worked = st.empty()
    frame.section("translation", "even")
    evenly = asked.translated(one.asked, one.source, one.target, even=True)
    st.html(asked.block(evenly))
    frame.section("translation", "network")
    st.markdown(f"{formulas.NETWORK}\n\n{t('translation.network_told')}")
    take_home.show(one, 1)
    with moving:
        _moving(experiment, one, worked)


@st.fragment
def _moving(experiment: Experiment[TranslationSettings], one: Translation, worked: DeltaGenerator) -> None:
    steps, at = len(one.attention), 0
    written, slider = st.columns([4, 3], vertical_alignment="center", gap="medium")
    written.html(asked.block(one))
    if steps > 1:
        with slider:
            at = int(experiment.slide("step", steps)) - 1

    def click(place: Place) -> None:
        if place.panel == 0:
            experiment.set(step=charts_attention.row(place.y, steps))

    drawn = _drawn(one.asked, one.source, one.target, experiment.key("step"), language.current())
    live.show(drawn, key="translation_attention", on_place=click)
    worked.markdown(formulas.step(one, at))
    experiment.publish()


@lru_cache(asked.SHARED)
def _drawn(text: str, source: str, target: str, key: str, spoken: str) -> dict[str, Any]:
    """The same wherever the slider stands."""
    one = asked.translated(text, source, target, 1)
    steps, length = one.attention.shape
    probabilities = np.exp(one.steps.log_probabilities[0])
    best = np.argsort(-probabilities, axis=1, kind="stable")[:, :BEST]
    chances = np.take_along_axis(probabilities, best, axis=1)
    signs = [
        [f"{sign(token)} {percent(chance, decimals=0)}" for token, chance in zip(*row, strict=True)]
        for row in zip(best.tolist(), chances.tolist(), strict=True)
    ]
    panels = [
        charts_attention.weights(
            one.attention, one.asked, one.text, t("translation.end"), t("translation.map"), key
        ),
        charts_attention.looks(one.attention[0], one.asked, t("translation.looks"), spoken),
        charts_attention.candidates(chances[0], signs[0], t("translation.candidates"), spoken),
    ]
    read = [_read(one, place) for place in range(steps)]
    follows: dict[str, dict[str, Any]] = charts_attention.chosen(steps, length) | {
        "looks": {"high": one.attention},
        "candidates": {"high": chances, "words": signs},
        "read": {"words": read},
    }
    alt = t("translation.map_alt", asked=one.asked, answer=one.text, steps=steps, length=length)
    readouts = {"read": live.readout(words=read[0], small=True)}
    sweep = live.sweep(key, np.arange(1, steps + 1), follows)
    return live.picture(panels, [sweep], readouts=readouts, alt=alt, columns=2)


def _read(one: Translation, place: int) -> str:
    """A step in words: what is written, and where it looks most."""
    most = int(one.attention[place].argmax())
    return t(
        "translation.read",
        step=place + 1,
        sign=sign(one.best.tokens[place]),
        most=visible(one.asked[most]),
        place=most + 1,
        share=percent(one.attention[place, most], decimals=0),
    )


def sign(token: int) -> str:
    """A token as people read it."""
    if token == alphabet.END:
        return t("translation.end")
    return visible(alphabet.decode([token])) or "∅"

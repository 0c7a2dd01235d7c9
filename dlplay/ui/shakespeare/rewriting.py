"""The text that follows the hand: the browser has it at every temperature of the slider.

The first text comes with the page. For the others the browser asks, a little at a time and at its leisure;
here they are written, the coarse steps of the slider first, once for all visitors who have the same settings.
What was sent is not sent again, and a move of the slider asks nothing of the server.
"""

from pathlib import Path
from typing import Any

import streamlit as st

from dlplay.ui import language
from dlplay.ui.component import component, said
from dlplay.ui.experiment import Experiment
from dlplay.ui.gate import overtaken, slice_of
from dlplay.ui.language import t
from dlplay.ui.shakespeare.desk import Desk, measured
from dlplay.ui.shakespeare.settings import TEMPERATURES, ShakespeareSettings

SLICE = 0.04  # seconds of writing for one question, less where others wait
KEY, ASKED = "shakespeare_rewriting", "shakespeare:asked"

_page = component("shakespeare_rewriting", Path(__file__).with_name("rewriting.js"))


def show(desk: Desk, experiment: Experiment[ShakespeareSettings]) -> None:
    """The text at the slider's temperature; at the others as far as they are written."""

    @st.fragment
    def page() -> None:
        here, low, step = experiment.settings.temperature, TEMPERATURES.low, TEMPERATURES.step
        series = f"{desk.series} {language.current()}"
        asked = st.session_state.pop(ASKED, {})
        if asked.get("series") != series:  # it came along with a click that asks for other texts: these first
            asked = {}
        sweep = desk.sweep
        sweep.write([here])
        if asked:
            sweep.go_on(slice_of(SLICE), overtaken)
        data = {
            "slider": experiment.key("temperature"),
            "low": low,
            "step": step,
            "place": round((here - low) / step),
            "prompt": desk.prompt,
            "nearest": t("shakespeare.nearest", hand="{hand}", shown="{shown}"),
        }
        _page(data=data | _texts(desk, series, asked), key=KEY, height="content", on_more_change=_hear)

    page()


def _hear() -> None:
    question = said(KEY, "more")
    st.session_state[ASKED] = question if isinstance(question, dict) else {}


def _texts(desk: Desk, series: str, asked: dict[str, Any]) -> dict[str, Any]:
    """By their places on the slider: all texts that are written; asked, those that the browser lacks."""
    there, all_written = str(asked.get("there", "")), desk.sweep.written
    texts = {}
    for place, temperature in enumerate(TEMPERATURES.values.tolist()):
        written = all_written.get(temperature)
        if written and there[place : place + 1] != "1":
            texts[place] = [written.text, measured(desk, written)]
    return {"series": series, "texts": texts, "of": len(TEMPERATURES.values), "answers": asked.get("number")}

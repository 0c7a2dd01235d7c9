"""Near-duplicates of test sentences among the training ones make an accuracy look better than it is."""

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.numbers import latex, plain
from dlplay.sentiment import leak, near, sentences
from dlplay.ui import cache, code_panel, frame, language, live
from dlplay.ui.code_panel import CodePanel, Script
from dlplay.ui.experiment import Experiment
from dlplay.ui.formulas import display
from dlplay.ui.language import percent, percent_format, t
from dlplay.ui.sentiment import charts_leak, code_leak
from dlplay.ui.sentiment.settings import SentimentSettings
from dlplay.ui.settings import Number

SHARED = 100  # pictures kept for whoever asks for the same
SLIDER = 420  # CSS pixels


class Curves(NamedTuple):
    """Accuracies at shares that leak, 0 ... 0.9, (10,) each: `leak.Point`, at 0 the honest one everywhere."""

    shares: np.ndarray
    reported: np.ndarray
    there: np.ndarray
    elsewhere: np.ndarray


def show(experiment: Experiment[SentimentSettings]) -> None:
    """The share that leaks and both accuracies; their sum; one sentence and its near-duplicate; code."""
    with frame.stage():
        moving = st.container()
    summed = st.empty()
    frame.section("sentiment", "near")
    pair = st.container()
    script = code_panel.plain_python("sentiment")
    _curves(language.current())  # if the figures are missing, the page tells; it hears nothing of a fragment
    with moving:
        _share(experiment, summed)
    with pair:
        _pair(experiment, script)


@st.fragment
def _share(experiment: Experiment[SentimentSettings], summed: DeltaGenerator) -> None:
    leaked = int(experiment.slide("leaked", width=SLIDER, format=percent_format()))
    reach = experiment.kind("leaked", Number)
    drawn = _drawn(experiment.key("leaked"), reach, language.current())
    live.show(drawn, key="sentiment_leak")
    summed.markdown(_summed(leaked, language.current()))
    experiment.publish()


@lru_cache
def _curves(spoken: str) -> Curves:
    facts = cache.sentiment_facts()["languages"][spoken]["leak"]
    points = [leak.Point(**one) for one in facts["points"]]
    honest = facts["honest"]
    first = leak.Point(0.0, honest, honest, honest)
    return Curves(*(np.array(column) for column in zip(first, *points, strict=True)))


@lru_cache(SHARED)
def _drawn(key: str, reach: Number, spoken: str) -> dict[str, Any]:
    """The same wherever the slider stands."""
    known = _curves(spoken)
    names = t("sentiment.leak_reported"), t("sentiment.leak_elsewhere")
    axes = t("sentiment.leak_axis"), t("sentiment.accuracy_axis")
    panel = charts_leak.accuracies(known.shares, known.reported, known.elsewhere, names, axes, spoken)
    told = [
        t("sentiment.leak_read", reported=percent(a), elsewhere=percent(b))
        for a, b in zip(known.reported.tolist(), known.elsewhere.tolist(), strict=True)
    ]
    follows = charts_leak.moving(known.shares, known.reported, known.elsewhere) | {"read": {"words": told}}
    honest, last = percent(known.reported[0]), percent(known.reported[-1])
    alt = t("sentiment.leak_alt", honest=honest, last=last)
    sweep = live.sweep(key, reach.values, follows)
    return live.picture([panel], [sweep], readouts={"read": live.readout(words=told[-1])}, alt=alt)


@lru_cache(SHARED)
def _summed(leaked: int, spoken: str) -> str:
    """The reported accuracy as the mean over those that leaked and those that did not."""
    known, facts = _curves(spoken), cache.sentiment_facts()["languages"][spoken]
    place = leaked // 10
    count = round(leaked / 100 * facts["held_out"])
    others = facts["held_out"] - count
    values = {
        "honest": percent(known.reported[0]),
        "draws": facts["leak"]["draws"],
        "train": f"{facts['train']:,}",
    }
    if not count:
        return t("sentiment.leak_none", **values)
    there, elsewhere, total = (
        latex(float(one[place]), decimals=3) for one in (known.there, known.elsewhere, known.reported)
    )
    lines = display(
        r"a &= \frac{n_1 a_1 + n_0 a_0}{n_1 + n_0}",
        rf"&= \frac{{{count} \cdot {there} + {others} \cdot {elsewhere}}}{{{count + others}}} = {total}",
    )
    gained = plain(100 * float(known.reported[place] - known.reported[0]), decimals=1)
    says = t("sentiment.leak_says", reported=percent(known.reported[place]), gained=gained, **values)
    return f"{says}\n\n{lines}"


@st.fragment
def _pair(experiment: Experiment[SentimentSettings], script: CodePanel) -> None:
    asked = int(experiment.slide("asked", width=SLIDER))
    shown, one, other = _compared(asked, language.current())
    with st.container(key="sentiment_pair"):
        st.html(shown[0])
    st.markdown(shown[1])
    source = code_leak.similarity(one, other)
    script.show(Script(source, source))
    experiment.publish()


@lru_cache(SHARED)
def _compared(asked: int, spoken: str) -> tuple[tuple[str, str], str, str]:
    """A test sentence beside the nearest that trains and beside a near-duplicate; that one in numbers."""
    text = sentences.held_out(spoken)[asked - 1].text
    honest = [one.text for one in sentences.training(spoken)]
    nearest = honest[near.nearest(text, honest).place]
    copy = leak.without_a_word(text, np.random.default_rng(asked))
    rows = [
        _row(text, copy, t("sentiment.near_test"), ""),
        _row(copy, text, t("sentiment.near_copy"), _written(text, copy)),
        _row(nearest, text, t("sentiment.near_honest"), _written(text, nearest)),
    ]
    one, other = near.grams(text), near.grams(copy)
    formula = display(
        r"J(A, B) &= \frac{|A \cap B|}{|A \cup B|} = "
        rf"\frac{{{len(one & other)}}}{{{len(one)} + {len(other)} - {len(one & other)}}} = "
        rf"{latex(near.similarity(text, copy), decimals=3)}"
    )
    return ("".join(rows), f"{t('sentiment.near_says', n=len(next(iter(one))))}\n\n{formula}"), text, copy


def _row(text: str, other: str, head: str, words: str) -> str:
    shown = [(one, one in near.grams(other)) for one in dict.fromkeys(near.in_order(text))]
    return charts_leak.grams(text, shown, head, words)


def _written(text: str, other: str) -> str:
    return t("sentiment.near_is", similarity=plain(near.similarity(text, other), decimals=2))

"""The way through the network: pieces, vector, two convolutions, score and attention of each token."""

from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.numbers import plain
from dlplay.sentiment import network
from dlplay.sentiment.meaning import alike
from dlplay.sentiment.pieces import ABSENT, parts
from dlplay.ui import at_home, code_panel, frame, language, live
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.sentiment import charts_inside, code, formulas, pictured
from dlplay.ui.sentiment.charts_inside import Layers
from dlplay.ui.sentiment.current import Read, read, write
from dlplay.ui.sentiment.settings import SentimentSettings
from dlplay.ui.verbatim import verbatim

SHARED = 40  # pictures kept for whoever asks for the same
SLIDER = 420  # CSS pixels
NEAREST = 8


def show(experiment: Experiment[SentimentSettings]) -> None:
    """The sentence; a slider over its tokens and the picture; the token in numbers; the code."""
    with frame.stage():
        text = write(experiment)
        moving = st.container()
    if text is None:
        return
    # said again: a slider of another length is another one to Streamlit, and would begin anew
    experiment.set(at=min(experiment.value("at"), len(read(text).tokens)))
    frame.section("sentiment", "token")
    told = st.empty()
    code_panel.panel("sentiment").show(code.inside(read(text).names))
    at_home.files(network.WEIGHTS, network.VOCABULARY)
    with moving:
        _moving(experiment, text, told)


@st.fragment
def _moving(experiment: Experiment[SentimentSettings], text: str, told: DeltaGenerator) -> None:
    at, count = 1, len(read(text).tokens)
    if count > 1:
        at = int(experiment.slide("at", count, width=SLIDER))
    live.show(_drawn(text, experiment.key("at"), language.current()), key="sentiment_inside")
    told.markdown(_told(text, at - 1, language.current()))
    experiment.publish()


@lru_cache(SHARED)
def _drawn(text: str, key: str, spoken: str) -> dict[str, Any]:
    """The same wherever the slider stands."""
    now = read(text)
    trace, names = now.trace, [pictured.short(now, place) for place in range(len(now.tokens))]
    layers = Layers(trace.vectors, trace.near, trace.wide)
    values = np.arange(1, len(names) + 1)
    numbers = np.stack([trace.attention, trace.scores, trace.shares], axis=1).astype(float)
    sums = live.Written(t("sentiment.inside_numbers"), numbers)
    read_marks = charts_inside.reading(layers)
    boxes = charts_inside.maps(layers, names, t("sentiment.maps"))
    panels = [
        charts_inside.attention(trace.attention, names, t("sentiment.attention"), spoken),
        charts_inside.scores(trace.scores, names, t("sentiment.scores")),
        live.standing(boxes, read_marks),
    ]
    readouts = {"token": live.readout(words=names[-1]), "numbers": live.readout(words=sums[-1], small=True)}
    most = int(trace.attention.argmax())
    alt = t(
        "sentiment.inside_alt",
        count=len(names),
        word=names[most],
        attention=plain(float(trace.attention[most]), 3),
        z=plain(float(trace.logit), 3),
    )
    follows: dict[str, dict[str, Any]] = read_marks | {"token": {"words": names}, "numbers": {"words": sums}}
    sweeps = [live.sweep(key, values, follows)] if len(names) > 1 else []
    return live.picture(panels, sweeps, readouts=readouts, alt=alt, columns=2)


@lru_cache(SHARED)
def _told(text: str, place: int, spoken: str) -> str:
    """A token's pieces, its sums in numbers, and the words with the nearest vectors."""
    now = read(text)
    return "\n\n".join([_pieces(now, place), formulas.token(now, place), _alike(now, place)])


def _pieces(now: Read, place: int) -> str:
    name, known = now.names[place], network.load().vocabulary
    own = "known" if now.found.own[place] != ABSENT else "unknown"
    shown = [
        t(f"sentiment.piece_{'known' if one in known else 'unknown'}", piece=verbatim(one.lstrip("#")))
        for one in parts(now.names, place)
    ]
    words = t(f"sentiment.pieces_{own}", word=verbatim(name))
    return f"{words} {t('sentiment.pieces_parts', parts=' · '.join(shown))}" if shown else words


def _alike(now: Read, place: int) -> str:
    found = alike(network.load(), now.names[place], NEAREST)
    if not found:
        return t("sentiment.alike_none")
    words = " · ".join(f"{verbatim(one.name)} {plain(one.cosine, decimals=2)}" for one in found)
    return t("sentiment.alike", word=verbatim(now.names[place]), words=words)

"""Experiments on sentences: changed word by word, their clauses exchanged, meant the other way round."""

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.sentiment import network, sentences, tricks
from dlplay.sentiment.examples import PRAISE
from dlplay.sentiment.pieces import tokens
from dlplay.sentiment.tricks import TRICKS
from dlplay.ui import at_home, cache, code_panel, frame, language, live
from dlplay.ui.code_panel import CodePanel
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import percent, t
from dlplay.ui.live import Place
from dlplay.ui.sentiment import charts_inside, charts_turn, code, pictured
from dlplay.ui.sentiment.charts_words import NEGATIVE, POSITIVE
from dlplay.ui.sentiment.current import read, write
from dlplay.ui.sentiment.settings import SentimentSettings
from dlplay.ui.verbatim import one_line

SHARED = 40  # pictures kept for whoever asks for the same
SLIDER = 420  # CSS pixels
LETTERS = 110  # of a sentence that a picture names


class Tried(NamedTuple):
    """Sentences before and after; the tokens at which they were changed, or none; truths, or none."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    names: tuple[str, ...] = ()
    truths: tuple[int, ...] = ()

    def probabilities(self, texts: tuple[str, ...]) -> np.ndarray:
        """Of positive, (n,)."""
        return np.array([float(read(one).trace.probability) for one in texts])


def show(experiment: Experiment[SentimentSettings]) -> None:
    """The trick, the sentence where it has one, a slider over what it makes; what there is to see; code."""
    # if one of these is missing, the page tells; it hears nothing of what goes wrong in a fragment
    network.load()
    cache.sentiment_facts()
    with frame.stage():
        trick = experiment.choose("trick", label_visibility="collapsed", wrap=True)
        text = write(experiment, PRAISE) if trick in TRICKS else ""
        moving = st.container()
    if text is None:
        return
    told = st.empty()
    script = code_panel.panel("sentiment")
    at_home.files(network.WEIGHTS, network.VOCABULARY)
    count = len(_tried(trick, text, language.current()).after)
    # said again: a slider of another length is another one to Streamlit, and would begin anew
    experiment.set(turned=min(experiment.value("turned"), count))
    with moving:
        _moving(experiment, trick, text, told, script)


@st.fragment
def _moving(
    experiment: Experiment[SentimentSettings],
    trick: str,
    text: str,
    told: DeltaGenerator,
    script: CodePanel,
) -> None:
    found, turned = _tried(trick, text, language.current()), 1
    if len(found.after) > 1:
        turned = int(experiment.slide("turned", len(found.after), width=SLIDER))
    chosen = read(found.after[turned - 1])

    def pick(place: Place) -> None:
        experiment.set(turned=int(np.clip(round(place.x), 1, len(found.after))))

    live.show(
        _drawn(trick, text, experiment.key("turned"), language.current()),
        key="sentiment_turned",
        on_place=pick,
    )
    with st.container(key="sentiment_changed"):
        st.html(pictured.sentence(chosen, chosen.trace.shares) + pictured.sides(chosen))
    told.markdown(_told(trick, text, language.current()))
    script.show(code.judge(chosen.names))
    experiment.publish()


@lru_cache(SHARED)
def _tried(trick: str, text: str, spoken: str) -> Tried:
    """What a trick makes of a text, or of sentences in a language."""
    if trick in TRICKS:
        found = tokens(text)
        after = tuple(TRICKS[trick](text, found, place) for place in range(len(found)))
        return Tried((text,) * len(after), after, tuple(text[one.start : one.end] for one in found))
    if trick == "swap":
        chosen = tricks.swappable(spoken)
        swapped = tuple(tricks.swap(one.text, spoken) or one.text for one in chosen)
        return Tried(tuple(one.text for one in chosen), swapped)
    ironic = sentences.ironic(spoken)
    texts = tuple(one.text for one in ironic)
    return Tried(texts, texts, truths=tuple(one.label for one in ironic))


@lru_cache(SHARED)
def _drawn(trick: str, text: str, key: str, spoken: str) -> dict[str, Any]:
    """The same wherever the slider stands."""
    found = _tried(trick, text, spoken)
    before, after = (found.probabilities(texts) for texts in (found.before, found.after))
    count = len(after)
    if found.names:
        x = charts_inside.across(found.names)
    else:
        x = live.axis(0.5, count + 0.5, t("sentiment.numbers_axis"), grid=False)
    colours = [POSITIVE if one else NEGATIVE for one in found.truths] or charts_turn.sides(after)
    values, shown = np.arange(1, count + 1), [one_line(one, LETTERS) for one in found.after]
    from_to = [
        t(
            "sentiment.from_to" if a != b else "sentiment.stays",
            before=percent(float(a)),
            after=percent(float(b)),
        )
        for a, b in zip(before, after, strict=True)
    ]
    panel = charts_turn.tried(x, before, after, colours, shown, t("sentiment.probability_axis"), spoken)
    follows: dict[str, dict[str, Any]] = {
        "at": {"x": values[:, None].astype(float), "y": after[:, None]},
        "changed": {"words": shown},
        "chances": {"words": from_to},
    }
    readouts = {
        "changed": live.readout(words=shown[0], small=True),
        "chances": live.readout(words=from_to[0], small=True),
    }
    sweeps = [live.sweep(key, values, follows)] if count > 1 else []
    lowest, highest = (percent(float(one)) for one in (after.min(), after.max()))
    alt = t("sentiment.turned_alt", count=count, low=lowest, high=highest)
    return live.picture([panel], sweeps, readouts=readouts, alt=alt)


@lru_cache(SHARED)
def _told(trick: str, text: str, spoken: str) -> str:
    """What there is to see, with its numbers."""
    found = _tried(trick, text, spoken)
    before, after = (found.probabilities(texts) for texts in (found.before, found.after))
    values: dict[str, Any] = {"count": len(after), "turned": int(((before > 0.5) != (after > 0.5)).sum())}
    if trick in TRICKS:
        most = int(np.abs(after - before).argmax())
        values |= {
            "place": most + 1,
            "before": percent(float(before[most])),
            "after": percent(float(after[most])),
        }
    elif trick == "irony":
        facts = cache.sentiment_facts()["languages"][spoken]
        right = int(((after > 0.5) == np.array(found.truths, bool)).sum())
        values |= {"right": right, "plain": percent(facts["by_kind"]["plain"], decimals=0)}
    return t(f"sentiment.trick_{trick}_says", **values)

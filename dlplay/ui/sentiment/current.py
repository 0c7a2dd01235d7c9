"""The sentence that the views look at, and what the shipped network makes of it."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import streamlit as st

from dlplay.sentiment import network
from dlplay.sentiment.examples import NAMES, PRAISE, SENTENCES, START
from dlplay.sentiment.network import Trace
from dlplay.sentiment.pieces import ABSENT, Numbered, Token, numbered, tokens
from dlplay.ui import language
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.sentiment.settings import SentimentSettings
from dlplay.ui.widget_values import expect

SHARED = 200  # sentences kept for whoever asks for the same
PILLS = "sentiment_examples"


class Read(NamedTuple):
    """A sentence, its tokens, their pieces, and all that the network computed."""

    text: str
    tokens: tuple[Token, ...]
    found: Numbered
    trace: Trace

    @property
    def names(self) -> list[str]:
        return [token.name for token in self.tokens]

    def written(self, place: int) -> str:
        """A token as it stands in the text."""
        return self.text[self.tokens[place].start : self.tokens[place].end]

    @property
    def guessed(self) -> np.ndarray:
        """bool (T,): never seen as a whole, but known parts."""
        return (self.found.own == ABSENT) & (self.found.parts != ABSENT).any(axis=1)

    @property
    def unknown(self) -> np.ndarray:
        """bool (T,): nothing of it was ever seen."""
        return (self.found.own == ABSENT) & (self.found.parts == ABSENT).all(axis=1)


@lru_cache(SHARED)
def read(text: str) -> Read:
    """What the network makes of a text with a word in it.

    Raises:
        ValueError: if there is none.
        AssetError: if the network is missing or damaged.
    """
    shipped, found = network.load(), tuple(tokens(text))
    if not found:
        raise ValueError("text must have a word")
    numbers = numbered([token.name for token in found], shipped.vocabulary)
    return Read(text, found, numbers, shipped.judge_vectors(shipped.vectors(numbers)))


def write(experiment: Experiment[SentimentSettings], start: Mapping[str, str] = START) -> str | None:
    """The field for the sentence, and others to choose; None, with a sentence, where there is no word.

    Args:
        start: what stands there in each language until somebody writes or chooses another.
    """
    if experiment.value("text") in (*START.values(), *PRAISE.values()):
        experiment.set(text=start[language.current()])
    given = experiment.write("text", line=True, live=True)
    expect(PILLS, lambda value: value is None or value in NAMES)

    def chosen() -> None:
        if (one := st.session_state[PILLS]) is not None:
            experiment.set(text=SENTENCES[language.current()][one])
            st.session_state[PILLS] = None

    st.pills(
        t("sentiment.examples"),
        NAMES,
        format_func=lambda one: t(f"sentiment.example_{one}"),
        key=PILLS,
        on_change=chosen,
        label_visibility="collapsed",
        wrap=True,
    )
    if tokens(given):
        return given
    st.info(t("sentiment.empty"), icon=":material/lightbulb:")
    return None

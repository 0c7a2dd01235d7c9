"""What can be said of a text before any network has read it: its characters, and what guessing them costs."""

import math

import streamlit as st

from dlplay.numbers import plain
from dlplay.text.char_training import training_part
from dlplay.text.statistics import Baselines, guess_text
from dlplay.text.words import known_words, number_of_words
from dlplay.ui import cache, language
from dlplay.ui.language import percent, t
from dlplay.ui.own_writer import Source
from dlplay.ui.train_lstm import charts as letters
from dlplay.ui.train_lstm import growth
from dlplay.ui.train_lstm.code import TEXT_FILE
from dlplay.ui.train_lstm.current import text_problem
from dlplay.ui.train_lstm.runs import HELD_OUT

NAMES = ("uniform", "frequencies", "pairs")  # by order
LENGTH = 200  # characters that each guess writes, as many as a checkpoint's sample has


def baselines(source: Source) -> Baselines:
    """What guessing costs, on the characters that a network's held-out loss is measured on."""
    begin = training_part(source.text)
    return cache.text_baselines(source.text, begin, min(begin + HELD_OUT, len(source.text)))


def choices(nats: float) -> str:
    """e^nats: among how many equally likely characters a choice would be as hard."""
    return plain(math.exp(min(nats, 30)), decimals=1)


def show(source: Source, seed: int) -> None:
    """Shannon's three guesses: what each knows, what it costs, what it writes; nothing of a text too poor."""
    if text_problem(source.text):
        return
    st.markdown(t("train_lstm.guesses", name=source.title))
    known, costs = cache.words(source.text), baselines(source)
    for order, (column, name) in enumerate(zip(st.columns(3), NAMES, strict=True)):
        text, nats = guess_text(source.text, order, LENGTH, seed), getattr(costs, name)
        words = known_words(text, known)
        with column.container(border=True, height="stretch"):
            st.markdown(f"**{t(f'train_lstm.guess_{name}')}**")
            st.caption(
                t(
                    "train_lstm.guess_cost",
                    nats=plain(nats, decimals=2),
                    choices=choices(nats),
                    words=percent(words.share),
                )
            )
            st.html(letters.marked(growth.sample(text, words).pieces))


def anatomy(source: Source) -> None:
    """Its size, its most frequent characters, and the guesses."""
    counted = cache.text_statistics(source.text)
    begin = training_part(source.text)
    numbers = {
        "characters": counted.characters,
        "distinct": counted.distinct,
        "words": number_of_words(cache.words(source.text)),
        "trained": begin,
        "held_out": counted.characters - begin,
    }
    if not numbers["words"]:  # where there are no blanks, nothing here knows where a word ends
        del numbers["words"]
    with st.container(horizontal=True, gap="medium"):
        for name, number in numbers.items():
            st.metric(t(f"train_lstm.count_{name}"), f"{number:,}", width="content")
    st.markdown(t("train_lstm.frequent", count=len(counted.frequent)))
    st.html(letters.frequency_bars(counted.frequent, language.current()))
    st.download_button(
        t("train_lstm.download_text_file"),
        source.text,
        TEXT_FILE,
        icon=":material/download:",
        on_click="ignore",
        key="train_lstm_text_file",
    )

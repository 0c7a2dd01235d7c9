"""The text that the page is about, and in which order a way chooses its sentences."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import streamlit as st

from dlplay.summary import centrality, picking, reading, texts
from dlplay.summary.asking import NotSummarizable
from dlplay.summary.picking import Step
from dlplay.summary.reading import KINDS, Reading
from dlplay.ui import language
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.summary.settings import LEADS, OWN, STEPS, SummarySettings
from dlplay.ui.verbatim import one_line

SHARED = 30  # texts kept for whoever asks for the same
TALL = 200  # CSS pixels
BRIEF = 60  # letters of a sentence that a picture names


class Given(NamedTuple):
    """A text, and the places of the sentences that a reader marked; of one's own, none."""

    text: str
    marked: tuple[int, ...] = ()


class Read(NamedTuple):
    """A text by one kind of vectors, and the steps in which all its sentences are chosen."""

    reading: Reading
    steps: tuple[Step, ...]


def example(kind: str, spoken: str) -> Given:
    """A text of a kind in a language, of those that decided no setting."""
    one = texts.example(spoken, kind, LEADS[kind])
    return Given(one.text, one.marked)


def briefly(found: Reading) -> list[str]:
    """Each sentence's number and beginning, for places that take no markup."""
    return [
        t("summary.briefly", number=number, text=one_line(one.text, BRIEF))
        for number, one in enumerate(found.sentences, start=1)
    ]


def kind_of(by: str) -> str:
    """What is compared; where the choice compares nothing, the word vectors are shown beside it."""
    return by if by in KINDS else "vectors"


@lru_cache(SHARED)
def read(text: str, kind: str) -> Read:
    """Raises NotSummarizable, and AssetError if the vectors are missing."""
    way = reading.WAYS[kind]
    found = reading.read(text, way, kind)
    steps = picking.pick(found.scores, found.similarity, len(found.sentences), way.penalty)
    return Read(found, tuple(steps))


@lru_cache(SHARED)
def order(text: str, by: str, draw: int) -> tuple[int, ...]:
    """The places of all sentences, the one that is chosen first in front."""
    now = read(text, kind_of(by))
    total = len(now.reading.sentences)
    if by == "first":
        return tuple(picking.first(total, total))
    if by == "chance":
        return tuple(np.random.default_rng(draw).permutation(total).tolist())
    return tuple(step.chosen for step in now.steps)


@lru_cache(SHARED)
def trace(text: str, damping: float) -> np.ndarray:
    """Where the walker is after 0 ... STEPS steps, (STEPS + 1, n); it stands still once it has arrived."""
    found = centrality.walk(read(text, "vectors").reading.edges, damping).trace[: STEPS + 1]
    return np.concatenate([found, np.repeat(found[-1:], STEPS + 1 - len(found), axis=0)])


def write(experiment: Experiment[SummarySettings]) -> Given | None:
    """The choice of a text and, for one's own, its field; None, with a sentence, for what has no summary."""

    def forget() -> None:
        experiment.set(marks=())  # they were another text's

    chosen = experiment.choose("example", label_visibility="collapsed", wrap=True, on_change=forget)
    if chosen != OWN:
        return example(chosen, language.current())
    text = experiment.write("text", height=TALL, placeholder=t("summary.placeholder"))
    try:
        read(text, "vectors")
    except NotSummarizable as refused:
        numbers = {name: f"{number:,}" for name, number in refused.numbers.items()}
        st.info(t(f"summary.problem_{refused.problem}", **numbers), icon=":material/lightbulb:")
        return None
    return Given(text)

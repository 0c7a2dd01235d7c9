"""A few labelled sentences, and what two learners make of them: what a class does together, or one alone.

words: logistic regression on a bag of words, which knows nothing but these sentences.
network: the same on what the shipped network makes of a sentence before its last layer (`live.pooled`).  That
network has learned from thousands of sentences what is positive and negative, from those of `sample` too; of
what they are about it was never told anything.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from dlplay.sentiment import live, network, sentences
from dlplay.sentiment.live import Line
from dlplay.sentiment.sentences import Sentence

COUNT = 30
EVERY = 3  # labels between two points of a learning curve
LEARNERS = ("words", "network")
KEPT = 2000  # learners, one a number of labels


class Question(NamedTuple):
    """Which sentences are asked, and what the answer 1 means."""

    domains: tuple[str, ...]  # all if empty
    truth: Callable[[Sentence], int]


QUESTIONS = {
    "mood": Question((), lambda one: one.label),
    "topic": Question(("food", "weather"), lambda one: int(one.domain == "food")),
}


class Taught(NamedTuple):
    """Texts with their labels, 0 or 1, and what a learner of them is measured on."""

    texts: tuple[str, ...]
    labels: tuple[int, ...]
    language: str
    question: str
    draw: int

    def first(self, count: int) -> "Taught":
        """The same with so many of the texts."""
        return self._replace(texts=self.texts[:count], labels=self.labels[:count])


class Learned(NamedTuple):
    """A learner: None for `line` while one of the labels is missing, the accuracy in [0, 1] is 0.5 then."""

    line: Line | None
    accuracy: float


def _asked(question: str, given: Sequence[Sentence]) -> list[Sentence]:
    domains = QUESTIONS[question].domains
    return [one for one in given if not domains or one.domain in domains]


@lru_cache
def sample(language: str, question: str, draw: int) -> tuple[Sentence, ...]:
    """`COUNT` training sentences in the order of this draw, as many of each answer."""
    random, truth = np.random.default_rng(draw), QUESTIONS[question].truth
    asked = _asked(question, sentences.training(language))
    sides = [[one for one in asked if truth(one) == answer] for answer in (1, 0)]
    chosen = [side[place] for side in sides for place in random.choice(len(side), COUNT // 2, replace=False)]
    return tuple(chosen[place] for place in random.permutation(COUNT))


@lru_cache
def measure(language: str, question: str, draw: int) -> tuple[tuple[str, ...], np.ndarray]:
    """The sentences that measure, and their answers (n,): none of them has taught a learner this question."""
    asked = _asked(question, sentences.held_out(language))
    if QUESTIONS[question].domains:  # few, but what trained the network's features was never asked this
        asked += [
            one
            for one in _asked(question, sentences.training(language))
            if one not in sample(language, question, draw)
        ]
    return tuple(one.text for one in asked), np.array([QUESTIONS[question].truth(one) for one in asked])


@lru_cache(KEPT)
def learn(learner: str, taught: Taught) -> Learned:
    """Teach one of `LEARNERS`, and measure it."""
    if len(set(taught.labels)) < 2:
        return Learned(None, 0.5)
    asked, answers = measure(taught.language, taught.question, taught.draw)
    line = live.fit(features(learner, taught.texts, taught.texts), np.array(taught.labels))
    return Learned(line, line.accuracy(features(learner, taught.texts, asked), answers))


def features(learner: str, texts: tuple[str, ...], asked: tuple[str, ...]) -> np.ndarray:
    """What a learner that was taught with `texts` sees of the sentences asked, (n, d)."""
    return live.bag(asked, live.words(texts)) if learner == "words" else _pooled(asked)


@lru_cache(KEPT)
def _pooled(texts: tuple[str, ...]) -> np.ndarray:
    return live.pooled(texts, network.load())


def curve(learner: str, taught: Taught) -> tuple[list[int], list[float]]:
    """Numbers of labels, the last one among them, and the accuracy after each."""
    counts = sorted({*range(EVERY, len(taught.texts), EVERY), len(taught.texts)} - {0})
    return counts, [learn(learner, taught.first(count)).accuracy for count in counts]

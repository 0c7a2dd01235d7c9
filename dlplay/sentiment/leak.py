"""What near-duplicates between training and test do to a measured accuracy.

A bag of words (`live`) learns from the hand-written training sentences and is measured on the held-out ones;
then it learns once more, with a near-duplicate of some of these among its sentences: the same words but one.
It has got better at those alone.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from dlplay.sentiment import live
from dlplay.sentiment.pieces import tokens
from dlplay.sentiment.sentences import Sentence


class Leak(NamedTuple):
    """Accuracies in [0, 1] on the held-out sentences.

    places: which of them leaked. honest, leaky: on all, without and with the near-duplicates.
    honest_there, leaky_there: on those that leaked. honest_elsewhere, leaky_elsewhere: on the others.
    """

    places: np.ndarray
    honest: float
    leaky: float
    honest_there: float
    leaky_there: float
    honest_elsewhere: float
    leaky_elsewhere: float


def without_a_word(text: str, random: np.random.Generator) -> str:
    """The sentence without one of its tokens, chosen at random; one of a single token as it is."""
    found = tokens(text)
    if len(found) < 2:
        return text
    gone = found[random.integers(len(found))]
    return " ".join((text[: gone.start] + text[gone.end :]).split())


class Point(NamedTuple):
    """Accuracies in [0, 1] where a share of the held-out sentences leaks: on all, on those, on the others."""

    share: float
    leaky: float
    there: float
    elsewhere: float


def leak(training: Sequence[Sentence], held_out: Sequence[Sentence], share: float, seed: int) -> Leak:
    """Let a share in (0, 1) of the held-out sentences leak.

    Raises:
        ValueError: for a share by which no sentence or every one would leak.
    """
    return _leaked(_hits(training, held_out), training, held_out, share, seed)


def sweep(
    training: Sequence[Sentence], held_out: Sequence[Sentence], shares: Sequence[float], draws: int
) -> tuple[float, list[Point]]:
    """The honest accuracy, and for each share the means over so many draws of what leaks."""
    honest, points = _hits(training, held_out), []
    for share in shares:
        drawn = [_leaked(honest, training, held_out, share, seed) for seed in range(draws)]
        means = np.mean([(one.leaky, one.leaky_there, one.leaky_elsewhere) for one in drawn], axis=0)
        points.append(Point(share, *means.tolist()))
    return float(honest.mean()), points


def _leaked(
    honest: np.ndarray, training: Sequence[Sentence], held_out: Sequence[Sentence], share: float, seed: int
) -> Leak:
    """`leak`, where it is known already which sentences are judged rightly without one, 1 or 0 (n,)."""
    random = np.random.default_rng(seed)
    count = round(share * len(held_out))
    if not 0 < count < len(held_out):
        raise ValueError(f"share must let some sentences leak and some not, got {share}")
    places = np.sort(random.choice(len(held_out), count, replace=False))
    copies = [held_out[place]._replace(text=without_a_word(held_out[place].text, random)) for place in places]
    there = np.isin(np.arange(len(held_out)), places)
    leaky = _hits([*training, *copies], held_out)
    return Leak(
        places,
        honest.mean(),
        leaky.mean(),
        honest[there].mean(),
        leaky[there].mean(),
        honest[~there].mean(),
        leaky[~there].mean(),
    )


def _hits(training: Sequence[Sentence], held_out: Sequence[Sentence]) -> np.ndarray:
    """1 for each held-out sentence that a bag of words judges rightly, else 0."""
    (texts, labels), (asked, answers) = (_columns(sentences) for sentences in (training, held_out))
    vocabulary = live.words(texts)
    line = live.fit(live.bag(texts, vocabulary), labels)
    return ((line.logits(live.bag(asked, vocabulary)) > 0) == answers).astype(float)


def _columns(sentences: Sequence[Sentence]) -> tuple[list[str], np.ndarray]:
    return [one.text for one in sentences], np.array([one.label for one in sentences])

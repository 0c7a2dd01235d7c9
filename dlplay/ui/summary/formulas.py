"""Why a sentence was chosen: its words, its centrality and its penalty, with their numbers."""

from functools import lru_cache

import numpy as np

from dlplay.numbers import bracketed, latex, plain
from dlplay.summary import vectors
from dlplay.summary.centrality import edges
from dlplay.summary.reading import KINDS, WAYS
from dlplay.ui.formulas import display
from dlplay.ui.language import t
from dlplay.ui.summary.current import Read, kind_of, order, read
from dlplay.ui.verbatim import verbatim

SHARED = 200  # texts kept for whoever asks for the same
TERMS, WORDS = 3, 8  # of a long sum; of a sentence, the heaviest


@lru_cache(SHARED)
def last(text: str, by: str, draw: int, count: int, spoken: str) -> str:
    """The sentence that was chosen last, of `count`."""
    kind, place = kind_of(by), order(text, by, draw)[count - 1]
    now = read(text, kind)
    sums = [*_cosine(now, place), *_centrality(now, place)]
    if by in KINDS:
        sums += _value(now, count, WAYS[kind].penalty)
    said = [
        f"**{t('summary.last', number=place + 1)}** {t(f'summary.by_{by}_says')}",
        _words(now, place, kind),
        display(*sums),
        t("summary.sums_says"),
    ]
    return "\n\n".join(said)


def _words(now: Read, place: int, kind: str) -> str:
    """The words that count most in it, each with its weight, and those that have no vector."""
    known, names = vectors.load(), list(dict.fromkeys(now.reading.names[place]))
    if kind == "vectors":
        weights = vectors.weights(names, known)
    else:
        places = [known.places.get(name) for name in names]
        weights = np.array([vectors.UNKNOWN if one is None else known.rarity[one] for one in places])
    heaviest = np.argsort(-weights, kind="stable")[:WORDS].tolist()
    shown = " · ".join(f"{verbatim(names[one])} {plain(weights[one], decimals=2)}" for one in heaviest)
    return t(f"summary.words_{kind}", words=shown or t("summary.no_word"))


def _cosine(now: Read, place: int) -> list[str]:
    """The cosine with the sentence that is most like it, where both have a vector."""
    similarity, table = now.reading.similarity, now.reading.vectors
    others = np.where(np.arange(len(similarity)) == place, -np.inf, similarity[place])
    near = int(others.argmax())
    sizes = np.linalg.norm(table[[place, near]], axis=1)
    if near == place or not sizes.all():
        return []
    i, j = place + 1, near + 1
    dot = float(table[place] @ table[near])
    below = " \\cdot ".join(bracketed(float(one), decimals=3) for one in sizes)
    return [
        rf"\cos(v_{{{i}}}, v_{{{j}}}) &= \frac{{v_{{{i}}} \cdot v_{{{j}}}}}{{|v_{{{i}}}|\,|v_{{{j}}}|}} = "
        rf"\frac{{{latex(dot, decimals=3)}}}{{{below}}} = {latex(float(similarity[place, near]), decimals=2)}"
    ]


def _centrality(now: Read, place: int) -> list[str]:
    """The sum of its cosines with the others, as a share of all such sums."""
    weights = edges(now.reading.similarity, 0.0)
    own, i = weights[place], place + 1
    total, score = float(weights.sum()), float(now.reading.scores[place])
    if not total:
        return [rf"c_{{{i}}} &= \frac{{1}}{{{len(own)}}} = {latex(score, decimals=3)}"]
    largest = sorted(np.argsort(-own, kind="stable")[:TERMS].tolist())
    terms = [
        rf"\underset{{{one + 1}}}{{{latex(float(own[one]), decimals=2)}}}" for one in largest if own[one]
    ]
    if (others := int((own > 0).sum()) - len(terms)) > 0:
        rest = latex(float(np.delete(own, largest).sum()), decimals=2)
        terms.append(rf"\underset{{\text{{{t('summary.others', count=others)}}}}}{{{rest}}}")
    return [
        rf"c_{{{i}}} &= \frac{{\sum_{{j \neq {i}}} \max(\cos(v_{{{i}}}, v_j), 0)}}"
        rf"{{\sum_k \sum_{{j \neq k}} \max(\cos(v_k, v_j), 0)}}",
        rf"&= \frac{{{' + '.join(terms) or '0'}}}{{{latex(total, decimals=2)}}} = {latex(score, decimals=3)}",
    ]


def _value(now: Read, count: int, penalty: float) -> list[str]:
    """Its value when it was chosen: its centrality beside the largest, less what it repeats."""
    step = now.steps[count - 1]
    i, one = step.chosen + 1, step.chosen
    numbers = [latex(float(each[one]), decimals=2) for each in (step.score, step.repeats, step.value)]
    return [
        rf"\text{{{t('summary.value')}}} &= \frac{{c_{{{i}}}}}{{\max_k c_k}} - \lambda \max_{{j \in S}} "
        rf"\cos(v_{{{i}}}, v_j)",
        rf"&= {numbers[0]} - {latex(penalty)} \cdot {numbers[1]} = {numbers[2]}",
    ]

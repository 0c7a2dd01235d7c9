"""What the two learners have learned, in words and numbers."""

import numpy as np

from dlplay.numbers import added, latex, plain, signed
from dlplay.sentiment import live
from dlplay.sentiment.live import DECAY, STEPS, Line
from dlplay.sentiment.teaching import LEARNERS, features, learn, measure
from dlplay.ui.formulas import display
from dlplay.ui.language import percent, t
from dlplay.ui.sentiment.taught import Lesson
from dlplay.ui.verbatim import verbatim

HEAVY, TERMS, DECIMALS = 5, 4, 2  # words on either side; terms of a sum; decimals of its numbers


def told(now: Lesson) -> str:
    """How right both are, the heaviest words of the bag, its sum for a sentence, the loss."""
    line = learn("words", now.taught).line
    said = [_verdict(now)]
    if line is not None:
        said += [_heaviest(now, line), _sum(now, line)]
    return "\n\n".join(said)


def _verdict(now: Lesson) -> str:
    """Accuracies, and what they mean for this question."""
    taught, asked = now.taught, len(measure(now.taught.language, now.taught.question, now.taught.draw)[0])
    if learn("words", taught).line is None:
        return t("sentiment.learn_start")
    values = {learner: percent(learn(learner, taught).accuracy, decimals=0) for learner in LEARNERS}
    chance = plain(100 * (0.25 / asked) ** 0.5, decimals=0)
    return t(
        f"sentiment.learn_{taught.question}", count=len(taught.texts), asked=asked, chance=chance, **values
    )


def _heaviest(now: Lesson, line: Line) -> str:
    words, order = list(live.words(now.taught.texts)), np.argsort(line.weights, kind="stable")
    sides = [
        " · ".join(
            f"{verbatim(words[place])} {signed(line.weights[place], decimals=DECIMALS)}" for place in places
        )
        for places in (order[::-1][:HEAVY], order[:HEAVY])
    ]
    about = now.taught.question
    counts = {"words": len(words), "sentences": len(now.taught.texts)}
    return t(
        "sentiment.heaviest",
        yes=t(f"sentiment.yes_{about}"),
        no=t(f"sentiment.no_{about}"),
        most=sides[0],
        least=sides[1],
        **counts,
    )


def _sum(now: Lesson, line: Line) -> str:
    """The bag's logit of the sentence whose turn it is, or of the last one that was taught; the loss."""
    text = now.next.text if now.next else now.taught.texts[-1]
    (x,) = features("words", now.taught.texts, (text,))
    known = np.flatnonzero(x)
    z = float(line.logits(x))
    largest = sorted(known[np.argsort(-np.abs(line.weights[known]), kind="stable")][:TERMS].tolist())
    products = [added(float(line.weights[place]), decimals=DECIMALS) for place in largest]
    if len(known) > len(largest):
        rest = float(line.weights[known].sum() - line.weights[largest].sum())
        products.append(added(rest, decimals=DECIMALS))
    bias = added(line.bias, decimals=DECIMALS)
    terms, middle = " ".join(products).removeprefix("+ "), bias.removeprefix("+ ")
    if products:
        middle = rf"\tfrac{{1}}{{\sqrt{{{len(known)}}}}} ({terms}) {bias}"
    p = 1 / (1 + np.exp(-z))
    lines = [
        r"z &= \tfrac{1}{\sqrt{m}} \sum_{j=1}^{m} w_j + b = "
        rf"{middle} = {latex(z, decimals=DECIMALS)}",
        rf"p &= \frac{{1}}{{1 + e^{{-z}}}} = {latex(p, decimals=3)}",
        r"L &= -\tfrac{1}{n} \sum_i \left(y_i \ln p_i + (1 - y_i) \ln (1 - p_i)\right)"
        rf" + \tfrac{{\lambda}}{{2}} |w|^2, \quad \lambda = {latex(DECAY)}",
        rf"L_0 &= \ln 2 = {latex(line.losses[0], decimals=3)}, \quad"
        rf" L_{{{STEPS}}} = {latex(line.losses[-1], decimals=3)}",
    ]
    words = [one for place, one in enumerate(live.words(now.taught.texts)) if place in set(known.tolist())]
    shown = " ".join(map(verbatim, words[:12])) or t("sentiment.no_word")
    return f"{t('sentiment.sum_says', text=verbatim(text), words=shown, m=len(known))}\n\n{display(*lines)}"

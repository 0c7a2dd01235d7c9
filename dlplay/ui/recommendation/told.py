"""What is recommended and why, and the prediction of one cell in numbers."""

import numpy as np

from dlplay.numbers import bracketed, latex, plain, signed
from dlplay.recommendation import Model
from dlplay.ui.formulas import display
from dlplay.ui.language import t
from dlplay.ui.recommendation import current
from dlplay.ui.recommendation.current import Now

DECIMALS = 2
MOST_TERMS = 3  # of p · q that are written out


def suggestions(now: Now, model: Model) -> str:
    """The best of what one has not rated, each as a sum, and what those near to one said of it."""
    rated = len(now.mine) - len(now.unrated)
    if not len(now.unrated):
        return t("recommendation.all_rated")
    row, guesses = len(now.ratings.people) - 1, model.predict()[-1]
    lines = [t("recommendation.for_you" if rated else "recommendation.for_anyone", rated=rated)]
    for rank, thing in enumerate(current.best(guesses, now.unrated).tolist(), start=1):
        parts = {
            "mean": plain(model.mean, decimals=DECIMALS),
            "you": _part(model.b[row]),
            "thing": _part(model.c[thing]),
            "taste": _part(float(model.P[row] @ model.Q[thing])),
        }
        name, guess = now.shown(now.ratings.things[thing]), plain(guesses[thing], decimals=DECIMALS)
        line = t("recommendation.suggestion", rank=rank, name=name, guess=guess, **parts)
        lines.append(f"{line}{_near(now, model, row, thing) if rated and model.Q.shape[1] else ''}")
    return "\n".join([lines[0], "", *lines[1:]])


def _part(number: float) -> str:
    """A part of a sum, with its sign set apart."""
    text = signed(round(number, DECIMALS), decimals=DECIMALS)
    return f"{text[0]} {text[1:]}" if text[0] in "+−" else f"+ {text}"


def _near(now: Now, model: Model, row: int, thing: int) -> str:
    """What those with the nearest points said of a thing."""
    people = current.nearest(model, row, now, thing).tolist()
    said = [f"{now.shown(now.ratings.people[one])} {now.ratings.values[one, thing]:g}" for one in people]
    return t("recommendation.near", said=" · ".join(said)) if said else ""


def cell(now: Now, model: Model, row: int, thing: int, hidden: bool) -> str:
    """One prediction with its numbers, the error where there is a rating, and where that pulls."""
    names = {
        "who": now.shown(now.ratings.people[row]),
        "what": now.shown(now.ratings.things[thing]),
    }
    p, q = model.P[row], model.Q[thing]
    biases = [model.mean, model.b[row], model.c[thing]]
    fit = float(p @ q)
    total = sum(biases) + fit
    lines = [
        r"\hat r &= \mu + b_u + c_i + p_u \cdot q_i",
        rf"&= {' + '.join(bracketed(one, decimals=DECIMALS) for one in (*biases, fit))}"
        rf" = {latex(total, decimals=DECIMALS)}",
    ]
    if 0 < len(p) <= MOST_TERMS:
        terms = [
            rf"{bracketed(a, decimals=DECIMALS)} \cdot {bracketed(b, decimals=DECIMALS)}"
            for a, b in zip(p, q, strict=True)
        ]
        lines.append(rf"p_u \cdot q_i &= {' + '.join(terms)} = {latex(fit, decimals=DECIMALS)}")
    rating = now.ratings.values[row, thing]
    if np.isnan(rating):
        return f"{t('recommendation.cell_unknown', **names)}\n\n{display(*lines)}{_truth(now, row, thing)}"
    error = rating - total
    taken = f"{rating:g} - {bracketed(total, decimals=DECIMALS)}"
    lines.append(rf"e &= r - \hat r = {taken} = {latex(error, decimals=DECIMALS)}")
    kind = "cell_held_out" if hidden else "cell_learned"
    pull = "" if hidden else t("recommendation.cell_pull")
    return f"{t(f'recommendation.{kind}', **names)}\n\n{display(*lines)}\n\n{pull}"


def _truth(now: Now, row: int, thing: int) -> str:
    """What a generated person would have said, had anybody asked."""
    if now.made is None or row == len(now.made.whole):
        return ""
    return "\n\n" + t("recommendation.cell_truth", rating=f"{now.made.whole[row, thing]:g}")

"""The network's sums with the numbers of the sentence put in."""

from collections.abc import Sequence

import numpy as np

from dlplay.numbers import added, bracketed, latex
from dlplay.sentiment import network, shares
from dlplay.ui.formulas import display
from dlplay.ui.language import t
from dlplay.ui.sentiment.current import Read

TERMS, DECIMALS = 3, 2  # of a long sum; of its numbers
LETTERS = 12  # of a word below its term


def judged(now: Read, way: str, found: np.ndarray) -> str:
    """How the shares (T,), counted this way, make the logit z, and z the probability."""
    return f"{t(f'sentiment.way_{way}_says')}\n\n{display(*_SUMS[way](now, found), *_sigmoid(now))}"


def _sigmoid(now: Read) -> list[str]:
    z, p = float(now.trace.logit), float(now.trace.probability)
    power = latex(-z, decimals=DECIMALS)
    return [rf"p &= \frac{{1}}{{1 + e^{{-z}}}} = \frac{{1}}{{1 + e^{{{power}}}}} = {latex(p, decimals=4)}"]


def _places(now: Read, found: np.ndarray) -> list[str]:
    trace = now.trace
    terms = [
        rf"{latex(float(trace.attention[one]), decimals=DECIMALS)} \cdot "
        rf"{bracketed(float(trace.scores[one]), decimals=DECIMALS)}"
        for one in _largest(found)
    ]
    total = latex(float(trace.logit), decimals=DECIMALS)
    return [rf"z &= \sum_{{t=1}}^{{{len(found)}}} a_t s_t", rf"&= {_sum(now, terms, found)} = {total}"]


def _integrated(now: Read, found: np.ndarray) -> list[str]:
    nothing = shares.nothing(network.load(), now.trace.vectors)
    terms = [latex(float(found[one]), decimals=DECIMALS) for one in _largest(found)]
    z, base, total = (latex(float(one), decimals=DECIMALS) for one in (now.trace.logit, nothing, found.sum()))
    # of what is written, so that it is right on paper
    difference = round(float(now.trace.logit), DECIMALS) - round(nothing, DECIMALS)
    return [
        rf"z - z_0 &\approx {_sum(now, terms, found)} = {total}",
        rf"z - z_0 &= {z} {added(-nothing, decimals=DECIMALS)} = "
        rf"{latex(difference, decimals=DECIMALS)}, \quad z_0 = {base}",
    ]


def _left_out(now: Read, found: np.ndarray) -> list[str]:
    one = int(np.abs(found).argmax())
    z, share = float(now.trace.logit), float(found[one])
    word = _named(now, one)
    return [
        rf"z - z_{{\text{{{t('sentiment.without')} }}{word}}} &= {latex(z, decimals=DECIMALS)} "
        rf"{added(share - z, decimals=DECIMALS)} = {latex(share, decimals=DECIMALS)}",
        rf"\sum_t \left(z - z_{{\text{{{t('sentiment.without')} }}t}}\right) &= "
        rf"{latex(float(found.sum()), decimals=DECIMALS)} \neq z = {latex(z, decimals=DECIMALS)}",
    ]


_SUMS = {"places": _places, "integrated": _integrated, "left_out": _left_out}


def _largest(found: np.ndarray) -> list[int]:
    """The places of the largest shares, in the order of the sentence."""
    return sorted(np.argsort(-np.abs(found), kind="stable")[:TERMS].tolist())


def _sum(now: Read, terms: Sequence[str], found: np.ndarray) -> str:
    """The largest terms with their words, and the rest as one number."""
    largest = _largest(found)
    text = ""
    for one, term in zip(largest, terms, strict=True):
        sign, size = ("-", term[1:]) if term.startswith("-") else ("+" if text else "", term)
        text += rf" {sign} \underset{{{_named(now, one)}}}{{{size}}}"
    if (others := len(found) - len(largest)) > 0:
        sign, rest = added(float(np.delete(found, largest).sum()), decimals=DECIMALS).split(" ")
        text += rf" {sign} \underset{{\text{{{t('sentiment.others', count=others)}}}}}{{{rest}}}"
    return text


def _named(now: Read, place: int) -> str:
    """A token in LaTeX: what a token can be made of has no meaning there but for %."""
    name = now.tokens[place].name
    return rf"\text{{{name if len(name) <= LETTERS else name[: LETTERS - 1] + '…'}}}"


def token(now: Read, place: int) -> str:
    """A token's score, attention and share; of the score the largest terms."""
    weights, trace = network.load().weights, now.trace
    g, score = trace.wide[place], float(trace.scores[place])
    products = g * weights.score
    largest = sorted(np.argsort(-np.abs(products), kind="stable")[:TERMS].tolist())
    terms = " + ".join(
        rf"{latex(float(g[one]), decimals=DECIMALS)} \cdot "
        rf"{bracketed(float(weights.score[one]), decimals=DECIMALS)}"
        for one in largest
    )
    rest = float(np.delete(products, largest).sum())
    logits = (trace.wide @ weights.attention).astype(float)
    own = np.exp(logits[place] - logits.max())  # both by the same factor: no power is too large to write
    total = np.exp(logits - logits.max()).sum()
    t_, a = place + 1, float(trace.attention[place])
    lines = [
        rf"s_{{{t_}}} &= g_{{{t_}}} \cdot u + d = {terms} {added(rest, decimals=DECIMALS)} "
        rf"{added(float(weights.score_bias), decimals=DECIMALS)} = {latex(score, decimals=DECIMALS)}",
        rf"a_{{{t_}}} &= \frac{{e^{{g_{{{t_}}} \cdot q}}}}{{\sum_i e^{{g_i \cdot q}}}} = "
        rf"\frac{{{latex(own, 3)}}}{{{latex(total, 3)}}} = {latex(a, 3)}",
        rf"a_{{{t_}}}\, s_{{{t_}}} &= {latex(a, 3)} \cdot {bracketed(score, decimals=DECIMALS)} = "
        rf"{latex(float(trace.shares[place]), decimals=DECIMALS)}",
    ]
    return f"{t('sentiment.token_says')}\n\n{display(*lines)}"

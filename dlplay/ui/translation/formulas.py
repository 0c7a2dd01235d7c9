"""One step of the decoder in numbers: scores, weights, context, answer."""

import numpy as np

from dlplay.layers import softmax
from dlplay.numbers import bracketed, latex
from dlplay.translation import Translation
from dlplay.ui.charts.inked import visible
from dlplay.ui.formulas import display
from dlplay.ui.language import t

STRONGEST, FIRST = 3, 2  # characters read whose part is shown, and numbers of each vector


NETWORK = display(
    r"\overrightarrow{h}_j &= \operatorname{GRU}(x_j,\, \overrightarrow{h}_{j-1}) \qquad"
    r" \overleftarrow{h}_j = \operatorname{GRU}(x_j,\, \overleftarrow{h}_{j+1})",
    r"h_j &= [\overrightarrow{h}_j; \overleftarrow{h}_j]",
    r"s_0 &= \tanh(W_0\, \overleftarrow{h}_1 + b_0) \qquad s_t = \operatorname{GRU}(y_{t-1},\, s_{t-1})",
    r"e_{tj} &= s_t \cdot W_a h_j \qquad \alpha_t = \operatorname{softmax}(e_t)"
    r" \qquad c_t = \textstyle\sum_j \alpha_{tj}\, h_j",
    r"a_t &= \tanh(W_c\,[c_t; s_t] + b_c) \qquad p_t = \operatorname{softmax}(W_o\, a_t + b_o)",
)


def step(one: Translation, at: int) -> str:
    """The step `at`, from 0, as Markdown: every result is the network's own."""
    scores = one.steps.scores[0, at].astype(float)
    attention = softmax(scores)  # in double precision, in which none is so small that it would be 0
    strongest = np.argsort(-attention, kind="stable")[:STRONGEST].tolist()
    return "\n\n".join(
        [
            t("translation.worked_scores", step=at + 1),
            display(*(_score(one, at, place) for place in strongest)),
            t("translation.worked_weights"),
            display(*(_weight(at, place, attention, scores, strongest) for place in strongest)),
            t("translation.worked_context"),
            display(*_context(one, at, attention, strongest)),
            t("translation.worked_answer"),
            display(*_answer(one, at)),
        ]
    )


def _score(one: Translation, at: int, place: int) -> str:
    state, key = one.steps.state[0, at], one.reading.keys[0, place]
    pairs = zip(state[:FIRST], key[:FIRST], strict=True)
    terms = " + ".join(rf"{_factor(s)} \cdot {_factor(k)}" for s, k in pairs)
    sign = rf"\;\text{{({visible(one.asked[place])})}}"
    return (
        rf"e_{{{at + 1},{place + 1}}}{sign} &= s_{{{at + 1}}} \cdot W_a h_{{{place + 1}}}"
        rf" = {terms} + \dots = {_number(one.steps.scores[0, at, place])}"
    )


def _weight(at: int, place: int, attention: np.ndarray, scores: np.ndarray, strongest: list[int]) -> str:
    below = " + ".join(rf"e^{{{_number(scores[other])}}}" for other in strongest)
    rest = r" + \dots" if len(scores) > len(strongest) else ""
    return (
        rf"\alpha_{{{at + 1},{place + 1}}} &= \frac{{e^{{{_number(scores[place])}}}}}{{{below}{rest}}}"
        rf" = {latex(attention[place], 3)}"
    )


def _context(one: Translation, at: int, attention: np.ndarray, strongest: list[int]) -> list[str]:
    encoded = one.reading.encoded[0]
    parts = [rf"{latex(attention[place], 3)} \cdot {_vector(encoded[place])}" for place in strongest]
    rest = r" + \dots" if len(encoded) > len(strongest) else ""
    sum_ = rf"c_{{{at + 1}}} &= \textstyle\sum_j \alpha_{{{at + 1},j}}\, h_j"
    return [f"{sum_} = {' + '.join(parts)}{rest}", rf"&= {_vector(one.steps.context[0, at])}"]


def _answer(one: Translation, at: int) -> list[str]:
    logits, token = one.steps.logits[0, at], one.best.tokens[at]
    best = np.argsort(-logits, kind="stable")[:STRONGEST]
    below = " + ".join(rf"e^{{{_number(logits[other])}}}" for other in best)
    chance = float(np.exp(one.steps.log_probabilities[0, at, token]))
    here, combined = at + 1, _vector(one.steps.combined[0, at])
    return [
        rf"a_{{{here}}} &= \tanh(W_c\,[c_{{{here}}}; s_{{{here}}}] + b_c) = {combined}",
        rf"p_{{{here}}} &= \operatorname{{softmax}}(W_o\,a_{{{here}}} + b_o)"
        rf" = \frac{{e^{{{_number(logits[token])}}}}}{{{below} + \dots}} = {latex(chance, 3)}",
    ]


def _vector(values: np.ndarray) -> str:
    return rf"({', '.join(_number(one) for one in values[:FIRST])}, \dots)"


def _number(value: float) -> str:
    return latex(float(value), decimals=2)


def _factor(value: float) -> str:
    return bracketed(float(value), decimals=2)

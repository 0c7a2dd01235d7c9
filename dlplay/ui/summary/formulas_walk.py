"""One step of the walk in numbers, to the sentence where most of it ends."""

from functools import lru_cache

import numpy as np

from dlplay.numbers import latex
from dlplay.summary import centrality
from dlplay.ui.formulas import display
from dlplay.ui.language import t
from dlplay.ui.summary.current import read, trace

SHARED = 200  # texts kept for whoever asks for the same
TERMS = 3  # of a long sum


@lru_cache(SHARED)
def step(text: str, damping: float, number: int, spoken: str) -> str:
    """How that sentence's share came about in step `number`; before the first all are alike."""
    shares = trace(text, damping)
    count, most = shares.shape[1], int(shares[-1].argmax())
    i = most + 1
    if not number:
        start = (
            rf"r_{{{i}}}^{{(0)}} &= \frac{{1}}{{n}} = \frac{{1}}{{{count}}} = {latex(1 / count, decimals=3)}"
        )
        return display(start)
    before = shares[number - 1]
    arriving = centrality.steps_between(read(text, "vectors").reading.edges)[:, most]
    products = arriving * before
    largest = sorted(np.argsort(-products, kind="stable")[:TERMS].tolist())
    terms = [
        rf"\underset{{{one + 1}}}{{{latex(float(arriving[one]), decimals=3)} \cdot "
        rf"{latex(float(before[one]), decimals=3)}}}"
        for one in largest
        if products[one]
    ]
    if (others := int((products > 0).sum()) - len(terms)) > 0:
        rest = latex(float(np.delete(products, largest).sum()), decimals=3)
        terms.append(rf"\underset{{\text{{{t('summary.others', count=others)}}}}}{{{rest}}}")
    d, left = latex(damping), latex(1 - damping)
    end = latex(float(shares[number, most]), decimals=3)
    return display(
        rf"r_{{{i}}}^{{({number})}} &= \frac{{1 - d}}{{n}} + d \sum_j P_{{j{i}}}\, r_j^{{({number - 1})}}, "
        rf"\quad P_{{j{i}}} = \frac{{w_{{j{i}}}}}{{\sum_k w_{{jk}}}}",
        rf"&= \frac{{{left}}}{{{count}}} + {d} \left({' + '.join(terms)}\right) = {end}",
    )

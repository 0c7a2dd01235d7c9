"""The arithmetic of the last layer, with this drawing's numbers put in."""

import math
from typing import Any

import numpy as np
import streamlit as st

from dlplay.digits import Classification
from dlplay.numbers import added, latex, plain
from dlplay.ui.digits.seen import Follow, Seen
from dlplay.ui.digits.settings import DigitsSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.formulas import display
from dlplay.ui.language import t

SHOWN_TERMS = 3
IN_A_ROW = 3  # terms of a long sum that a phone has room for
CERTAIN = 0.9995  # probabilities above are told by what they lack


def show(_: Experiment[DigitsSettings]) -> Follow:
    """The winning logit as a weighted sum, softmax over the ten logits, and the loss if the truth is told."""
    sums, ten = st.columns([3, 2])

    def follow(seen: Seen, truth: int | None) -> None:
        sums.markdown(text(seen.reading, truth))
        ten.dataframe(table(seen.reading), hide_index=True, height="content")

    return follow


def text(reading: Classification, truth: int | None) -> str:
    """The three steps from the hidden neurons to the loss as Markdown."""
    parts = [
        t("digits.logit_text"),
        logit_formula(reading),
        t("digits.softmax_text"),
        softmax_formula(reading),
    ]
    if truth is None:
        parts += [t("digits.loss_untold")]
    else:
        parts += [t("digits.loss_text"), loss_formula(reading, truth)]
    return "\n\n".join(parts)


def logit_formula(reading: Classification) -> str:
    """z_k = sum_j a_j W_jk + b_k for the answer k: the largest terms one by one, the others summed."""
    k, trace = reading.label, reading.trace
    terms = trace.dense * trace.weights["output_kernel"][:, k]
    bias = float(trace.weights["output_bias"][k])
    largest = np.argsort(np.abs(terms))[::-1][:SHOWN_TERMS]
    shown = " ".join(added(terms[j], decimals=2) for j in largest).removeprefix("+ ")
    rest, others = terms.sum() - terms[largest].sum(), t("digits.other_terms", n=len(terms) - SHOWN_TERMS)
    return display(
        rf"z_{k} &= \sum_{{j=1}}^{{{len(terms)}}} a_j W_{{j{k}}} + b_{k}",
        rf"&= {shown} \underbrace{{{added(rest, decimals=2)}}}_{{\text{{{others}}}}}"
        rf" \underbrace{{{added(bias, decimals=2)}}}_{{b_{k}}}",
        f"&= {latex(reading.logits[k], decimals=2)}",
    )


def softmax_formula(reading: Classification) -> str:
    """p_k = exp(z_k) / sum_i exp(z_i) for the answer k, all ten terms written out in rows."""
    k, z = reading.label, reading.logits.astype(float)
    terms = [f"e^{{{latex(value, decimals=1)}}}" for value in z]
    rows = [" + ".join(terms[first : first + IN_A_ROW]) for first in range(0, len(terms), IN_A_ROW)]
    below = r"\begin{array}{l} " + r" \\ + ".join(rows) + r" \end{array}"
    return display(
        rf"p_{k} &= \frac{{e^{{z_{k}}}}}{{\sum_i e^{{z_i}}}} = \frac{{{terms[k]}}}{{{below}}}",
        f"&= {latex(reading.probabilities[k], decimals=4)}",
    )


def loss_formula(reading: Classification, truth: int) -> str:
    """Cross-entropy L = -ln p_truth."""
    p, loss = float(reading.probabilities[truth]), reading.loss(truth)
    written = latex(p) if p < CERTAIN else f"1 - {latex(-math.expm1(-loss), 3)}"
    return display(rf"L &= -\ln p_{truth} = -\ln({written}) = {latex(loss, decimals=4)}")


def table(reading: Classification) -> dict[str, Any]:
    """The ten logits, their exponentials relative to the largest, and the probabilities."""
    z = reading.logits.astype(float)
    return {
        "k": range(len(z)),
        "z": [plain(value, decimals=2) for value in z],
        "exp(z − max z)": [plain(value, decimals=4) for value in np.exp(z - z.max())],
        "p": [plain(value, decimals=4) for value in reading.probabilities],
    }

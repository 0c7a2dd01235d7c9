"""The arithmetic of the last layer, with this drawing's numbers put in."""

import numpy as np
import pandas as pd
import streamlit as st

from dlplay.digits import Classification
from dlplay.ui.language import t

SHOWN_TERMS = 3


def show(reading: Classification, truth: int | None) -> None:
    """The winning logit as a weighted sum, softmax over the ten logits, and the loss if the truth is told."""
    sum_of_terms, softmax = st.columns([3, 2])
    with sum_of_terms:
        st.markdown(t("digits.logit_text"))
        st.latex(logit_formula(reading))
        st.markdown(t("digits.softmax_text"))
        st.latex(softmax_formula(reading))
        st.markdown(t("digits.loss_text") if truth is not None else t("digits.loss_untold"))
        if truth is not None:
            st.latex(loss_formula(reading, truth))
    with softmax:
        st.dataframe(table(reading), hide_index=True, height="content")


def logit_formula(reading: Classification) -> str:
    """z_k = sum_j a_j W_jk + b_k for the answer k: the largest terms one by one, the others summed."""
    k, trace = reading.label, reading.trace
    terms = trace.dense * trace.weights["output_kernel"][:, k]
    bias = float(trace.weights["output_bias"][k])
    largest = np.argsort(np.abs(terms))[::-1][:SHOWN_TERMS]
    shown = "".join(f"{terms[j]:+.2f}" for j in largest).lstrip("+")
    others = t("digits.other_terms", n=len(terms) - SHOWN_TERMS)
    return _aligned(
        rf"z_{k} &= \sum_{{j=1}}^{{{len(terms)}}} a_j W_{{j{k}}} + b_{k}",
        rf"&= {shown} \underbrace{{{terms.sum() - terms[largest].sum():+.2f}}}_{{\text{{{others}}}}}"
        rf" \underbrace{{{bias:+.2f}}}_{{b_{k}}}",
        f"&= {reading.logits[k]:.2f}",
    )


def softmax_formula(reading: Classification) -> str:
    """p_k = exp(z_k) / sum_i exp(z_i) for the answer k, all ten terms written out in two rows."""
    k, z = reading.label, reading.logits.astype(float)
    terms = [f"e^{{{value:.1f}}}" for value in z]
    half = len(terms) // 2
    below = rf"\begin{{array}}{{l}} {' + '.join(terms[:half])} \\ + {' + '.join(terms[half:])} \end{{array}}"
    return _aligned(
        rf"p_{k} &= \frac{{e^{{z_{k}}}}}{{\sum_i e^{{z_i}}}} = \frac{{{terms[k]}}}{{{below}}}",
        f"&= {reading.probabilities[k]:.4f}",
    )


def loss_formula(reading: Classification, truth: int) -> str:
    """Cross-entropy L = -ln p_truth."""
    p = float(reading.probabilities[truth])
    return rf"L = -\ln p_{truth} = -\ln {_number(p)} = {reading.loss(truth):.4f}"


def _number(p: float) -> str:
    """A probability in LaTeX with four digits: 0.9731, or 3.214 x 10^-7."""
    if p >= 1e-3:
        return f"{p:.4f}"
    mantissa, exponent = f"{p:.3e}".split("e")
    return rf"({mantissa} \times 10^{{{int(exponent)}}})"


def _aligned(*lines: str) -> str:
    return r"\begin{aligned} " + r" \\[4pt] ".join(lines) + r" \end{aligned}"


def table(reading: Classification) -> pd.DataFrame:
    """The ten logits, their exponentials relative to the largest, and the probabilities."""
    z = reading.logits.astype(float)
    return pd.DataFrame(
        {
            "k": range(len(z)),
            "z": [f"{value:.2f}" for value in z],
            "exp(z − max z)": [f"{value:.4f}" for value in np.exp(z - z.max())],
            "p": [f"{value:.4f}" for value in reading.probabilities],
        }
    )

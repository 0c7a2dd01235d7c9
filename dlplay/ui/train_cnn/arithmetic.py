"""What the numbers of a run mean: accuracy from the diagonal, how sure it is, and the loss of one reading."""

import math

import numpy as np
import streamlit as st

from dlplay.numbers import latex
from dlplay.ui.formulas import aligned
from dlplay.ui.language import percent, t
from dlplay.ui.train_cnn.runs import RUNS, Run


def show(run: Run | None) -> None:
    """Formulas with the numbers of a run put in; without a run, what they will be made of."""
    if run is None or "confusion" not in run.facts:
        st.latex(r"\text{accuracy} = \frac{\sum_k C_{kk}}{\sum_{i,k} C_{ik}}, \qquad L_i = -\ln p_{i,\,y_i}")
        st.caption(t("train_cnn.arithmetic_later"))
        return
    confusion = np.array(run.facts["confusion"])
    st.markdown(t("train_cnn.accuracy_text", run=RUNS.title(run)))
    st.latex(accuracy_formula(confusion))
    st.markdown(t("train_cnn.error_text"))
    st.latex(error_formula(confusion))


def accuracy_formula(confusion: np.ndarray) -> str:
    """The diagonal of a confusion matrix over all of it."""
    diagonal = np.diag(confusion).tolist()
    half = len(diagonal) // 2
    first, second = (" + ".join(map(latex, part)) for part in (diagonal[:half], diagonal[half:]))
    right, n = sum(diagonal), int(confusion.sum())
    return aligned(
        rf"\sum_k C_{{kk}} &= {first}",
        rf"&\quad + {second} = {latex(right)}",
        r"\frac{\sum_k C_{kk}}{\sum_{i,k} C_{ik}} "
        rf"&= \frac{{{latex(right)}}}{{{latex(n)}}} = {latex(right / n, decimals=4)}",
    )


def error_formula(confusion: np.ndarray) -> str:
    """The standard error of a share p of n digits: sqrt(p (1 - p) / n)."""
    n = int(confusion.sum())
    p = float(np.trace(confusion) / n)
    error = math.sqrt(p * (1 - p) / n)
    right, wrong = (latex(one, decimals=4) for one in (p, 1 - p))
    share = percent(error, decimals=2).replace("%", r"\%")
    return aligned(
        rf"\sqrt{{\frac{{p\,(1-p)}}{{n}}}} &= \sqrt{{\frac{{{right} \cdot {wrong}}}{{{latex(n)}}}}}",
        rf"&= {latex(error, decimals=4)} \approx \text{{{share}}}",
    )

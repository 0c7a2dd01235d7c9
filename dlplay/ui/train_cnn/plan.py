"""What the settings add up to: the network's layers and parameters, the steps of its learning."""

import math

import numpy as np
import streamlit as st

from dlplay.digits.cnn import MOST_PARAMETERS
from dlplay.digits.first_digits import first_digits
from dlplay.ui.language import t
from dlplay.ui.train_cnn import charts, current
from dlplay.ui.train_cnn.charts import Layer
from dlplay.ui.train_cnn.settings import TrainSettings


def show(settings: TrainSettings) -> None:
    """The layers, what comes out of each, and the sums that count the parameters."""
    counts = current.parameters(settings)
    convolution, flat = _convolution(settings) if settings.network == "cnn" else ((), "28·28")
    row = (
        Layer("", t("train_cnn.layer_input"), "28 × 28 × 1", 0, ""),
        *convolution,
        Layer("dense", "Dense", f"{settings.dense}", counts["dense"], f"({flat} + 1)·{settings.dense}"),
        Layer("output", "Dense softmax", "10", counts["output"], f"({settings.dense} + 1)·10"),
    )
    total = sum(counts.values())
    st.html(charts.layers(row, t("train_cnn.parameters_are", count=f"{total:,}")))
    if total > MOST_PARAMETERS:
        st.error(
            t("train_cnn.too_large", count=f"{total:,}", most=f"{MOST_PARAMETERS:,}"),
            icon=":material/do_not_disturb_on:",
        )
    st.caption(t("train_cnn.layers_caption"))


def _convolution(settings: TrainSettings) -> tuple[tuple[Layer, ...], str]:
    """The layers that only the CNN has, and how many numbers they hand on."""
    k, f = settings.kernel, settings.filters
    wide = 28 - k + 1
    side, count = wide // settings.pool, current.parameters(settings)["conv"]
    conv = Layer("conv", f"Conv2D {k}×{k}", f"{wide} × {wide} × {f}", count, f"({k}·{k}·1 + 1)·{f}")
    pool = Layer("", t("train_cnn.layer_pool", size=settings.pool), f"{side} × {side} × {f}", 0, "")
    return (conv, pool), f"{side}·{side}·{f}"


def steps(settings: TrainSettings) -> None:
    """How many steps the learning takes, and what one step does."""
    n = current.examples(current.counts(settings), available())
    batch = int(settings.batch)
    st.markdown(t("train_cnn.steps_text"))
    st.latex(
        r"\left\lceil \frac{n}{B} \right\rceil E = "
        rf"\left\lceil \frac{{{n}}}{{{batch}}} \right\rceil \cdot {settings.epochs}"
        rf" = {math.ceil(n / batch)} \cdot {settings.epochs} = {step_count(settings)}"
    )
    st.markdown(t("train_cnn.step_text"))
    size = max(1, min(batch, n))
    mantissa, _, exponent = settings.rate.partition("e")
    rate = rf"{mantissa} \cdot 10^{{{exponent}}}" if exponent else mantissa
    st.latex(
        r"w \leftarrow w - \eta \, \frac{\partial L}{\partial w}, \qquad"
        rf" \eta = {rate}, \qquad L = \frac{{1}}{{{size}}} \sum_{{i=1}}^{{{size}}} L_i"
    )
    st.caption(
        t(f"train_cnn.rule_{'sgd' if settings.optimizer == 'sgd' else 'other'}", name=settings.optimizer)
    )


def step_count(settings: TrainSettings) -> int:
    """Updates of the weights in the whole run."""
    n = current.examples(current.counts(settings), available())
    return math.ceil(n / int(settings.batch)) * settings.epochs


def available() -> np.ndarray:
    """How many training digits of each class there are, (10,)."""
    return first_digits().available

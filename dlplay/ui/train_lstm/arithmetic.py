"""The loss and the number of weights, in formulas with the current numbers."""

import math

import streamlit as st

from dlplay.numbers import latex
from dlplay.text.char_training import STEPS, CharSettings
from dlplay.ui.language import t
from dlplay.ui.own_writer import Run

GATES = {"lstm": 4, "gru": 3, "simple_rnn": 1}
BIASES = {"lstm": 1, "gru": 2, "simple_rnn": 1}  # of each gate


def show(settings: CharSettings, known: int, run: Run | None) -> None:
    """The loss of the shown run, or of blind guessing among `known` characters; the network's weights."""
    left, right = st.columns(2, gap="large")
    held_out = run.facts.get("held_out") if run else None
    with left:
        if run is None or held_out is None:
            st.markdown(t("train_lstm.loss_blind", known=f"{known:,}"))
            st.latex(loss_formula(math.log(known), rf"-\ln\tfrac{{1}}{{{latex(known)}}}"))
        else:
            st.markdown(t("train_lstm.loss_now", number=run.number))
            st.latex(loss_formula(held_out))
        st.markdown(t("train_lstm.sequence", steps=STEPS))
    with right:
        st.markdown(t(f"train_lstm.weights_{settings.cell}"))
        st.latex(weights_formula(settings, known))


def loss_formula(loss: float, way: str = "") -> str:
    """Mean -ln p, in nats and bits, and e to its power."""
    middle = f"{way} = " if way else ""
    nats, bits = (latex(one, decimals=3) for one in (loss, loss / math.log(2)))
    choices = latex(math.exp(min(loss, 600)), decimals=2)
    return (
        r"\begin{aligned} L &= -\frac{1}{n}\sum_{t=1}^{n} \ln p(x_{t+1} \mid x_1 \ldots x_t) \\[4pt] &= "
        rf"{middle}{nats}\;\text{{{t('train_lstm.nats')}}} \\[4pt] "
        rf"\tfrac{{L}}{{\ln 2}} &= {bits}\;\text{{{t('train_lstm.bits')}}} \\[4pt] "
        rf"e^{{L}} &= {choices}\;\text{{{t('train_lstm.equal_choices')}}} "
        r"\end{aligned}"
    )


def weights_formula(settings: CharSettings, known: int) -> str:
    """Each layer's weights from its inputs n, units U and gates, and their sum."""
    gates, biases, units = GATES[settings.cell], BIASES[settings.cell], settings.units
    rows, inputs, total = [], known, 0
    for layer in range(1, settings.layers + 1):
        weights = gates * units * (inputs + units + biases)
        product = rf"{gates} \cdot {units} \cdot ({latex(inputs)} + {units} + {biases})"
        rows.append(rf"P_{{{layer}}} &= {product} \\ &= {latex(weights)}")
        inputs, total = units, total + weights
    output = (units + 1) * known
    rows.append(rf"P_{{\text{{softmax}}}} &= ({units} + 1) \cdot {latex(known)} = {latex(output)}")
    rows.append(rf"P &= {latex(total + output)}")
    return r"\begin{aligned} " + r" \\ ".join(rows) + r" \end{aligned}"

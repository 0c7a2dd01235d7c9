"""The functions in LaTeX: with letters, and with the current numbers put in."""

from typing import Any

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.activations import ACTIVATIONS, Activation
from dlplay.numbers import bracketed, latex
from dlplay.signal import Signal
from dlplay.ui.formulas import aligned

PARTS = {"f": "value", "f'": "derivative"}


def curve(activation: Activation, parameters: dict[str, Any]) -> list[DeltaGenerator]:
    """f and f' side by side with letters; the places below them, for what `at` says."""
    places = []
    for column, (sign, part) in zip(st.columns(2, gap="large"), PARTS.items(), strict=True):
        with column:
            st.latex(general(activation, sign, part, parameters))
            places.append(st.empty())
    return places


def at(activation: Activation, x: float, parameters: dict[str, Any]) -> list[str]:
    """f and f' with the numbers at x."""
    return [here(activation, sign, part, x, parameters) for sign, part in PARTS.items()]


def general(activation: Activation, sign: str, part: str, parameters: dict[str, Any]) -> str:
    """All pieces of f ("value") or f' ("derivative") with letters."""
    pieces = activation.cases(parameters)
    if len(pieces) > 1:
        rows = [
            rf"{activation.latex(getattr(piece, part), piece)} & {activation.latex(piece.condition, piece)}"
            for piece in pieces
        ]
        return rf"{sign}(x) = \begin{{cases}} " + r" \\[2pt] ".join(rows) + r" \end{cases}"
    piece = pieces[0]
    lines = [f"{sign}(x) &= {activation.latex(getattr(piece, part), piece)}"]
    if piece.short:
        lines.append(f"{piece.short.symbol} &= {activation.latex(piece.short.definition, piece)}")
    return aligned(*lines)


def here(activation: Activation, sign: str, part: str, x: float, parameters: dict[str, Any]) -> str:
    """The piece that holds at x, with numbers: f(1.5) = ... = 0.8176."""
    piece = activation.case_at(x, parameters)
    rule = activation.function if part == "value" else activation.derivative
    result = latex(rule(x, **parameters))
    template = getattr(piece, part)
    head = f"{sign}({latex(x)})"
    if "@" not in template or template == "@x":  # nothing to put in, or nothing to work out
        return f"{head} = {result}"
    lines = [f"{head} &= {activation.substituted(template, piece, x, parameters)}", f"&= {result}"]
    return aligned(*lines)


def signal(measured: Signal) -> str:
    """The share of the gradient that arrives, as the N-th power of a layer's factor."""
    n = measured.depth
    return (
        rf"\frac{{\lVert g^{{[0]}} \rVert}}{{\lVert g^{{[{n}]}} \rVert}} = \prod_{{l=1}}^{{{n}}} "
        rf"\frac{{\lVert g^{{[l-1]}} \rVert}}{{\lVert g^{{[l]}} \rVert}} = "
        rf"{bracketed(measured.factor)}^{{{n}}} = {latex(measured.arrived)}"
    )


def vector(name: str, z: np.ndarray, temperature: float) -> str:
    """The largest output of softmax and kin, or glu's first, with the numbers of x = z / T."""
    x = z / temperature
    outputs = ACTIVATIONS[name].function(x)
    i = 0 if name == "glu" else int(np.argmax(outputs))
    here, result = latex(x[i]), latex(outputs[i])
    terms = " + ".join(f"e^{{{latex(value)}}}" for value in x)
    if name == "softmax":
        return rf"p_{i + 1} = \frac{{e^{{{here}}}}}{{{terms}}} = {result}"
    if name == "log_softmax":
        return rf"\ln p_{i + 1} = {here} - \ln\left({terms}\right) = {result}"
    if name == "sparsemax":
        return rf"\tau = {latex(x[i] - outputs[i])}, \quad p_{i + 1} = \max({here} - \tau, 0) = {result}"
    return rf"f_1 = a_1 \sigma(b_1) = \frac{{{here}}}{{1 + e^{{-{bracketed(x[2])}}}}} = {result}"

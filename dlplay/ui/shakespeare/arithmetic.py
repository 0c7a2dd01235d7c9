"""Softmax with temperature, with the numbers of the character that comes after the prompt."""

import numpy as np
import streamlit as st

from dlplay.numbers import latex
from dlplay.text.sampling import Sampler, next_probabilities
from dlplay.ui.charts.inked import visible
from dlplay.ui.language import t
from dlplay.ui.shakespeare.desk import Desk

WRITTEN_OUT = 3  # terms of the sum


def show(desk: Desk) -> None:
    """The formula with the current numbers."""
    logits = desk.sweep.logits.astype(float)
    best = int(logits.argmax())
    character = visible(desk.model.vocabulary.characters[best])
    st.markdown(t("shakespeare.formula_text", character=f"`{character}`"))
    st.latex(formula(logits, desk.temperature))
    if desk.temperature and not (desk.top_k is None and desk.top_p is None):
        st.markdown(t("shakespeare.formula_cut"))
        st.latex(cut_formula(logits, desk.temperature, desk.top_k, desk.top_p))


def formula(logits: np.ndarray, temperature: float) -> str:
    """p = exp(z / T) / sum_j exp(z_j / T) for the most probable character, in LaTeX."""
    order = np.argsort(-logits, kind="stable")
    z = logits[order] - logits[order[0]]
    if temperature == 0:
        return rf"T = 0:\quad p = 1 \;\text{{{t('shakespeare.formula_zero')}}}"
    terms = np.exp(z / temperature)
    tops = [latex(value, decimals=2) for value in z[:WRITTEN_OUT]]
    written = " + ".join(f"e^{{{top}/{latex(temperature)}}}" for top in tops)
    rest, total = (latex(one.sum(), decimals=3) for one in (terms[WRITTEN_OUT:], terms))
    others = t("shakespeare.formula_others", n=len(z) - WRITTEN_OUT)
    p = next_probabilities(logits, temperature).max()
    return (
        r"\begin{aligned} p &= \frac{e^{z/T}}{\sum_j e^{z_j/T}} \\[4pt] &= "
        rf"\frac{{e^{{0/{latex(temperature)}}}}}{{{written} + \underbrace{{{rest}}}_{{\text{{{others}}}}}}}"
        rf" = \frac{{1}}{{{total}}} = {latex(p, decimals=4)} \end{{aligned}}"
    )


def cut_formula(logits: np.ndarray, temperature: float, top_k: int | None, top_p: float | None) -> str:
    """p' = p / sum of those that stay, for the most probable character after top-k and top-p, in LaTeX."""
    ranked = Sampler([temperature], top_k, top_p).ranked(logits[None])
    chances = np.diff(ranked.cumulative[0], prepend=0.0)
    kept = int((chances > 0).sum())
    p = next_probabilities(logits, temperature)[ranked.order[0]]
    stay = t("shakespeare.formula_stay", n=kept)
    return (
        rf"p' = \frac{{p}}{{\sum_{{\text{{{stay}}}}} p_j}}"
        rf" = \frac{{{latex(p[0], decimals=4)}}}{{{latex(p[:kept].sum(), decimals=4)}}}"
        rf" = {latex(chances[0], decimals=4)}"
    )

"""What speaks for a digit, pixel by pixel: five methods over the same drawing."""

from functools import lru_cache

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.digits import network
from dlplay.digits.explanations import METHODS
from dlplay.digits.explanations.methods import PATCH, STEPS
from dlplay.digits.reading import GRID
from dlplay.numbers import added, latex, plain
from dlplay.ui import code_panel
from dlplay.ui.digit_lab import charts_why, why_code
from dlplay.ui.digit_lab.charts_why import Shown
from dlplay.ui.digit_lab.current import Current, take_home
from dlplay.ui.digit_lab.settings import DigitLabSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.formulas import display
from dlplay.ui.language import percent, t

SHARED = 40  # pictures kept for whoever asks for the same


def show(_: Experiment[DigitLabSettings], now: Current, label: int, place: DeltaGenerator) -> None:
    """In its place the five maps; what they are made of, in numbers; what they prove; the code."""
    found = maps(now.picture.ink.tobytes(), label)
    place.html(charts_why.row([digit(now), *(shown(name, now, map, label) for name, map in found.items())]))
    st.markdown(f"{t('digit_lab.why_colours')} {t('digit_lab.why_logit', digit=label)}")
    st.markdown(_formulas(now, found, label))
    st.markdown(t("digit_lab.why_proves"))
    code_panel.panel("digit_lab").show(why_code.maps(label))
    take_home(now)


@lru_cache(SHARED)
def maps(ink: bytes, label: int) -> dict[str, np.ndarray]:
    """Every method's map of a picture (28, 28) float64, by the method's name."""
    picture = np.frombuffer(ink).reshape(GRID, GRID).astype(np.float32)
    return {name: one.map(network.load(), picture, label) for name, one in METHODS.items()}


def digit(now: Current) -> Shown:
    """The picture itself."""
    alt = t("digit_lab.why_picture_alt", name=now.picture.name, ink=plain(now.picture.ink.sum(), 3))
    return Shown(now.picture.ink, t("digit_lab.why_picture"), alt, answer(now.trace.probabilities))


def answer(probabilities: np.ndarray) -> str:
    """The most probable digit of (10,), and how probable it is."""
    best = int(probabilities.argmax())
    return t("digit_lab.break_short", digit=best, chance=percent(probabilities[best], decimals=0))


def shown(name: str, now: Current, map: np.ndarray, label: int) -> Shown:
    """A map over its picture, with its strongest pixel in words."""
    if not map.any():
        alt = t("digit_lab.why_nothing_alt", method=title(name), digit=label)
        return Shown(charts_why.over(now.picture.ink, map), title(name), alt, t("digit_lab.why_nothing"))
    row, column = strongest(map)
    value = plain(float(map[row, column]), 3)
    alt = t("digit_lab.why_map_alt", method=title(name), digit=label, value=value, row=row, column=column)
    words = t("digit_lab.why_strongest", value=value, row=row, column=column)
    return Shown(charts_why.over(now.picture.ink, map), title(name), alt, words)


def title(name: str) -> str:
    """What a method is called."""
    return t(f"digit_lab.why_{name}")


def strongest(map: np.ndarray) -> tuple[int, int]:
    """Row and column of the pixel that says most, for or against."""
    row, column = np.unravel_index(np.abs(map).argmax(), map.shape)
    return int(row), int(column)


def _formulas(now: Current, found: dict[str, np.ndarray], label: int) -> str:
    """What each method computes; strongest pixels and the sum of integrated gradients in numbers."""
    z, ink = float(now.trace.logits[label]), now.picture.ink
    nothing = float(network.load()(np.zeros_like(ink, np.float32)).logits[label])
    rules = "\n".join(
        f"| {title(name)} | ${one.formula}$ | {t(f'digit_lab.why_means_{name}', patch=PATCH)} |"
        for name, one in METHODS.items()
    )
    heads = " | ".join(t(f"digit_lab.why_{head}") for head in ("method", "rule", "means"))
    slope, product, covered = (found[name] for name in ("gradient", "gradient_x_input", "occlusion"))
    at, over = strongest(product), strongest(covered)
    shared = found["integrated_gradients"]
    off = abs(float(shared.sum()) - (z - nothing)) / (float(np.abs(shared).sum()) or 1)
    numbers = (
        rf"x_{{{at[0]},{at[1]}}} \, \tfrac{{\partial z_{label}}}{{\partial x_{{{at[0]},{at[1]}}}}} &="
        rf" {latex(float(ink[at]), 2)} \cdot ({latex(float(slope[at]), 3)}) = {latex(float(product[at]), 3)}",
        rf"z_{label}(x) - z_{label}(x \setminus {{{over[0]},{over[1]}}}) &="
        rf" {latex(z, 4)} {added(-(z - float(covered[over])))} = {latex(float(covered[over]), 3)}",
        rf"\sum_{{ij}} \mathrm{{IG}}_{{ij}} = {latex(float(shared.sum()), 4)} &\approx"
        rf" z_{label}(x) - z_{label}(x') = {latex(z, 4)} {added(-nothing)} = {latex(z - nothing, 4)}",
    )
    return "\n\n".join(
        [
            f"| {heads} |\n|---|---|---|\n{rules}",
            t("digit_lab.why_numbers"),
            display(*numbers),
            t("digit_lab.why_complete", off=percent(off, decimals=2), parts=STEPS),
        ]
    )

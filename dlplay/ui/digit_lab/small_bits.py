"""Fewer bits: the weights are rounded under the hand, and the answers with them, to the cliff and over it."""

from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.digits import family, network
from dlplay.digits.family import rounding
from dlplay.digits.reading import GRID
from dlplay.numbers import bracketed, latex
from dlplay.ui import code_panel, language, live
from dlplay.ui.code_panel import CodePanel
from dlplay.ui.digit_lab import charts_bits, charts_break, small_code
from dlplay.ui.digit_lab.current import Current, take_home
from dlplay.ui.digit_lab.settings import DigitLabSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.formulas import display
from dlplay.ui.language import percent, t

SHARED = 40  # pictures kept for whoever asks for the same
SLIDER = 240  # CSS pixels
BITS = np.sort(rounding.BITS)
ONE = (1, 1, 0, 0)  # the weight whose rounding is worked out: the middle of the first filter


def show(experiment: Experiment[DigitLabSettings], now: Current, place: DeltaGenerator) -> None:
    """In its place the rounded filters, the accuracy, the answers; one weight in numbers; the code."""
    family.facts()  # if they are missing, the page tells; it hears nothing of what goes wrong in a fragment
    one_weight = st.empty()
    st.markdown(t("digit_lab.small_cliff_says"))
    script = code_panel.panel("digit_lab")
    take_home(now)
    with place:
        _moving(experiment, now.picture.ink.tobytes(), one_weight, script)


@st.fragment
def _moving(
    experiment: Experiment[DigitLabSettings], ink: bytes, one_weight: DeltaGenerator, script: CodePanel
) -> None:
    bits = int(experiment.slide("bits", width=SLIDER))
    live.show(_drawn(ink, experiment.key("bits"), language.current()), key="digit_lab_rounded")
    one_weight.markdown(_worked(bits))
    script.show(small_code.bits(bits))
    experiment.publish()


@lru_cache(SHARED)
def _drawn(ink: bytes, key: str, spoken: str) -> dict[str, Any]:
    """The same wherever the slider stands."""
    found = rounding.answers(np.frombuffer(ink).reshape(GRID, GRID).astype(np.float32))
    chances = np.stack([found[bits] for bits in BITS.tolist()])
    accuracy, exact = _accuracies()
    shades = _filters()
    axis = t("digit_lab.small_bits_axis")
    read = [
        t("digit_lab.small_read", digit=row.argmax(), chance=percent(row.max(), decimals=0))
        for row in chances
    ]
    told = [
        t("digit_lab.small_accuracy", bits=bits, accuracy=percent(share, decimals=2))
        for bits, share in zip(BITS.tolist(), accuracy, strict=True)
    ]
    panels = [
        charts_bits.kernels(shades[-1], t("digit_lab.small_kernels")),
        charts_bits.accuracies(BITS, accuracy, exact, told, (t("digit_lab.small_cliff"), axis), spoken),
        charts_break.answers(chances[-1], t("digit_lab.small_here"), spoken),
        charts_bits.along(BITS, chances, (t("digit_lab.small_along"), axis), spoken),
    ]
    at = live.Written(t("digit_lab.small_at"), _sizes(accuracy))
    alt = live.Written(t("digit_lab.small_bits_alt"), BITS[:, None].astype(float))
    hand = live.Linear(BITS[:, None].astype(float))
    follows: dict[str, dict[str, Any]] = {
        "kernels": {"shades": shades},
        "answers": {"high": chances},
        "hand": {"x": hand},
        "hand_below": {"x": hand},
        "read": {"words": read},
        "at": {"words": at},
        "alt": {"words": alt},
    }
    readouts = {"read": live.readout(words=read[-1]), "at": live.readout(words=at[-1], small=True)}
    sweep = live.sweep(key, BITS, follows)
    return live.picture(panels, [sweep], readouts=readouts, alt=alt[-1], columns=2)


def _accuracies() -> tuple[np.ndarray, float]:
    """On the test digits with so many bits, (8,), and with the weights as they are."""
    facts = family.facts()
    by_bits = np.array([facts.bits[bits] for bits in BITS.tolist()])
    return by_bits, facts.members["textbook"].accuracy


def _filters() -> np.ndarray:
    kernel = network.load().weights["conv_kernel"]
    return charts_bits.tiles(
        np.stack([rounding.reader(bits).weights["conv_kernel"] for bits in BITS.tolist()]),
        float(np.abs(kernel).max()),
    )


def _sizes(accuracy: np.ndarray) -> np.ndarray:
    """For each number of bits that, how many values it has, the accuracy in percent, all weights in kB."""
    weights = network.load().weights
    kilobytes = [rounding.size(weights, bits) / 1000 for bits in BITS.tolist()]
    return np.stack([BITS, np.where(BITS > 1, 2**BITS - 1, 2), 100 * accuracy, kilobytes], axis=1)


def _worked(bits: int) -> str:
    """One weight's rounding in numbers."""
    kernel = network.load().weights["conv_kernel"]
    weight, first = float(kernel[ONE]), np.abs(kernel[..., ONE[-1]])
    whole, scales = rounding.levels(kernel, bits)
    level, scale = int(whole[ONE]), float(scales[ONE[-1]])
    if bits > 1:
        most = 2 ** (bits - 1) - 1
        rule = t("digit_lab.small_rounding")
        lines = [
            rf"Q &= 2^{{b-1}} - 1 = 2^{{{bits - 1}}} - 1 = {most}",
            rf"s &= \frac{{\max |W|}}{{Q}} = \frac{{{latex(float(first.max()))}}}{{{most}}} = {latex(scale)}",
            rf"q &= \operatorname{{round}}\!\left(\frac{{w}}{{s}}\right) ="
            rf" \operatorname{{round}}\!\left(\frac{{{latex(weight)}}}{{{latex(scale)}}}\right)"
            rf" = \operatorname{{round}}({latex(weight / scale)}) = {level}",
        ]
    else:
        rule = t("digit_lab.small_sign")
        lines = [
            rf"s &= \operatorname{{mean}} |W| = {latex(scale)}",
            rf"q &= \operatorname{{sign}}(w) = \operatorname{{sign}}({latex(weight)}) = {level}",
        ]
    lines += [
        rf"w \approx s\,q &= {latex(scale)} \cdot {bracketed(level)} = {latex(level * scale)}",
        rf"s\,q - w &= {latex(level * scale - weight, 2)}",
    ]
    return f"{rule}\n\n{display(*lines)}"

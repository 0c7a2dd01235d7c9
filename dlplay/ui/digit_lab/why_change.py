"""The smallest change that turns the answer into a chosen digit, beside a random one as large."""

from functools import lru_cache

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.digits import network
from dlplay.digits.explanations.change import STEPS, Change, smallest_change
from dlplay.digits.reading import GRID
from dlplay.numbers import latex, plain
from dlplay.ui import code_panel
from dlplay.ui.digit_lab import charts_why, why_code, why_maps
from dlplay.ui.digit_lab.charts_why import Shown
from dlplay.ui.digit_lab.current import Current, take_home
from dlplay.ui.digit_lab.settings import DigitLabSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.formulas import display
from dlplay.ui.language import percent, t

SHARED = 40  # changes kept for whoever asks for the same
TRIES, SEED = 100, 0  # random changes of the same length


def show(_: Experiment[DigitLabSettings], now: Current, label: int, place: DeltaGenerator) -> None:
    """In its place the picture, the change and what it makes of it; its length in numbers; the code."""
    found = _found(now.picture.ink.tobytes(), label)
    ink = now.picture.ink
    change = found.picture - ink
    with place:
        if not found.found:
            st.warning(t("digit_lab.why_not_found", digit=label, steps=STEPS), icon=":material/search_off:")
        elif not found.length:
            st.info(t("digit_lab.why_already", digit=label), icon=":material/check:")
        st.html(charts_why.row([why_maps.digit(now), _change(ink, change), _result(found, label)]))
    if found.found and found.length:
        st.markdown(_told(now, found, change, label))
    st.markdown(t("digit_lab.why_change_says"))
    code_panel.panel("digit_lab").show(why_code.change(label))
    take_home(now)


@lru_cache(SHARED)
def _found(ink: bytes, label: int) -> Change:
    picture = np.frombuffer(ink).reshape(GRID, GRID).astype(np.float32)
    return smallest_change(network.load(), picture, label)


@lru_cache(SHARED)
def _others(ink: bytes, length: float, answer: int) -> int:
    """How many random changes of this length make the network answer something else."""
    noise = np.random.default_rng(SEED).normal(size=(TRIES, GRID, GRID))
    noise *= length / np.linalg.norm(noise, axis=(1, 2), keepdims=True)
    changed = np.clip(np.frombuffer(ink).reshape(GRID, GRID) + noise, 0, 1).astype(np.float32)
    return int((network.load()(changed).probabilities.argmax(axis=1) != answer).sum())


def _change(ink: np.ndarray, change: np.ndarray) -> Shown:
    row, column = why_maps.strongest(change)
    most = plain(float(change[row, column]), 2)
    words = t("digit_lab.why_most_changed", value=most, row=row, column=column)
    return Shown(charts_why.over(ink, change), t("digit_lab.why_change"), words, words)


def _result(found: Change, label: int) -> Shown:
    words = why_maps.answer(network.load()(found.picture).probabilities)
    alt = t("digit_lab.why_changed_alt", digit=label, answer=words)
    return Shown(found.picture, t("digit_lab.why_changed"), alt, words)


def _told(now: Current, found: Change, change: np.ndarray, label: int) -> str:
    """How long it is, of how many pixels, and what random changes of the same length do."""
    ink = now.picture.ink
    after = network.load()(found.picture).probabilities
    share = found.length / (float(np.linalg.norm(ink)) or 1)
    lines = (
        rf"\|d\| &= \sqrt{{\textstyle\sum_{{ij}} d_{{ij}}^2}} = {latex(found.length, 3)}",
        rf"\|x\| &= {latex(float(np.linalg.norm(ink)), 3)}, \qquad \|d\| / \|x\| = {latex(share, 2)}",
        rf"p_{now.answer} &: \; {latex(float(now.trace.probabilities[now.answer]), 3)} \to"
        rf" {latex(float(after[now.answer]), 3)}, \qquad p_{label}: \;"
        rf" {latex(float(now.trace.probabilities[label]), 3)} \to {latex(float(after[label]), 3)}",
    )
    told = t(
        "digit_lab.why_changed_told",
        pixels=int((np.abs(change) > 0.05).sum()),
        share=percent(share, decimals=0),
        tries=TRIES,
        others=_others(ink.tobytes(), found.length, now.answer),
    )
    return f"{told}\n\n{display(*lines)}"

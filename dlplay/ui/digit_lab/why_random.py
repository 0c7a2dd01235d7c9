"""A sanity check: the same maps of a network that has forgotten what it learned."""

from functools import lru_cache

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.digits import network
from dlplay.digits.explanations import METHODS
from dlplay.digits.explanations.random_weights import LAYERS, likeness, randomised
from dlplay.digits.reading import GRID
from dlplay.numbers import plain
from dlplay.ui import code_panel
from dlplay.ui.digit_lab import charts_why, why_code, why_maps
from dlplay.ui.digit_lab.current import Current, take_home
from dlplay.ui.digit_lab.settings import DigitLabSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t

SHARED = 40  # pictures kept for whoever asks for the same
SEED = 0  # of the random weights


def show(experiment: Experiment[DigitLabSettings], now: Current, label: int, place: DeltaGenerator) -> None:
    """In its place the maps of the trained network over those of the forgetful one; how alike they are."""
    ink, depth = now.picture.ink, experiment.value("forgotten")
    with place:
        trained, other = why_maps.maps(ink.tobytes(), label), _maps(ink.tobytes(), label, depth)
        st.html(charts_why.row([why_maps.shown(name, now, map, label) for name, map in trained.items()]))
        names = t("digit_lab.why_between").join(t(f"digit_lab.why_layer_{one}") for one in LAYERS[:depth])
        st.markdown(t("digit_lab.why_forgot", layers=names))
        st.html(charts_why.row([why_maps.shown(name, now, map, label) for name, map in other.items()]))
    st.markdown(_likeness(ink, trained, other))
    st.markdown(t("digit_lab.why_random_says"))
    code_panel.panel("digit_lab").show(why_code.forgetful(label, depth))
    take_home(now)


@lru_cache(SHARED)
def _maps(ink: bytes, label: int, depth: int) -> dict[str, np.ndarray]:
    picture = np.frombuffer(ink).reshape(GRID, GRID).astype(np.float32)
    read = randomised(network.load(), depth, SEED)
    return {name: one.map(read, picture, label) for name, one in METHODS.items()}


def _likeness(ink: np.ndarray, trained: dict[str, np.ndarray], other: dict[str, np.ndarray]) -> str:
    heads = " | ".join(t(f"digit_lab.why_{head}") for head in ("method", "alike_all", "alike_ink"))
    rows = []
    for name, map in trained.items():
        pixels, inked = _alike(map, other[name]), _alike(map[ink > 0], other[name][ink > 0])
        rows.append(f"| {why_maps.title(name)} | {pixels} | {inked} |")
    return "\n".join([t("digit_lab.why_alike"), "", f"| {heads} |", "|---|--:|--:|", *rows])


def _alike(one: np.ndarray, other: np.ndarray) -> str:
    return plain(likeness(one, other), decimals=2) if one.any() and other.any() else "–"

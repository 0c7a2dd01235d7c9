"""Shared weights: what a convolution and a dense layer must learn, and what both make of a shifted digit."""

from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import streamlit as st

from dlplay.convolution import Sliding, convolve, count
from dlplay.digits import network
from dlplay.digits.reading import GRID
from dlplay.ui import code_panel, frame, language, live
from dlplay.ui.convolution import charts, code, controls, current, formulas
from dlplay.ui.convolution.settings import ConvolutionSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import percent, t
from dlplay.ui.picture import given
from dlplay.ui.settings import Number

SLIDER = 300  # CSS pixels
SHARED = 100  # pictures kept for whoever asks for the same


class Shifted(NamedTuple):
    """A picture shifted by each of n numbers of columns, and what comes of it.

    inks: (n, 28, 28); maps: (n, 26, 26), those of them.
    probabilities: (n, 10), the shipped network's.
    moved: (n,), how alike each map is to the unshifted one moved as far; 1 is the same.
    dense: (n,), how alike the 128 answers of the dense layer are to those for the unshifted one.
    """

    inks: np.ndarray
    maps: np.ndarray
    probabilities: np.ndarray
    moved: np.ndarray
    dense: np.ndarray


def show(experiment: Experiment[ConvolutionSettings]) -> None:
    """The shifted digit, its map and the dense layer's answer; the parameters of both; the code."""
    given.take(experiment)
    network.load()  # if its file is missing, that is told in the place of all this
    plain = replace(experiment.settings, stride=1, padding="valid", dilation=1)
    picture = given.picture(plain)
    slide = current.sliding(plain)
    with frame.stage():
        with st.container(horizontal=True, vertical_alignment="bottom"):
            controls.kernel(experiment, plain, picture)
        _shifting(experiment, plain, picture.ink)
    st.markdown(t("convolution.shift_text"))
    frame.section("convolution", "parameters")
    experiment.slide("filters", width=SLIDER)
    counted = count(slide, GRID, 1, plain.filters)
    st.markdown(formulas.parameters(slide, counted, plain.filters))
    code_panel.panel(experiment.name).show(code.shared(plain))


@st.fragment
def _shifting(
    experiment: Experiment[ConvolutionSettings], settings: ConvolutionSettings, ink: np.ndarray
) -> None:
    experiment.slide("shift", width=SLIDER)
    kernel, values = current.kernel(settings), experiment.kind("shift", Number).values
    asked = ink.tobytes(), kernel.weights.tobytes(), kernel.bias, settings.activation
    drawn = _picture(*asked, tuple(values.tolist()), experiment.key("shift"), language.current())
    live.show(drawn, key="convolution_shifted")
    experiment.publish()


@lru_cache(SHARED)
def _picture(
    ink: bytes, weights: bytes, bias: float, activation: str, values: tuple[int, ...], key: str, spoken: str
) -> dict[str, Any]:
    """The same wherever the slider stands."""
    kernel = np.frombuffer(weights)
    side = round(kernel.size**0.5)
    found = shifted(
        np.frombuffer(ink).reshape(GRID, GRID),
        current.Kernel(kernel.reshape(side, side), bias),
        activation == "relu",
        np.array(values),
    )
    follows = charts.follow(found.inks, found.maps, found.probabilities)
    best = found.probabilities.argmax(axis=1)
    read = [
        t("convolution.read_as", digit=digit, chance=percent(chance))
        for digit, chance in zip(best, found.probabilities.max(axis=1), strict=True)
    ]
    words: dict[str, Any] = {
        "moved": live.Written("{.3}", found.moved[:, None]),
        "dense": live.Written("{.3}", found.dense[:, None]),
        "read": read,
    }
    alt = live.Written(t("convolution.shifted_alt"), np.array(values, float)[:, None])
    follows |= {name: {"words": one} for name, one in words.items()} | {"alt": {"words": alt}}
    start = values.index(0)
    titles = t("convolution.shifted"), t("convolution.map", n=found.maps.shape[1])
    panels = [
        *charts.pictures(found.inks[start], found.maps[start], titles),
        charts.answers(found.probabilities[start], t("convolution.dense_answer")),
    ]
    readouts = {
        name: live.readout(t(f"convolution.alike_{name}"), words=words[name][start], small=True)
        for name in ("moved", "dense")
    } | {"read": live.readout(words=words["read"][start])}
    sweep = live.sweep(key, np.array(values, float), follows)
    return live.picture(panels, [sweep], readouts=readouts, alt=alt[start], columns=3)


def shifted(ink: np.ndarray, kernel: current.Kernel, relu: bool, columns: np.ndarray) -> Shifted:
    """Shift a picture by so many columns; what leaves it is gone."""
    weights, bias = kernel.weights[..., None, None], np.array([kernel.bias])
    slide = Sliding(len(kernel.weights))

    def map_of(picture: np.ndarray) -> np.ndarray:
        z = convolve(picture[..., None], weights, bias, slide)[..., 0]
        return np.maximum(z, 0) if relu else z

    inks = np.stack([_shift(ink, by) for by in columns])
    maps = np.stack([map_of(one) for one in inks])
    still, trace = map_of(ink), network.load()(inks.astype(np.float32))
    before = network.load()(ink.astype(np.float32)).dense
    nothing = float(map_of(np.zeros_like(ink))[0, 0])  # what the map holds where the picture is empty
    moved = [alike(one, _shift(still, by, nothing)) for one, by in zip(maps, columns, strict=True)]
    return Shifted(
        inks,
        maps,
        trace.probabilities.astype(np.float64),
        np.array(moved),
        np.array([alike(one, before) for one in trace.dense]),
    )


def alike(one: np.ndarray, other: np.ndarray) -> float:
    """The cosine of the angle between two arrays of one shape: 1 where one is the other, brighter."""
    length = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float((one * other).sum() / length) if length else float(not one.any() and not other.any())


def _shift(picture: np.ndarray, columns: int, fill: float = 0.0) -> np.ndarray:
    moved = np.full_like(picture, fill)
    width = picture.shape[1]
    moved[:, max(columns, 0) : width + min(columns, 0)] = picture[
        :, max(-columns, 0) : width - max(columns, 0)
    ]
    return moved

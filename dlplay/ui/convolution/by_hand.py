"""Convolution by hand: a window of weights over the picture, its products, and the map that they make."""

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay import convolution
from dlplay.files.takeaway import csv_file
from dlplay.ui import code_panel, frame
from dlplay.ui.code_panel import CodePanel
from dlplay.ui.convolution import code, controls, current, formulas, window
from dlplay.ui.convolution.settings import ConvolutionSettings
from dlplay.ui.convolution.window import Box, panel
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.picture import given

NARROW, MIDDLE = 110, 150  # CSS pixels of a slider
DECIMALS = 4  # of the map in numbers


def show(experiment: Experiment[ConvolutionSettings]) -> None:
    """The window with its controls, the formulas with their numbers, the code, the downloads."""
    given.take(experiment)
    settings = experiment.settings
    picture = given.picture(settings)
    current.kernel(settings)  # if the learned ones are missing, that is told in the place of all this
    with frame.stage():
        with st.container(horizontal=True, vertical_alignment="bottom"):
            controls.kernel(experiment, settings, picture)
        moving = st.container()
    numbers, script = st.empty(), code_panel.panel(experiment.name)

    def table() -> bytes:
        found = current.feature_map(experiment.settings, picture.ink).round(DECIMALS)
        return csv_file({str(number): column.tolist() for number, column in enumerate(found.T)})

    with st.container(horizontal=True):
        given.download(picture)
        st.download_button(
            t("convolution.download_map_csv"),
            table,
            "feature_map.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
        )
    with moving:
        _moving(experiment, picture.ink, numbers, script)


@st.fragment
def _moving(
    experiment: Experiment[ConvolutionSettings],
    ink: np.ndarray,
    numbers: DeltaGenerator,
    script: CodePanel,
) -> None:
    """What the window and the controls below it change, here and in the places for formulas and code."""
    settings = experiment.settings
    _window(experiment, settings, ink)
    with st.container(horizontal=True):
        experiment.slide("stride", width=NARROW)
        experiment.choose("padding")
        experiment.slide("dilation", width=NARROW)
        if settings.kernel != "learned":
            experiment.slide("bias", width=MIDDLE)
        experiment.choose("activation")
    numbers.markdown(formulas.convolution(settings, ink))
    script.show(code.convolution(settings))
    experiment.publish(settings)


def _window(
    experiment: Experiment[ConvolutionSettings], settings: ConvolutionSettings, ink: np.ndarray
) -> None:
    kernel, slide = current.kernel(settings), current.sliding(settings)
    found = current.feature_map(settings, ink)
    around, n = slide.border(len(ink)), len(found)
    box = Box((0, slide.stride), (0, slide.stride), slide.kernel, slide.dilation)
    border = _border(*around) if sum(around) else ""
    panels = (
        panel(
            t("convolution.picture", n=len(ink), border=border),
            convolution.bordered(ink[..., None], slide)[..., 0],
            box,
            ink=True,
            border=around,
        ),
        panel(t("convolution.map", n=n), found, fills=True),
    )
    words = {name: t(f"convolution.{name}_{settings.activation}") for name in ("line", "told")}
    window.show(experiment, settings, panels, (n, n), words, sum=window.convolving(kernel, settings))


def _border(before: int, after: int) -> str:
    if before == after:
        return t("convolution.border_even", before=before)
    return t("convolution.border_odd", before=before, after=after)

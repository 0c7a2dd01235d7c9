"""Flatten: where each number of the feature maps stands in the vector that the dense layer reads."""

import numpy as np
import streamlit as st

from dlplay.convolution import Sliding, fields
from dlplay.digits import network
from dlplay.ui import code_panel, frame
from dlplay.ui.convolution import code, formulas, window
from dlplay.ui.convolution.settings import ConvolutionSettings
from dlplay.ui.convolution.window import Box, panel
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.picture import given

SLIDER = 260  # CSS pixels
LAYERS = (Sliding(3), Sliding(2, 2))  # the digit reader's, up to its pooled maps
LINES = 6  # times as high as wide a number of the vector is drawn


def show(experiment: Experiment[ConvolutionSettings]) -> None:
    """One of the shipped network's pooled maps, the vector of all of them, the rule, the code."""
    given.take(experiment)
    settings = experiment.settings
    picture = given.picture(settings)
    maps = network.load()(picture.ink.astype(np.float32)).pooled  # (13, 13, 32)
    rows, columns, channels = maps.shape
    channel = settings.filter
    with frame.stage():
        with st.container(horizontal=True, vertical_alignment="bottom"):
            given.choose(experiment, picture)
            experiment.slide("filter", width=SLIDER)
        vector = maps.reshape(rows, columns * channels)  # a line of it for each row of the maps
        panels = (
            panel(
                t("convolution.picture", n=len(picture.ink), border=""),
                picture.ink,
                Box.of(fields(LAYERS, len(picture.ink))[-1]),
                ink=True,
            ),
            panel(t("convolution.one_map", channel=channel, channels=channels, n=rows), maps[:, :, channel]),
            panel(
                t("convolution.vector", n=f"{vector.size:,}", lines=rows, line=columns * channels),
                vector,
                Box((0, 1), (channel, channels)),
                fills=True,
                lines=LINES,
            ),
        )
        told = t("convolution.told_flatten", channel=channel, columns=columns, channels=channels)
        grid = (rows, columns)
        window.show(
            experiment, settings, panels, grid, {"told": told}, channel=(channel, channels), told_of=1
        )
    place = min(settings.row, rows - 1), min(settings.column, columns - 1)
    units = len(network.load().weights["dense_bias"])
    st.markdown(formulas.flat(place, channel, maps.shape, units))
    code_panel.panel(experiment.name).show(code.flatten(place, channel))
    given.download(picture)

"""Pooling: of each window of the feature map one number is left."""

import streamlit as st

from dlplay.convolution import pool
from dlplay.ui import code_panel, frame
from dlplay.ui.convolution import code, controls, current, formulas, window
from dlplay.ui.convolution.settings import ConvolutionSettings
from dlplay.ui.convolution.window import Box, panel
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.picture import given

NARROW = 150  # CSS pixels of a slider


def show(experiment: Experiment[ConvolutionSettings]) -> None:
    """The map under the pooling window, what is left of it, how many numbers that are, the code."""
    given.take(experiment)
    settings = experiment.settings
    picture = given.picture(settings)
    found = current.feature_map(settings, picture.ink)
    left = pool(found[..., None], settings.pool, settings.pooling).values[..., 0]
    with frame.stage():
        with st.container(horizontal=True, vertical_alignment="bottom"):
            controls.kernel(experiment, settings, picture)
            experiment.choose("pooling")
            experiment.slide("pool", width=NARROW)
        step = settings.pool
        panels = (
            panel(t("convolution.map", n=len(found)), found, Box((0, step), (0, step), step)),
            panel(t("convolution.pooled", n=len(left)), left, fills=True),
        )
        words = {name: t(f"convolution.{name}_{settings.pooling}") for name in ("line", "told")}
        words["same"] = t("convolution.line_same")
        window.show(experiment, settings, panels, left.shape, words, sum=window.pooling(settings))
    st.markdown(formulas.pooling(len(found), settings.pool))
    code_panel.panel(experiment.name).show(code.pooling(settings))
    given.download(picture)

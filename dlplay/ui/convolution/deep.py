"""Layer upon layer: what a unit sees of the picture, its receptive field."""

import numpy as np
import streamlit as st

from dlplay.convolution import Sliding, fields, pool
from dlplay.ui import code_panel, frame
from dlplay.ui.convolution import code, controls, current, formulas, window
from dlplay.ui.convolution.settings import ConvolutionSettings
from dlplay.ui.convolution.window import Box, panel
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.picture import given

POOLING = Sliding(2, 2)
SLIDER = 150  # CSS pixels


def show(experiment: Experiment[ConvolutionSettings]) -> None:
    """The maps of all layers, in each what the last one's unit sees, the rule, the code."""
    given.take(experiment)
    settings = experiment.settings
    picture = given.picture(settings)
    layers, maps = stack(settings, picture.ink)
    seen = fields(layers, len(picture.ink))
    with frame.stage():
        with st.container(horizontal=True, vertical_alignment="bottom"):
            controls.kernel(experiment, settings, picture)
            experiment.slide("layers", width=SLIDER)
        if len(layers) < settings.layers:
            fits = t("convolution.no_room", reach=layers_of(settings)[len(layers)].reach, n=len(maps[-1]))
            st.warning(fits, icon=":material/fit_screen:")
        # what the last layer's unit sees in each layer: the fields of those above it, in that layer's pixels
        boxes = [Box.of(fields(layers[level:], len(maps[level]))[-1]) for level in range(len(maps))]
        panels = [
            panel(_title(level, one), one, box, ink=not level, fills=level == len(layers))
            for level, (one, box) in enumerate(zip(maps, boxes, strict=True))
        ]
        words = {"told": t("convolution.told_deep")}
        window.show(experiment, settings, panels, maps[-1].shape, words)
    st.markdown(f"{t('convolution.field_text')}\n\n{formulas.receptive(layers, seen)}")
    code_panel.panel(experiment.name).show(code.deep(settings, layers, len(picture.ink)))


def layers_of(settings: ConvolutionSettings) -> list[Sliding]:
    """Convolution, pooling, convolution, pooling: so many of them as are asked for."""
    return [current.sliding(settings), POOLING, current.sliding(settings), POOLING][: settings.layers]


def stack(settings: ConvolutionSettings, ink: np.ndarray) -> tuple[list[Sliding], list[np.ndarray]]:
    """The layers that fit, and the maps from the picture up."""
    layers, maps = [], [ink]
    for layer in layers_of(settings):
        below = maps[-1]
        if len(below) + sum(layer.border(len(below))) < layer.reach:
            break
        pools = layer == POOLING
        maps.append(pool(below[..., None])[0][..., 0] if pools else current.feature_map(settings, below))
        layers.append(layer)
    return layers, maps


def _title(level: int, values: np.ndarray) -> str:
    kinds = ("input", "convolved", "pooled", "convolved", "pooled")
    return t(f"convolution.layer_{kinds[level]}", number=level, n=len(values))

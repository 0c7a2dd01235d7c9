"""The sheet that the page looks at, and what a network makes of it."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import streamlit as st

from dlplay.segmentation import network
from dlplay.segmentation.example import example
from dlplay.segmentation.network import GROUND, Trace
from dlplay.segmentation.reading import brought, halvable
from dlplay.ui.drawing import Pad
from dlplay.ui.experiment import Experiment
from dlplay.ui.kept_drawing import kept_drawing, kept_photo, linked
from dlplay.ui.language import t
from dlplay.ui.picture.photo import HOME, bring
from dlplay.ui.segmentation.settings import SegmentationSettings

WHITE, BLACK = 255, 0
SHARED, TRACED = 24, 3  # answers and traces kept: 0.7 MB and 4 MB each


class Current(NamedTuple):
    """A small sheet's ink, float32 (H, W), and the digit at each pixel where that is known."""

    ink: np.ndarray
    truth: np.ndarray | None = None

    def logits(self, skips: bool = True) -> np.ndarray:
        """(H, W, 11), of the network with skip connections or without."""
        return _logits(self.ink.tobytes(), self.ink.shape, skips)

    def classes(self, skips: bool = True) -> np.ndarray:
        """The most probable class at each pixel, (H, W): a digit, -1 for the ground."""
        best = self.logits(skips).argmax(axis=-1)
        return np.where(best == GROUND, -1, best)

    def trace(self) -> Trace:
        """All that the network with skip connections computed."""
        return _trace(self.ink.tobytes(), self.ink.shape)


@lru_cache(SHARED)
def generated(number: int) -> Current:
    """A generated sheet.

    Raises:
        AssetError: if the test digits are missing or damaged.
    """
    scene = example(number)
    return Current(scene.image, scene.mask)


def current(experiment: Experiment[SegmentationSettings]) -> Current | None:
    """The sheet of the settings, without its controls; None where there is no drawing or photo."""
    source = experiment.value("source")
    if source == "scene":
        return generated(experiment.value("sheet"))
    if source == "draw":
        drawn = linked(experiment.value("drawing"))
        return _brought(kept_drawing(experiment.name) if drawn is None else drawn, WHITE)
    photo = kept_photo(HOME)
    return _brought(None if photo is None else photo.writing, BLACK)


def bring_one(experiment: Experiment[SegmentationSettings]) -> Current | None:
    """The controls of the chosen source, and the sheet."""
    source = experiment.value("source")
    if source == "scene":
        experiment.slide("sheet")
    if source == "photo":
        bring("segmentation_photo")
    if source != "draw":
        return current(experiment)
    pad = Pad(experiment, "drawing")
    with pad.row():
        drawn = pad.draw(experiment.value("pen"))
    pad.tools(drawn is None)
    return _brought(drawn, WHITE)


def nothing(experiment: Experiment[SegmentationSettings]) -> None:
    """What to do where there is no ink."""
    st.info(t(f"segmentation.nothing_{experiment.value('source')}"), icon=":material/gesture:")


def _brought(image: np.ndarray | None, paper: int) -> Current | None:
    if image is None:
        return None
    ink = halvable(brought(image, paper).ink)
    return Current(ink) if ink.any() else None


@lru_cache(SHARED)
def _logits(ink: bytes, shape: tuple[int, ...], skips: bool) -> np.ndarray:
    return network.load(skips)(np.frombuffer(ink, np.float32).reshape(shape)).logits


@lru_cache(TRACED)
def _trace(ink: bytes, shape: tuple[int, ...]) -> Trace:
    return network.load()(np.frombuffer(ink, np.float32).reshape(shape))

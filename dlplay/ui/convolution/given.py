"""The picture under the window: drawing or photo of the digit page, or a digit of MNIST's test set."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import streamlit as st

from dlplay.digits.mnist import load_test_digits
from dlplay.digits.reading import read
from dlplay.ui.convolution.settings import ConvolutionSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.kept_drawing import kept_drawing, kept_photo, kept_word, linked
from dlplay.ui.language import t
from dlplay.ui.rooms import PAGES

DIGITS = "digits"  # the page that one draws on
PAGE = PAGES / "vision" / "digits.py"
TAKEN, PHOTO = "convolution:taken", "convolution:photo"
WHITE, BLACK = 255, 0
SHARED = 200  # pictures kept for whoever asks for the same


class Given(NamedTuple):
    """What there is: ink in hundredths, float64 (28, 28) from 0 to 1, and what it is in words."""

    ink: np.ndarray
    name: str
    missing: bool = False  # whether it stands for a drawing or a photo that is not there


def take(experiment: Experiment[ConvolutionSettings]) -> None:
    """A drawing made since this page was last looked at goes into its settings, and so into its link."""
    word = kept_word(DIGITS)
    if word != st.session_state.get(TAKEN, ""):
        st.session_state[TAKEN] = word
        experiment.set(drawing=word)


def picture(settings: ConvolutionSettings) -> Given:
    """The picture that the settings mean; as long as it is not there, a test digit.

    Raises:
        AssetError: if the test digits are missing or damaged.
    """
    ink = None
    if settings.source == "drawing":
        ink = _drawn(settings.drawing) if settings.drawing else _unlinked()
    elif settings.source == "photo":
        ink = _photo()
    if ink is not None:
        return Given(ink, t(f"convolution.given_{settings.source}"))
    name = t("convolution.given_test", number=settings.number)
    return Given(_test(settings.number), name, settings.source != "test")


def choose(experiment: Experiment[ConvolutionSettings], given: Given) -> None:
    """Which picture it is, behind a button that names it."""
    with st.popover(given.name, icon=":material/image:"):
        experiment.choose("source", wrap=True)
        if experiment.value("source") == "test":
            experiment.slide("number")
        else:
            missing = "_missing" if given.missing else ""
            st.markdown(t(f"convolution.about_{experiment.value('source')}{missing}"))
            st.page_link(PAGE, label=t("convolution.to_digits"), icon=":material/draw:")


@lru_cache(SHARED)
def _drawn(word: str) -> np.ndarray | None:
    image = linked(word)
    return None if image is None else _hundredths(read(image, paper=WHITE)[-1].image)


def _unlinked() -> np.ndarray | None:
    """A drawing that is too long for a link."""
    image = kept_drawing(DIGITS)
    return None if image is None else _hundredths(read(image, paper=WHITE)[-1].image)


def _photo() -> np.ndarray | None:
    """The digit in the photo; read once, however often the window moves."""
    if (photo := kept_photo(DIGITS)) is None:
        return None
    known = st.session_state.get(PHOTO)
    if known is None or known[0] != photo.file_id:
        ink = _hundredths(read(photo.writing, paper=BLACK)[-1].image)
        known = st.session_state[PHOTO] = (photo.file_id, ink)
    return known[1]


@lru_cache(SHARED)
def _test(number: int) -> np.ndarray:
    return _hundredths(load_test_digits()[0][number] / 255)


def _hundredths(ink: np.ndarray) -> np.ndarray:
    """So that whoever adds the numbers on the screen finds the sum on the screen."""
    rounded = ink.astype(np.float64).round(2) + 0.0
    rounded.setflags(write=False)
    return rounded

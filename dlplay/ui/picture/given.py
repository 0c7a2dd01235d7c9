"""The picture itself: the drawing of the digit page, a digit of MNIST's test set, or the visit's photo."""

from functools import lru_cache
from typing import NamedTuple, TypeVar

import numpy as np
import streamlit as st

from dlplay.digits import Verdict, classify
from dlplay.digits.mnist import load_test_digits
from dlplay.digits.reading import read
from dlplay.ui.charts import pictures
from dlplay.ui.experiment import Experiment
from dlplay.ui.kept_drawing import kept_drawing, kept_photo, kept_word, linked
from dlplay.ui.language import t
from dlplay.ui.picture.photo import HOME, bring
from dlplay.ui.picture.settings import PictureSettings
from dlplay.ui.rooms import PAGES

AnyPicture = TypeVar("AnyPicture", bound=PictureSettings)
PAGE = PAGES / "vision" / f"{HOME}.py"
PHOTO, JUDGED = "picture:photo", "picture:judged"
DIGITS = (Verdict.SURE, Verdict.UNSURE)
WHITE, BLACK = 255, 0
SHARED = 200  # pictures kept for whoever asks for the same


class Given(NamedTuple):
    """What there is: ink in hundredths, float64 (28, 28) from 0 to 1, and what it is in words."""

    ink: np.ndarray
    name: str
    missing: bool = False  # whether it stands for a drawing or a photo that is not there


def take(experiment: Experiment[AnyPicture]) -> None:
    """A drawing made since this page was last looked at goes into its settings, and so into its link."""
    word, taken = kept_word(HOME), f"{experiment.name}:taken"
    if word != st.session_state.get(taken, ""):
        st.session_state[taken] = word
        experiment.set(drawing=word)


def picture(settings: PictureSettings) -> Given:
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
        return Given(ink, t(f"picture.given_{settings.source}"))
    name = t("picture.given_test", number=settings.number)
    return Given(_test(settings.number), name, settings.source != "test")


def choose(experiment: Experiment[AnyPicture], given: Given) -> None:
    """Which picture it is, behind a button that names it."""
    with st.popover(given.name, icon=":material/image:"):
        experiment.choose("source", wrap=True)
        source = experiment.value("source")
        if source == "test":
            experiment.slide("number")
            return
        st.markdown(t(f"picture.about_{source}{'_missing' if given.missing else ''}"))
        if source == "photo":
            bring(f"{experiment.name}_photo")
        else:
            st.page_link(PAGE, label=t("picture.to_digits"), icon=":material/draw:")


def download(given: Given) -> None:
    """The file that the code on the page reads."""
    st.download_button(
        t("picture.download"),
        lambda: pictures.png(given.ink),
        "input.png",
        "image/png",
        icon=":material/download:",
        on_click="ignore",
    )


def doubt(settings: PictureSettings) -> str | None:
    """Why the drawing or photo is hardly one digit, in a sentence; None where it may well be one.

    Raises:
        AssetError: if the shipped weights are missing or damaged.
    """
    verdict = None
    if settings.source == "drawing":
        verdict = _judged(settings.drawing) if settings.drawing else _judged_unlinked()
    elif settings.source == "photo":
        verdict = _judged_photo()
    if verdict is None or verdict in DIGITS:
        return None
    blank_photo = settings.source == "photo" and verdict == Verdict.BLANK
    return t("digits.photo_blank") if blank_photo else t(f"digits.verdict_{verdict}")


@lru_cache(SHARED)
def _drawn(word: str) -> np.ndarray | None:
    return _read(linked(word), WHITE)


@lru_cache(SHARED)
def _judged(word: str) -> Verdict | None:
    return _judge(linked(word), WHITE)


def _unlinked() -> np.ndarray | None:
    """A drawing that is too long for a link."""
    return _read(kept_drawing(HOME), WHITE)


def _judged_unlinked() -> Verdict | None:
    return _judge(kept_drawing(HOME), WHITE)


def _photo() -> np.ndarray | None:
    """The digit in the photo; read once, however often a hand moves."""
    if (photo := kept_photo(HOME)) is None:
        return None
    known = st.session_state.get(PHOTO)
    if known is None or known[0] != photo.file_id:
        known = st.session_state[PHOTO] = (photo.file_id, _read(photo.writing, BLACK))
    return known[1]


def _judged_photo() -> Verdict | None:
    if (photo := kept_photo(HOME)) is None:
        return None
    known = st.session_state.get(JUDGED)
    if known is None or known[0] != photo.file_id:
        known = st.session_state[JUDGED] = (photo.file_id, _judge(photo.writing, BLACK))
    return known[1]


@lru_cache(SHARED)
def _test(number: int) -> np.ndarray:
    return _hundredths(load_test_digits()[0][number] / 255)


def _read(image: np.ndarray | None, paper: int) -> np.ndarray | None:
    return None if image is None else _hundredths(read(image, paper=paper)[-1].image)


def _judge(image: np.ndarray | None, paper: int) -> Verdict | None:
    return None if image is None else classify(image, paper=paper).verdict


def _hundredths(ink: np.ndarray) -> np.ndarray:
    """So that whoever adds the numbers on the screen finds the sum on the screen."""
    rounded = ink.astype(np.float64).round(2) + 0.0
    rounded.setflags(write=False)
    return rounded

"""Where the image comes from: the student's own hand, a sample, or a photo."""

from typing import NamedTuple

import numpy as np
import streamlit as st

from dlplay.digits import photo, samples
from dlplay.ui.cache import sample_drawing
from dlplay.ui.digits.settings import DigitsSettings
from dlplay.ui.drawing import Pad
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t

WHITE, BLACK = 255, 0


class Drawing(NamedTuple):
    """What there is to read: uint8 (H, W[, 3 or 4]), and the grey level of its paper, 0 to 255."""

    image: np.ndarray
    paper: int


def show(experiment: Experiment[DigitsSettings]) -> tuple[Drawing | None, Pad | None]:
    """Show the chosen source's controls. Returns what is there, if anything, and the pad if one draws."""
    chosen = experiment.choose("source", label_visibility="collapsed")
    if chosen == "draw":
        return _draw(experiment)
    return {"sample": _sample, "photo": _photo}[chosen](experiment), None


def sample(settings: DigitsSettings) -> Drawing:
    """The sample digit of the settings."""
    return Drawing(sample_drawing(int(settings.sample), settings.hand - 1, settings.place), WHITE)


def _draw(experiment: Experiment[DigitsSettings]) -> tuple[Drawing | None, Pad]:
    pad = Pad(experiment, "drawing")
    drawn = pad.draw(experiment.settings.pen)
    experiment.slide("pen")
    return (None if drawn is None else Drawing(drawn, WHITE)), pad


def _sample(experiment: Experiment[DigitsSettings]) -> Drawing:
    experiment.choose("sample", wrap=True)
    experiment.choose("place", wrap=True)
    experiment.slide("hand")
    drawing = sample(experiment.settings)
    alt = t("digits.sample_alt", digit=experiment.settings.sample)
    st.image(drawing.image, width=samples.SIZE, alt=alt)
    return drawing


def _photo(experiment: Experiment[DigitsSettings]) -> Drawing | None:
    kept = f"{experiment.name}:photo"
    # Files of every type are let through: decode() says in the visitor's language what is wrong with one.
    file = st.file_uploader(
        t("digits.photo"),
        max_upload_size=photo.LARGEST_MB,
        help=t("digits.photo_help", limit=photo.LARGEST_MB),
    )
    if file is not None:
        try:
            st.session_state[kept] = photo.decode(file.getvalue())
        except photo.PhotoError as problem:
            st.error(t(f"digits.photo_{problem.reason}", limit=photo.LARGEST_MB))
    shown = st.session_state.get(kept)
    if shown is None:
        return None
    st.image(shown, width=samples.SIZE, alt=t("digits.photo_alt"))
    return Drawing(photo.flatten(shown), BLACK)

"""Where the image comes from: the student's own hand, a sample, or a photo."""

import numpy as np
import streamlit as st

from dlplay.digits import photo, samples
from dlplay.ui.cache import sample_drawing
from dlplay.ui.drawing import Pad
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t


def image(experiment: Experiment) -> np.ndarray | None:
    """Show the chosen source's controls. Returns uint8 (H, W[, 3 or 4]), or None while there is nothing."""
    chosen = experiment.choose("source", label_visibility="collapsed")
    return {"draw": _draw, "sample": _sample, "photo": _photo}[chosen](experiment)


def _draw(experiment: Experiment) -> np.ndarray | None:
    drawn = Pad(experiment, "drawing").draw(experiment.settings.pen)
    experiment.slide("pen")
    return drawn


def _sample(experiment: Experiment) -> np.ndarray:
    experiment.choose("sample")
    experiment.choose("place")
    experiment.slide("hand")
    settings = experiment.settings
    drawing = sample_drawing(int(settings.sample), settings.hand - 1, settings.place)
    st.image(drawing, width=samples.SIZE, alt=t("digits.sample_alt", digit=settings.sample))
    return drawing


def _photo(experiment: Experiment) -> np.ndarray | None:
    kept = f"{experiment.name}:photo"
    file = st.file_uploader(
        t("digits.photo"),
        type=list(photo.SUFFIXES),
        max_upload_size=photo.LARGEST_MB,
        help=t("digits.photo_help"),
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
    return photo.flatten(shown)

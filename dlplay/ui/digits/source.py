"""Where the image comes from: the student's own hand, a sample, or a photo."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.digits import photo, samples
from dlplay.ui.cache import sample_drawing
from dlplay.ui.digits.seen import Drawing
from dlplay.ui.digits.settings import DigitsSettings
from dlplay.ui.drawing import Pad
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.upload import upload

WHITE, BLACK = 255, 0


class Source:
    """The chosen source, made in each run of the whole page; a stroke runs only what calls `look`.

    Attributes:
        pad: where the student draws, if that is the source.
        empty: whether there was nothing at the first look; None before it.
    """

    def __init__(self, experiment: Experiment[DigitsSettings]):
        self.experiment = experiment
        self.pad = Pad(experiment, "drawing") if experiment.settings.source == "draw" else None
        self.empty: bool | None = None

    def place(self) -> DeltaGenerator:
        """Where the drawing stands; beside a canvas, a phone leaves 48 pixels."""
        return st.container() if self.pad is None else self.pad.row()

    def look(self) -> Drawing:
        """Show the drawing and what changes it. Returns it, or the sample as long as there is none."""
        drawing = self._there()
        if self.empty is None:
            self.empty = drawing is None
        elif self.empty != (drawing is None):
            st.rerun()  # the whole page: what stands around it depends on that
        return drawing or sample(self.experiment.settings)

    def _there(self) -> Drawing | None:
        if self.pad is None:
            chosen = _sample if self.experiment.settings.source == "sample" else _photo
            return chosen(self.experiment)
        drawn = self.pad.draw(self.experiment.value("pen"))
        return None if drawn is None else Drawing(drawn, WHITE)


def sample(settings: DigitsSettings) -> Drawing:
    """The sample digit of the settings."""
    return Drawing(sample_drawing(int(settings.sample), settings.hand - 1, settings.place), WHITE)


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
    file = upload(t("digits.photo"), "digits_photo", help=t("digits.photo_help", limit=photo.LARGEST_MB))
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

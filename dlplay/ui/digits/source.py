"""Where the image comes from: the student's own hand, a sample, or a photo."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.digits import samples
from dlplay.ui.cache import sample_drawing
from dlplay.ui.digits.seen import Drawing
from dlplay.ui.digits.settings import DigitsSettings
from dlplay.ui.drawing import Pad
from dlplay.ui.experiment import Experiment
from dlplay.ui.kept_drawing import kept_photo
from dlplay.ui.language import t
from dlplay.ui.picture.photo import bring

WHITE, BLACK = 255, 0


class Source:
    """The chosen source, made in each run of the whole page; a stroke runs only what calls `look`.

    Attributes:
        pad: where the student draws, if that is the source.
        found: what there was at the first look: "drawing", "nothing", or a file that was "refused" with no
            earlier one in its place; None before it.
    """

    def __init__(self, experiment: Experiment[DigitsSettings]):
        self.experiment = experiment
        self.pad = Pad(experiment, "drawing") if experiment.settings.source == "draw" else None
        self.found: str | None = None
        self._refused = False

    def place(self) -> DeltaGenerator:
        """Where the drawing stands; beside a canvas, a phone leaves 48 pixels."""
        return st.container() if self.pad is None else self.pad.row()

    def look(self) -> Drawing | None:
        """Show the drawing and what changes it. Returns it, or the sample as long as there is none.

        None for a refused file: an answer beside it would seem to be its own.
        """
        drawing = self._there()
        found = "drawing" if drawing else "refused" if self._refused else "nothing"
        if self.found is None:
            self.found = found
        elif self.found != found:
            st.rerun()  # the whole page: what stands around it depends on that
        return None if found == "refused" else drawing or sample(self.experiment.settings)

    def _there(self) -> Drawing | None:
        if self.pad is None:
            if self.experiment.settings.source == "sample":
                return _sample(self.experiment)
            self._refused = bring("digits_photo")
            photo = kept_photo(self.experiment.name)
            return None if photo is None else Drawing(photo.writing, BLACK)
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

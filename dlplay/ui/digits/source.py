"""Where the image comes from: the student's own hand, a sample, or a photo."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dlplay.digits import photo, samples
from dlplay.ui.cache import sample_drawing
from dlplay.ui.digits.seen import Drawing
from dlplay.ui.digits.settings import DigitsSettings
from dlplay.ui.drawing import Pad
from dlplay.ui.experiment import Experiment
from dlplay.ui.kept_drawing import Photo, kept_photo, photo_key
from dlplay.ui.language import t
from dlplay.ui.upload import upload

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
            is_sample = self.experiment.settings.source == "sample"
            return _sample(self.experiment) if is_sample else self._photo()
        drawn = self.pad.draw(self.experiment.value("pen"))
        return None if drawn is None else Drawing(drawn, WHITE)

    def _photo(self) -> Drawing | None:
        name = self.experiment.name
        there = kept_photo(name)
        file = upload(t("digits.photo"), "digits_photo", help=t("digits.photo_help", limit=photo.LARGEST_MB))
        self._refused = False
        if file is not None and (there is None or there.file_id != file.file_id):
            try:
                picture = photo.decode(file.getvalue())
                there = Photo(file.file_id, picture, photo.flatten(picture))
                st.session_state[photo_key(name)] = there
            except photo.PhotoError as problem:
                self._refused = there is None
                _refuse(problem, still_here=not self._refused)
        if there is None:
            return None
        height, width = there.picture.shape[:2]
        st.image(there.picture, width=samples.SIZE, alt=f"{t('digits.photo_alt')}, {width} × {height}")
        if not there.writing.any():
            st.warning(t("digits.photo_blank"), icon=":material/zoom_in:")
        return Drawing(there.writing, BLACK)


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


def _refuse(problem: photo.PhotoError, still_here: bool) -> None:
    most, jpeg = (pixels // 1_000_000 for pixels in (problem.most, photo.MAX_PIXELS))
    words = t(f"digits.photo_{problem.reason}", limit=photo.LARGEST_MB, most=most, jpeg=jpeg)
    st.error(f"{words}\n\n{t('digits.photo_still_here')}" if still_here else words)

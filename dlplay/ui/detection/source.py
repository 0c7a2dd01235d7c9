"""Where the sheet comes from: the student's own hand, a generated sheet, or a photo."""

import streamlit as st

from dlplay.ui.detection.settings import DetectionSettings
from dlplay.ui.drawing import Pad
from dlplay.ui.experiment import Experiment
from dlplay.ui.kept_drawing import WIDE
from dlplay.ui.language import t
from dlplay.ui.picture.photo import bring


class Source:
    """The chosen source, made in each run of the whole page; a stroke runs only what calls `look`.

    Attributes:
        pad: where the student writes, if that is the source.
        empty: whether nothing was on it at the first look; None before that.
    """

    def __init__(self, experiment: Experiment[DetectionSettings]):
        self.experiment = experiment
        drawn = experiment.settings.source == "draw"
        self.pad = Pad(experiment, "drawing", WIDE) if drawn else None
        self.empty: bool | None = None

    def look(self) -> bool:
        """Show the canvas, or what the sheet is chosen by. Returns whether a photo was refused."""
        if self.pad is not None:
            with self.pad.row():
                empty = self.pad.draw(self.experiment.value("pen")) is None
            if self.empty is None:
                self.empty = empty
            elif self.empty != empty:
                st.rerun()  # the whole page: the buttons beside the canvas depend on that
            return False
        if self.experiment.value("source") == "photo":
            return bring("detection_photo", "detection")
        choose(self.experiment)
        return False


def choose(experiment: Experiment[DetectionSettings]) -> None:
    """The controls of a generated sheet, all of which the keyboard reaches."""
    experiment.select("sheet", lambda kind: t(f"detection.sheet_{kind}"))
    experiment.choose("written", wrap=True)
    experiment.slide("hand")

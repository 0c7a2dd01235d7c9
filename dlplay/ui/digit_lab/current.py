"""The picture that every view looks at, and what the shipped network makes of it."""

from typing import NamedTuple

import numpy as np
import streamlit as st

from dlplay.digits import Trace, network
from dlplay.ui.digit_lab.settings import DigitLabSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.picture import given, reader_code
from dlplay.ui.picture.given import Given


class Current(NamedTuple):
    """The picture with its ink in hundredths, and all that the network computed for just this ink."""

    picture: Given
    trace: Trace

    @property
    def answer(self) -> int:
        """The most probable digit."""
        return int(self.trace.probabilities.argmax())


def current(experiment: Experiment[DigitLabSettings]) -> Current:
    """What the settings stand for, a drawing that was made since among them; to be called first in a view.

    Raises:
        AssetError: if the weights or the test digits are missing or damaged.
    """
    given.take(experiment)
    picture = given.picture(experiment.settings)
    return Current(picture, network.load()(picture.ink.astype(np.float32)))


def choose(experiment: Experiment[DigitLabSettings], now: Current) -> None:
    """Which picture it is, in the row that is open; a sentence where that is hardly a digit."""
    given.choose(experiment, now.picture)
    if (doubt := given.doubt(experiment.settings)) is not None:
        st.markdown(f":orange-badge[:material/help:] {doubt}")


def take_home(now: Current) -> None:
    """The files that the code on the page reads: the picture and the network."""
    with st.container(horizontal=True):
        given.download(now.picture)
        reader_code.downloads()

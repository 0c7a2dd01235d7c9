"""Inside: the whole network between the pixels and the answer."""

import numpy as np
import streamlit as st

from dlplay.ui import frame
from dlplay.ui.charts import pictures
from dlplay.ui.digit_lab import code
from dlplay.ui.digit_lab.current import choose, current, take_home
from dlplay.ui.digit_lab.settings import DigitLabSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import percent, t

SIDE, ROW = 300, 8  # CSS pixels; maps in a row


def show(experiment: Experiment[DigitLabSettings]) -> None:
    """The picture, the 32 maps after ReLU, the answer, the code."""
    now = current(experiment)
    maps = now.trace.conv
    if maps is None:
        raise ValueError("the shipped network must have a convolution")
    with frame.stage():
        with st.container(horizontal=True, vertical_alignment="center"):
            choose(experiment, now)
        ink, most = now.picture.ink, float(maps.max())
        picture = t("digit_lab.inside_picture_alt", name=now.picture.name, ink=f"{ink.mean():.2f}")
        found = t("digit_lab.inside_maps_alt", most=f"{most:.2f}")
        with st.container(horizontal=True):
            st.html(pictures.picture(ink, SIDE, picture), width="content")
            st.html(pictures.picture(_together(maps), 2 * SIDE, found), width="content")
        chance = percent(now.trace.probabilities[now.answer])
        st.markdown(t("digit_lab.inside_answer", digit=now.answer, chance=chance))
    frame.keras_code(code.inside())
    take_home(now)


def _together(maps: np.ndarray) -> np.ndarray:
    """All maps (H, W, n) side by side in rows, from 0 to 1."""
    height, width, count = maps.shape
    rows = maps.transpose(2, 0, 1).reshape(count // ROW, ROW, height, width).swapaxes(1, 2)
    return rows.reshape(count // ROW * height, ROW * width) / (maps.max() or 1)

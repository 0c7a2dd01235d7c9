"""A Plotly chart on the page, with a text for those who do not see it."""

from collections.abc import Mapping

import numpy as np
import streamlit as st
from numpy.typing import ArrayLike

from dlplay.numbers import plain
from dlplay.ui.charts.figure import Figure
from dlplay.ui.language import t

DIGITS = 3


def show(figure: Figure, key: str, alt: str) -> None:
    """Draw it where the page stands.

    Args:
        alt: what it shows, with its numbers, in the visit's language; see `lines`.
    """
    st.plotly_chart(figure, key=key, config={"displayModeBar": False}, alt=alt)


def lines(title: str, values: Mapping[str, ArrayLike]) -> str:
    """A chart of lines in words: where each begins and ends, and what lies between; only what is finite."""
    told = []
    for name, given in values.items():
        numbers = np.asarray(given, np.float64)
        numbers = numbers[np.isfinite(numbers)]
        if len(numbers):
            ends = {"first": numbers[0], "last": numbers[-1], "low": numbers.min(), "high": numbers.max()}
            kind = "line" if len(numbers) > 1 else "point"
            words = {end: plain(float(value), DIGITS) for end, value in ends.items()}
            told.append(t(f"frame.alt_{kind}", name=name, **words))
    return t("frame.alt", title=title, lines=t("frame.alt_between").join(told)) if told else title

"""Figures sent as they were written say what Plotly's own would."""

import base64
import json

import numpy as np
import plotly.graph_objects as go
import plotly.io
import pytest
from streamlit.elements.lib.streamlit_plotly_theme import configure_streamlit_plotly_theme
from streamlit.testing.v1 import AppTest

from dlplay.ui.charts.figure import Figure, packed

X = np.linspace(-6, 6, 25)
DATA = [
    {"type": "scatter", "x": X.astype(np.float32), "y": X**2, "mode": "lines", "line": {"color": "#123456"}},
    {"type": "scatter", "x": [1.0], "y": (np.float64(2.5),), "text": np.array(["a"], dtype=object)},
    {"type": "heatmap", "z": np.arange(6.0).reshape(2, 3), "hoverinfo": "skip"},
]
LAYOUT = {"height": 200, "xaxis": {"title": {"text": "z"}, "range": [-6, 6]}, "showlegend": False}
FRAMES = [{"name": "0", "data": [{"type": "scatter", "x": [0.0], "y": [1.0]}]}]


def written(figure: object) -> dict:
    return json.loads(plotly.io.to_json(figure, validate=False))


@pytest.fixture(autouse=True)
def theme() -> None:
    configure_streamlit_plotly_theme()


def test_what_is_sent_equals_what_plotly_sends() -> None:
    assert written(Figure(DATA, LAYOUT)) == written(go.Figure({"data": DATA, "layout": LAYOUT}))


def test_frames_travel_with_the_figure() -> None:
    assert written(Figure(DATA[1:2], {}, FRAMES))["frames"] == FRAMES


def test_a_figure_can_be_sent_twice_and_leaves_what_it_was_given_alone() -> None:
    layout = {"height": 100}
    figure = Figure(DATA, layout)
    assert written(figure) == written(figure)
    assert layout == {"height": 100}


@pytest.mark.parametrize("kind", [np.uint8, np.int64, np.bool_, np.float32, np.float64])
def test_packed_numbers_come_back(kind: type) -> None:
    values = np.arange(6).reshape(2, 3).astype(kind)
    spec = packed(values)

    back = np.frombuffer(base64.b64decode(spec["bdata"]), dtype=f"<{spec['dtype']}")
    np.testing.assert_array_equal(back.reshape(2, 3), values)
    assert spec["shape"] == "2, 3"


def test_words_are_no_numbers() -> None:
    with pytest.raises(TypeError, match="holds no numbers"):
        packed(np.array(["a"]))


def test_streamlit_sends_it() -> None:
    def page() -> None:
        import streamlit as st

        from dlplay.ui.charts.figure import Figure

        st.plotly_chart(Figure([{"type": "bar", "x": [1], "y": [2]}], {"height": 100}), key="chart")

    app = AppTest.from_function(page).run(timeout=30)
    assert not app.exception
    spec = json.loads(app.get("plotly_chart")[0].proto.spec)
    assert spec["data"] == [{"type": "bar", "x": [1], "y": [2]}]

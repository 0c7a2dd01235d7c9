"""Gradients by their distance in time."""

import numpy as np
import pytest

from dlplay.ui.charts.figure import Figure
from dlplay.ui.memory import charts_gradients as gradients
from dlplay.ui.memory.charts_gradients import Line
from tests.unit.charts.seen import named, sent, titles

MEASURED = Line("lstm", "#111111", np.array([1.0, 0.1, 0.01]))
PREDICTED = Line("0.5 each", "#222222", np.array([1.0, 1e-3, 1e-9]), "dash")
WORDS = {"x": "steps back", "y": "gradient", "lost": "float32"}


def by_distance() -> Figure:
    return gradients.by_distance([PREDICTED, MEASURED], WORDS)


EXAMPLES = {gradients.by_distance: by_distance}


def test_gradients_over_the_steps_back_on_a_logarithmic_axis() -> None:
    spec = sent(by_distance())
    line = named(spec, "lstm")
    assert (line["x"], line["y"]) == ([0, 1, 2], [1.0, 0.1, 0.01])
    assert titles(spec) == ("steps back", "gradient")
    assert spec["layout"]["yaxis"]["type"] == "log"
    assert "type" not in spec["layout"]["xaxis"]


def test_what_was_measured_is_solid_and_what_is_predicted_thin_and_dashed() -> None:
    spec = sent(by_distance())
    assert named(spec, "lstm")["line"] == {"color": "#111111", "width": 4, "dash": "solid"}
    assert named(spec, "0.5 each")["line"] == {"color": "#222222", "width": 2.5, "dash": "dash"}


def test_nothing_and_too_much_are_gaps() -> None:
    line = Line("lstm", "#111111", np.array([1.0, 0.0, 0.5, np.inf]))
    assert named(sent(gradients.by_distance([line], WORDS)), "lstm")["y"] == [1.0, None, 0.5, None]


def test_what_was_measured_decides_how_far_the_axis_goes() -> None:
    low, high = sent(by_distance())["layout"]["yaxis"]["range"]
    assert low == pytest.approx(np.log10(0.01 / gradients.ROOM) - 0.3)  # not down to the predicted 1e-9
    assert high == pytest.approx(0.3)


def test_the_smallest_number_that_float32_adds_to_one_is_marked_where_it_is_in_sight() -> None:
    far = Line("rnn", "#111111", np.array([1.0, 1e-9]))
    layout = sent(gradients.by_distance([far], WORDS))["layout"]
    (line,), (note,) = layout["shapes"], layout["annotations"]
    assert line["y0"] == line["y1"] == pytest.approx(1.19e-7, rel=0.01)
    assert (note["text"], note["y"]) == ("float32", pytest.approx(-6.92, abs=0.01))
    near = Line("rnn", "#111111", np.array([1.0, 0.5]))
    assert "shapes" not in sent(gradients.by_distance([near], WORDS))["layout"]

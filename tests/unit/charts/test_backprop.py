"""Pictures around backpropagation."""

import numpy as np
import pytest

from dlplay.ui.backprop import charts
from dlplay.ui.charts import BLUE, ORANGE, PURPLE, VERMILION
from dlplay.ui.charts.figure import Figure
from tests.unit.charts.seen import named, sent, titles

VALUES = np.linspace(-1, 3, 5)  # of a weight w, where E = w²; we stand at w = 1
EPSILONS, WRONG = np.array([1e-1, 1e-8, 1e-14]), np.array([1e-2, 0.0, 1e-1])


def along() -> Figure:
    words = {"loss": "E", "tangent": "tangent", "secant": "secant", "number": "w"}
    return charts.along(VALUES, VALUES**2, (1.0, 1.0), 2.0, [(0.5, 0.25), (2.0, 4.0)], words)


def errors() -> Figure:
    return charts.errors(EPSILONS, WRONG, 1e-8, 0.0, {"error": "wrong by", "epsilon": "ε"})


def by_layer() -> Figure:
    lines = [("chosen", np.array([0.01, 0.0, 0.5])), ("other", np.array([0.2, 0.3, 0.4]))]
    return charts.by_layer(lines, {"layer": "layer", "size": "size"}, "size {:g}".format)


EXAMPLES = {
    charts.along: along,
    charts.errors: errors,
    charts.by_layer: by_layer,
}


def test_the_tangent_touches_where_we_stand_and_the_secant_meets_both_shifted_points() -> None:
    spec = sent(along())
    curve, (secant, points) = named(spec, "E"), [one for one in spec["data"] if one["name"] == "secant"]
    assert (curve["x"], curve["y"]) == ([-1, 0, 1, 2, 3], [1, 0, 1, 4, 9])
    assert (named(spec, "tangent")["x"], named(spec, "tangent")["y"]) == ([-1, 3], [-3, 5])  # 2 w - 1
    assert (points["x"], points["y"]) == ([0.5, 2.0], [0.25, 4.0])
    assert (secant["x"], secant["y"]) == ([-1, 3], [-3.5, 6.5])  # 2.5 w - 1
    here = named(spec, "")
    assert (here["x"], here["y"]) == ([1], [1])
    assert titles(spec) == ("w", "E")


def test_a_value_is_blue_and_a_slope_vermilion() -> None:
    spec = sent(along())
    assert named(spec, "E")["line"]["color"] == BLUE
    assert named(spec, "tangent")["line"]["color"] == named(spec, "")["marker"]["color"] == VERMILION
    assert "dash" not in named(spec, "tangent")["line"]


def test_errors_over_epsilon_both_logarithmic_and_a_ring_where_we_stand() -> None:
    spec = sent(errors())
    line, ring = named(spec, "wrong by"), named(spec, "")
    assert line["x"] == [1e-1, 1e-8, 1e-14]
    assert line["y"] == [1e-2, charts.NO_LESS, 1e-1]
    assert (ring["x"], ring["y"], ring["marker"]["line"]["color"]) == ([1e-8], [charts.NO_LESS], VERMILION)
    assert line["line"]["color"] == PURPLE
    assert titles(spec) == ("ε", "wrong by")
    for axis in ("xaxis", "yaxis"):
        assert spec["layout"][axis]["type"] == "log"
        assert spec["layout"][axis]["range"][0] < spec["layout"][axis]["range"][1]


def test_layers_from_the_first_on_and_no_point_where_the_gradient_is_nothing() -> None:
    spec = sent(by_layer())
    chosen = named(spec, "chosen")
    assert (chosen["x"], chosen["y"]) == ([1, 2, 3], [0.01, None, 0.5])
    assert chosen["customdata"] == ["size 0.01", "size 0", "size 0.5"]
    assert titles(spec) == ("layer", "size")
    assert spec["layout"]["yaxis"]["type"] == "log"
    low, high = spec["layout"]["yaxis"]["range"]
    assert (low, high) == (pytest.approx(-2.4), pytest.approx(np.log10(0.5) + 0.4))


def test_the_chosen_function_is_first_in_the_legend_in_blue_and_drawn_last() -> None:
    spec = sent(by_layer())
    assert [(one["name"], one["legendrank"]) for one in spec["data"]] == [("other", 1), ("chosen", 0)]
    assert [one["line"]["color"] for one in spec["data"]] == [ORANGE, BLUE]
    assert spec["data"][1]["line"]["width"] > spec["data"][0]["line"]["width"]

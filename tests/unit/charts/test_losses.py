"""Losses drawn: curves, softmax, two trainings, a line among points and its landscape."""

import numpy as np
import pytest

from dlplay.losses import LOSSES
from dlplay.ui.charts import ANSWER, BLUE, ORANGE, TRUTH, VERMILION
from dlplay.ui.charts.figure import Figure
from dlplay.ui.losses import charts, charts_fitting
from tests.unit.charts.seen import named, sent, titles

X = np.array([-1.0, 0.0, 2.0])
SQUARED, ABSOLUTE = "mean_squared_error", "mean_absolute_error"


def curves() -> Figure:
    lines = {SQUARED: ("MSE", X**2, 2.25), ABSOLUTE: ("MAE", abs(X), 1.5)}
    return charts.curves(X, lines, 1.5, ("error", "loss"), (-0.3, 8.0))


def softmax_bars() -> Figure:
    words = {"target": "wanted", "probability": "given"}
    return charts.softmax_bars(["A", "B ★"], np.array([0.0, 1.0]), np.array([0.7311, 0.2689]), words)


def trained_neurons() -> Figure:
    now = {SQUARED: ("MSE", np.array([0.1, 0.2, 0.3])), ABSOLUTE: ("MAE", np.array([0.2, 0.5, 0.9]))}
    words = {"start": "start", "truth": "y", "answer": "p"}
    return charts.trained_neurons(np.array([1.0]), np.array([1.0]), X, np.array([0.9, 0.5, 0.1]), now, words)


def race() -> Figure:
    runs = {SQUARED: ("MSE", np.array([1.0, 0.1]), np.array([0.25, 0.75]))}
    return charts.race(runs, 1, {"step": "step", "gradient": "|g|", "truth_share": "p"})


POINTS = np.array([1.0, 2.0, 9.0]), np.array([2.0, 5.0, 1.0])  # the last is the outlier
WORDS = {"x": "x", "y": "y", "line": "line", "outlier": "outlier", "slope": "w", "intercept": "b"}
BEST = {SQUARED: ("MSE", 0.5, 3.0)}
GRID = np.array([0.0, 1.0, 2.0]), np.array([-1.0, 1.0])  # slopes, intercepts
SURFACE = np.array([[1.0, 10.0, 100.0], [2.0, 20.0, 200.0]])


def fitted_line(residuals: str = "lengths") -> Figure:
    return charts_fitting.fitted_line(*POINTS, (1.0, 2.0), residuals, BEST, WORDS)


def contour() -> Figure:
    targets = [np.array([0.5, 1.5]), np.array([-0.5, 0.0, 0.5])]
    return charts_fitting.contour(*GRID, SURFACE, (2.0, 1.0), BEST, targets, WORDS)


def relief() -> Figure:
    return charts_fitting.relief(*GRID, SURFACE, (2.0, 1.0), 200.0, WORDS)


EXAMPLES = {
    charts.curves: curves,
    charts.softmax_bars: softmax_bars,
    charts.trained_neurons: trained_neurons,
    charts.race: race,
    charts_fitting.fitted_line: fitted_line,
    charts_fitting.contour: contour,
    charts_fitting.relief: relief,
}


def of(spec: dict, name: str) -> list[dict]:
    return [one for one in spec["data"] if one["name"] == name]


def test_each_loss_over_the_prediction_with_a_dot_where_it_stands() -> None:
    spec = sent(curves())
    curve, dot = of(spec, "MSE")
    assert (curve["x"], curve["y"]) == ([-1, 0, 2], [1, 0, 4])
    assert (dot["x"], dot["y"]) == ([1.5], [2.25])
    assert titles(spec) == ("error", "loss")
    assert (spec["layout"]["xaxis"]["range"], spec["layout"]["yaxis"]["range"]) == ([-1, 2], [-0.3, 8])
    (line,) = spec["layout"]["shapes"]
    assert (line["x0"], line["x1"]) == (1.5, 1.5)


def test_each_loss_has_its_own_look() -> None:
    spec = sent(curves())
    assert [one["line"]["color"] for one in spec["data"][::2]] == [VERMILION, ORANGE]
    assert [one["marker"]["color"] for one in spec["data"][1::2]] == [VERMILION, ORANGE]
    assert set(charts.STYLES) <= set(LOSSES)
    assert len(set(charts.STYLES.values())) == len(charts.STYLES)


def test_what_is_wanted_is_green_and_what_softmax_gives_blue() -> None:
    spec = sent(softmax_bars())
    wanted, given = named(spec, "wanted"), named(spec, "given")
    assert (wanted["x"], wanted["y"], wanted["marker"]["color"]) == (["A", "B ★"], [0, 1], TRUTH)
    assert given["y"] == pytest.approx([0.7311, 0.2689], rel=1e-6)
    assert given["text"] == ["0.731", "0.269"]
    assert given["marker"]["color"] == ANSWER
    assert spec["data"].index(wanted) < spec["data"].index(given)


def test_the_neuron_at_the_start_is_dotted_and_each_trained_one_in_its_losss_colour() -> None:
    spec = sent(trained_neurons())
    assert named(spec, "start")["y"] == pytest.approx([0.9, 0.5, 0.1])
    assert named(spec, "start")["line"]["dash"] == "dot"
    assert named(spec, "MAE")["y"] == pytest.approx([0.2, 0.5, 0.9])
    assert named(spec, "MAE")["line"]["color"] == ORANGE
    dots = named(spec, "y")
    assert (dots["x"], dots["y"], dots["mode"], dots["marker"]["color"]) == ([1], [1], "markers", TRUTH)
    assert titles(spec) == ("x", "p")


def test_gradients_stand_above_on_a_logarithmic_axis_and_truths_below() -> None:
    spec = sent(race())
    gradient, at_gradient, truth, at_truth = of(spec, "MSE")
    assert (gradient["y"], gradient["yaxis"]) == (pytest.approx([1.0, 0.1]), "y")
    assert (truth["y"], truth["yaxis"]) == ([0.25, 0.75], "y2")
    assert (at_gradient["x"], at_gradient["y"], at_gradient["yaxis"]) == ([1], [0.1], "y")
    assert (at_truth["x"], at_truth["y"], at_truth["yaxis"]) == ([1], [0.75], "y2")
    layout = spec["layout"]
    assert (layout["yaxis"]["title"]["text"], layout["yaxis2"]["title"]["text"]) == ("|g|", "p")
    assert layout["yaxis"]["type"] == "log"
    assert "type" not in layout["yaxis2"]
    assert layout["yaxis"]["domain"][0] > layout["yaxis2"]["domain"][1]
    assert layout["xaxis2"]["title"]["text"] == "step"
    assert [(one["x0"], one["yref"]) for one in layout["shapes"]] == [(1, "y domain"), (1, "y2 domain")]
    assert [one["showlegend"] for one in spec["data"]] == [True, False, False, False]


def test_the_line_runs_through_its_own_slope_and_intercept() -> None:
    spec = sent(fitted_line())
    line, best = named(spec, "line"), named(spec, "MSE")
    assert (line["x"], line["y"]) == ([-1, 13], [1, 15])
    assert best["y"] == [2.5, 9.5]
    assert (line["line"]["color"], best["line"]["color"]) == (ANSWER, VERMILION)
    assert titles(spec) == ("x", "y")
    assert spec["layout"]["yaxis"]["scaleanchor"] == "x"  # squares are squares


def test_the_last_point_is_the_outlier() -> None:
    spec = sent(fitted_line())
    star, dots = named(spec, "outlier"), named(spec, "y")
    assert (star["x"], star["y"], star["marker"]["symbol"]) == ([9], [1], "star")
    assert (dots["x"], dots["y"]) == ([1, 2], [2, 5])
    assert star["marker"]["color"] == dots["marker"]["color"] == TRUTH


def test_a_residual_goes_straight_up_or_down_from_its_point_to_the_line() -> None:
    lengths = sent(fitted_line())["data"][0]
    assert lengths["x"] == [1, 1, None, 2, 2, None, 9, 9, None]
    assert lengths["y"] == [2, 3, None, 5, 4, None, 1, 11, None]
    assert lengths["line"]["color"] == VERMILION


def test_a_square_has_its_residual_as_its_side_and_stays_in_the_picture() -> None:
    squares = sent(fitted_line("squares"))["data"][0]
    assert squares["x"][:5] == [1, 1, 2, 2, 1]
    assert squares["y"][:5] == [2, 3, 3, 2, 2]
    assert squares["x"][12:17] == [9, 9, -1, -1, 9]  # to the left: there is no room for 10 to the right
    assert squares["fill"] == "toself"


def test_no_residuals_where_none_are_asked_for() -> None:
    assert [one["name"] for one in sent(fitted_line("none"))["data"]] == ["MSE", "line", "y", "outlier"]


def test_the_loss_from_above_over_slope_and_intercept_deep_where_it_is_small() -> None:
    spec = sent(contour())
    ground = spec["data"][0]
    assert (ground["x"], ground["y"]) == ([0, 1, 2], [-1, 1])
    np.testing.assert_allclose(ground["z"], np.log10(SURFACE), rtol=1e-6)  # a row an intercept
    assert titles(spec) == ("w", "b")
    depths = [sum(bytes.fromhex(colour[1:])) for _, colour in ground["colorscale"]]
    assert depths == sorted(depths)


def test_our_line_and_the_best_ones_are_points_on_it() -> None:
    spec = sent(contour())
    here, best = named(spec, "line"), named(spec, "MSE")
    assert (here["x"], here["y"], here["marker"]["color"]) == ([2], [1], ANSWER)
    assert (best["x"], best["y"], best["marker"]["symbol"]) == ([0.5], [3], "x")
    assert best["marker"]["color"] == VERMILION


def test_a_click_is_felt_at_each_slope_with_each_intercept() -> None:
    clicks = sent(contour())["data"][1]
    assert clicks["x"] == [0.5, 1.5] * 3
    assert clicks["y"] == [-0.5, -0.5, 0, 0, 0.5, 0.5]
    assert clicks["hovertemplate"].startswith("w %{x:.2f}<br>b %{y:.1f}")


def test_the_landscape_is_as_high_as_the_loss() -> None:
    spec = sent(relief())
    land, ball = spec["data"]
    assert (land["x"], land["y"], land["z"]) == ([0, 1, 2], [-1, 1], SURFACE.tolist())
    assert (ball["x"], ball["y"], ball["z"]) == ([2], [1], [200])
    assert [spec["layout"]["scene"][f"{axis}axis"]["title"]["text"] for axis in "xyz"] == ["w", "b", "L"]
    assert (land["colorscale"][0], ball["marker"]["color"]) == ([0, BLUE], VERMILION)

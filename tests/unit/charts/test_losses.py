"""Losses drawn: curves, softmax, two trainings, a line among points and its landscape."""

from typing import Any

import numpy as np
import pytest

from dlplay.losses import LOSSES
from dlplay.ui.charts import ANSWER, BLUE, ORANGE, TRUTH, VERMILION
from dlplay.ui.charts.figure import Figure
from dlplay.ui.losses import charts, charts_fitting
from tests.unit.charts.seen import drawn, named, sent, titles

X = np.array([-1.0, 0.0, 2.0])
SQUARED, ABSOLUTE = "mean_squared_error", "mean_absolute_error"


def curves() -> dict[str, Any]:
    lines = {SQUARED: ("MSE", X**2), ABSOLUTE: ("MAE", abs(X))}
    return charts.curves(X, lines, ("error", "loss"), (-0.3, 8.0), "value")


def softmax_bars() -> dict[str, Any]:
    return charts.softmax_bars(["A", "B ★"], {"target": "wanted", "probability": "given"})


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


# a slider that moves the slope from 1 to 2
LINES = charts_fitting.Lines(
    np.array([1.0, 2.0]), np.array([2.0, 2.0]), *(np.tile(one, (2, 1)) for one in POINTS)
)


def fitted_line(residuals: str = "lengths") -> dict[str, Any]:
    return charts_fitting.fitted_line(LINES, residuals, BEST, WORDS)


def landscape() -> dict[str, Any]:
    return charts_fitting.landscape(*GRID, charts_fitting.ground(*GRID, SURFACE), (2.0, 1.0), BEST, WORDS)


def relief() -> Figure:
    return charts_fitting.relief(*GRID, SURFACE, (2.0, 1.0), 200.0, WORDS)


EXAMPLES = {
    charts.curves: curves,
    charts.softmax_bars: softmax_bars,
    charts.trained_neurons: trained_neurons,
    charts.race: race,
    charts_fitting.fitted_line: fitted_line,
    charts_fitting.landscape: landscape,
    charts_fitting.relief: relief,
}


def of(spec: dict, name: str) -> list[dict]:
    return [one for one in spec["data"] if one["name"] == name]


def test_each_loss_over_the_prediction_with_a_dot_where_it_stands() -> None:
    panel = drawn(curves())
    curve = panel["marks"][f"value_{SQUARED}"]
    assert (curve["x"], curve["y"], curve["name"], curve["hover"]) == ([-1, 0, 2], [1, 0, 4], "MSE", True)
    assert (panel["x"]["title"], panel["y"]["title"]) == ("error", "loss")
    assert [panel[axis][end] for axis in "xy" for end in ("low", "high")] == [-1, 2, -0.3, 8]
    follows = charts.dots_follow(np.array([1.0, 1.5]), {SQUARED: np.array([1.0, 2.25])}, "value")
    dot = follows[f"value_at_{SQUARED}"]
    assert (dot["x"].given.tolist(), dot["y"].tolist()) == ([[1], [1.5]], [[1], [2.25]])
    assert follows["value_here"]["x"].given.tolist() == [[1], [1.5]]
    assert follows.keys() <= panel["marks"].keys()


def test_a_parameter_moves_a_curve_with_its_dot_on_it() -> None:
    family = np.array([[1.0, 0.0, 4.0, 9.0], [2.0, 0.0, 8.0, 18.0]]), np.zeros((2, 4))
    follows = charts.curve_follows(X, 3.0, family, SQUARED)
    assert follows[f"value_{SQUARED}"]["y"].tolist() == [[1, 0, 4], [2, 0, 8]]
    assert follows[f"value_{SQUARED}"]["x"][1].tolist() == X.tolist()
    dot = follows[f"value_at_{SQUARED}"]
    assert (dot["x"].tolist(), dot["y"].tolist()) == ([[3], [3]], [[9], [18]])


def test_what_delta_changes_is_gone_where_it_is_not_known() -> None:
    stands = np.array([True, False])
    best = charts_fitting.best_follows(stands, {"huber": ("Huber", 0.5, 3.0)}, True)
    assert best["best_huber"]["y"][0].tolist() == [
        0.5 * charts_fitting.LOW + 3,
        0.5 * charts_fitting.HIGH + 3,
    ]
    assert best["at_huber"]["x"][0].tolist() == [0.5]
    ground = charts_fitting.ground_follows(stands, charts_fitting.ground(*GRID, SURFACE))
    assert ground["ground"]["x"][0].tolist() == [-0.5, 2.5]
    gone = (best["best_huber"]["y"], best["at_huber"]["x"], ground["ground"]["x"])
    assert all((one[1] > 100).all() for one in gone)
    assert charts_fitting.best_follows(stands, BEST, True) == {}


def test_each_loss_has_its_own_look_and_its_dot_the_same_colour() -> None:
    marks = drawn(curves())["marks"]
    for name, colour in ((SQUARED, VERMILION), (ABSOLUTE, ORANGE)):
        assert marks[f"value_{name}"]["colour"] == marks[f"value_at_{name}"]["colour"] == colour
    assert set(charts.STYLES) <= set(LOSSES)
    looks = [(colour, dash != "solid") for colour, dash in charts.STYLES.values()]
    assert len(set(looks)) == len(looks)
    assert list(marks).index(f"value_{ABSOLUTE}") < list(marks).index(f"value_{SQUARED}")  # the first on top


def test_what_is_wanted_is_green_and_beside_it_what_softmax_gives_is_blue() -> None:
    panel = drawn(softmax_bars())
    wanted, given = panel["marks"]["target"], panel["marks"]["probability"]
    assert (wanted["colour"], wanted["name"], wanted["decimals"]) == (TRUTH, "wanted", 3)
    assert (given["colour"], given["name"], given["decimals"]) == (ANSWER, "given", 3)
    assert wanted["right"] == given["left"] == panel["x"]["ticks"] == [0, 1]
    assert (panel["x"]["labels"], panel["y"]["low"]) == (["A", "B ★"], 0)
    follows = charts.bars_follow(np.array([[0.0, 1.0]]), np.array([[0.7311, 0.2689]]))
    assert follows["target"]["high"].tolist() == [[0, 1]]
    assert follows["probability"]["high"].tolist() == [[0.7311, 0.2689]]


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
    panel = drawn(fitted_line())
    line, best = panel["marks"]["line"], panel["marks"][f"best_{SQUARED}"]
    assert (line["x"], line["y"]) == ([-1, 13], [1, 15])
    assert best["y"] == [2.5, 9.5]
    assert (line["colour"], best["colour"], best["name"]) == (ANSWER, VERMILION, "MSE")
    assert (panel["x"]["title"], panel["y"]["title"]) == ("x", "y")
    assert panel["square"]  # squares are squares
    follows = charts_fitting.line_follows(LINES, residuals=True)
    assert follows["line"]["y"].given.tolist() == [[1, 15], [0, 28]]


def test_the_last_point_is_the_outlier_and_can_be_dragged() -> None:
    marks = drawn(fitted_line())["marks"]
    star, dots = marks["outlier"], marks["dots"]
    assert (star["x"], star["y"], star["symbol"], star["drag"]) == ([9], [1], "star", "free")
    assert (dots["x"], dots["y"]) == ([1, 2], [2, 5])
    assert star["colour"] == dots["colour"] == TRUTH


def test_a_residual_goes_from_its_point_to_the_line() -> None:
    marks = drawn(fitted_line())["marks"]
    lengths = marks["residuals"]
    assert (lengths["x"], lengths["y"]) == ([1, 2, 9], [2, 5, 1])
    assert (lengths["w"], lengths["b"], lengths["colour"], lengths["squares"]) == ([1], [2], VERMILION, False)
    assert drawn(fitted_line("squares"))["marks"]["residuals"]["squares"]
    assert "residuals" not in fitted_line("none")["marks"]
    assert charts_fitting.line_follows(LINES, residuals=True)["residuals"]["w"].given.tolist() == [[1], [2]]
    assert "residuals" not in charts_fitting.line_follows(LINES, residuals=False)


def test_a_moved_outlier_takes_its_residual_along() -> None:
    moved = LINES._replace(y=np.array([[2.0, 5.0, 1.0], [2.0, 5.0, 12.0]]))
    follows = charts_fitting.line_follows(moved, residuals=True)
    assert follows["residuals"]["y"].given.tolist() == [[2, 5, 1], [2, 5, 12]]
    assert follows["outlier"]["y"].given.tolist() == [[1], [12]]
    assert charts_fitting.MOVES["outlier_y"]["residuals"] == ("x", "y")
    assert charts_fitting.MOVES["slope"]["residuals"] == ("w", "b")


def test_the_loss_from_above_over_slope_and_intercept_deep_where_it_is_small() -> None:
    panel = drawn(landscape())
    ground = panel["marks"]["ground"]
    assert (ground["x"], ground["y"]) == ([-0.5, 2.5], [-2, 2])  # the edges of its tiles
    shades = np.array(ground["shades"])
    assert shades.shape == SURFACE.shape  # a row an intercept
    assert (np.argsort(shades.ravel(), kind="stable") == np.argsort(SURFACE.ravel())).all()
    assert (shades.min(), shades.max()) == (0, 255)
    assert (panel["x"]["title"], panel["y"]["title"]) == ("w", "b")
    light = np.array(ground["palette"])[:, :3].sum(axis=1)
    assert (np.diff(light) >= 0).all()


def test_our_line_and_the_best_ones_are_points_on_it() -> None:
    panel = drawn(landscape())
    here, best = panel["marks"]["here"], panel["marks"][f"at_{SQUARED}"]
    assert (here["x"], here["y"], here["colour"], panel["place"]) == ([2], [1], ANSWER, True)
    assert (best["x"], best["y"], best["symbol"], best["words"]) == ([0.5], [3], "cross", ["MSE"])
    assert best["colour"] == VERMILION
    follows = charts_fitting.place_follows(LINES)["here"]
    assert (follows["x"].given.tolist(), follows["y"].given.tolist()) == ([[1], [2]], [[2], [2]])


def test_the_landscape_is_as_high_as_the_loss() -> None:
    spec = sent(relief())
    land, ball = spec["data"]
    assert (land["x"], land["y"], land["z"]) == ([0, 1, 2], [-1, 1], SURFACE.tolist())
    assert (ball["x"], ball["y"], ball["z"]) == ([2], [1], [200])
    assert [spec["layout"]["scene"][f"{axis}axis"]["title"]["text"] for axis in "xyz"] == ["w", "b", "L"]
    assert (land["colorscale"][0], ball["marker"]["color"]) == ([0, BLUE], VERMILION)

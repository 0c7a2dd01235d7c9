"""One neuron under the hand: what its three pictures must show at every value of a slider."""

import base64
from typing import Any

import numpy as np

from dlplay.ui import live
from dlplay.ui.charts import BLUE, ORANGE, VERMILION
from dlplay.ui.neuron import charts_one as charts

# two values of a slider; z = 2 - 3 + 0.5 = -0.5, and 2 - 3 + 1.5 = 0.5
X = np.array([[1.0, -1.5], [1.0, -1.5]])
W = np.array([[2.0, 2.0], [2.0, 2.0]])
B = np.array([0.5, 1.5])
Z = np.array([-0.5, 0.5])
POINTS, TARGETS = np.array([[1.0, 1.5], [-1.0, 0.5]]), np.array([1, 0])
RIGHT = np.array([[True, False], [False, True]])
REACHED = charts.Reached(X, W, B, B, Z, np.tanh(Z), RIGHT)
AXES = charts.Axes.around(REACHED)
EXAMPLES = {
    charts.sum_panel: lambda: charts.sum_panel(["w₁x₁", "w₂x₂", "b", "z"], AXES, "sum"),
    charts.curve_panel: lambda: charts.curve_panel(np.tanh, "tanh", AXES, "curve"),
    charts.plane_panel: lambda: charts.plane_panel(POINTS, TARGETS, 3.0, "plane"),
}


def array(given: dict[str, Any]) -> np.ndarray:
    kind = {"f4": "<f4", "u1": "u1"}[given["dtype"]]
    return np.frombuffer(base64.b64decode(given["bdata"]), kind).reshape(given["shape"])


def test_the_sum_grows_term_by_term() -> None:
    np.testing.assert_allclose(REACHED.sums, [[0, 2, -1, -0.5], [0, 2, -1, 0.5]])


def test_each_bar_begins_where_the_one_before_ended_and_the_last_is_the_whole() -> None:
    bars = charts.sum_follows(REACHED)["bars"]
    np.testing.assert_allclose(bars["left"].given, [[0, 2, -1, 0], [0, 2, -1, 0]])
    np.testing.assert_allclose(bars["right"].given, [[2, -1, -0.5, -0.5], [2, -1, 0.5, 0.5]])
    look = charts.sum_panel(["a", "b", "c", "z"], AXES, "")["marks"]["bars"]
    assert (look["colour"], look["leftward"]) == (ORANGE, BLUE)  # what grows, and what takes away


def test_the_terms_stand_from_top_to_bottom_each_beside_its_calculation() -> None:
    panel = charts.sum_panel(["w₁x₁", "w₂x₂", "b", "z"], AXES, "sum")
    rows = panel["y"]["ticks"]
    assert (rows, panel["y"]["labels"]) == ([3, 2, 1, 0], ["w₁x₁", "w₂x₂", "b", "z"])
    marks = panel["marks"]
    assert [array(marks[f"term{row}"]["y"]).tolist() for row in range(4)] == [[3], [2], [1], [0]]
    assert ((array(marks["bars"]["low"]) + array(marks["bars"]["high"])) / 2).tolist() == rows
    follows = charts.sum_follows(REACHED)
    words = [follows[f"term{row}"]["words"][0] for row in range(4)]
    assert [(one.template, one.numbers.tolist()) for one in words] == [
        ("{} · {} = {+.2}", [2, 1, 2]),
        ("{} · {} = {+.2}", [2, -1.5, -3]),
        ("{+.2}", [0.5]),
        ("{.2}", [-0.5]),
    ]


def test_a_slider_moves_its_own_term_and_the_line_or_the_input() -> None:
    assert charts.moved("w", 1, 2)[:4] == ["bars", "threads", "term1", "term3"]
    assert charts.moved("w", 3, 2)[:4] == ["bars", "threads", "term2", "term3"]  # the bias
    for field, place, seen in (("x", 1, "input"), ("x", 2, "line"), ("w", 0, "line")):
        assert {"input", "line"} & set(charts.moved(field, place, 3)) == {seen}


def test_a_thread_leads_from_each_bar_s_end_to_the_next_row() -> None:
    threads = charts.sum_follows(REACHED)["threads"]["x"][0]
    y = array(charts.sum_panel(["a", "b", "c", "z"], AXES, "")["marks"]["threads"]["y"])
    assert threads.reshape(3, 3)[:, 0].tolist() == [2, -1, -0.5]
    np.testing.assert_array_equal(y.reshape(3, 3), [[3, 2, np.nan], [2, 1, np.nan], [1, 0, np.nan]])


def test_the_axes_hold_all_that_the_sliders_reach() -> None:
    assert AXES == (2, 6)  # sums up to 2, z up to 0.5
    wide = REACHED._replace(z=np.array([-7.0, 100.0]), b=np.array([0.5, 200.0]))
    assert charts.Axes.around(wide) == (199, 100)


def test_the_point_lies_on_the_curve_and_its_way_leads_to_both_axes() -> None:
    panel = charts.curve_panel(np.tanh, "tanh", AXES, "curve")
    assert (panel["x"]["title"], panel["y"]["title"]) == ("z", "a = f(z)")
    curve = panel["marks"]["curve"]
    np.testing.assert_allclose(array(curve["y"]), np.tanh(array(curve["x"])), atol=1e-6)
    assert panel["marks"]["here"]["colour"] == VERMILION
    follows = charts.point_follows(REACHED)
    np.testing.assert_allclose(np.tanh(follows["here"]["x"].given), follows["here"]["y"])
    assert follows["from_z"]["x"].given[:, 0].tolist() == Z.tolist()
    np.testing.assert_allclose(follows["to_a"]["y"][:, 0], np.tanh(Z))


def test_class_1_is_an_orange_circle_class_0_a_blue_square_and_hollow_is_wrong() -> None:
    panel = charts.plane_panel(POINTS, TARGETS, 3.0, "plane")
    assert (panel["x"]["title"], panel["y"]["title"], panel["square"]) == ("x₁", "x₂", True)
    points = panel["marks"]["points"]
    assert (array(points["x"]).tolist(), array(points["y"]).tolist()) == ([1, -1], [1.5, 0.5])
    assert (points["colour"], points["symbol"]) == ([ORANGE, BLUE], ["circle", "square"])
    assert charts.line_follows(REACHED)["points"]["hollow"].tolist() == [[False, True], [True, False]]


def test_the_neuron_answers_1_on_the_orange_side() -> None:
    below, above = charts.plane_panel(POINTS, TARGETS, 3.0, "")["marks"]["line"]["sides"]
    assert (below, above) == ("rgba(26,128,191,0.16)", "rgba(230,159,0,0.20)")
    line = charts.line_follows(REACHED)["line"]
    np.testing.assert_array_equal(line["w"].given, W)
    np.testing.assert_array_equal(line["b"].given[:, 0], B)


def test_the_arrow_stands_on_the_boundary_and_points_where_the_weights_point() -> None:
    arrow = charts.line_follows(REACHED)["arrow"]
    np.testing.assert_allclose((W * arrow["start"]).sum(axis=1) + B, 0, atol=1e-12)
    np.testing.assert_allclose(arrow["end"] - arrow["start"], W)
    none = REACHED._replace(w=np.zeros((2, 2)))
    assert (charts.line_follows(none)["arrow"]["start"] > 100).all()  # without a line it is out of sight


def test_the_line_is_taken_where_the_arrow_stands_and_moves_by_its_bias() -> None:
    foot = charts.plane_panel(POINTS, TARGETS, 3.0, "", "neuron.w.3")["marks"]["foot"]
    assert (foot["drag"], foot["by"], foot["symbol"]) == ("neuron.w.3", "place", "diamond")
    follows = charts.line_follows(REACHED)
    places = np.column_stack([follows["foot"]["x"], follows["foot"]["y"]])
    np.testing.assert_allclose((W * places).sum(axis=1) + B, 0, atol=1e-12)  # on the line
    np.testing.assert_array_equal(places, follows["arrow"]["start"])
    assert "foot" in charts.moved("w", 3, 2)


def test_the_input_at_hand_has_a_ring_that_can_be_dragged() -> None:
    ring = charts.plane_panel(POINTS, TARGETS, 3.0, "")["marks"]["input"]
    assert (ring["colour"], ring["drag"], ring["edge"]) == (VERMILION, "free", 4)
    follows = charts.input_follows(REACHED)["input"]
    assert (follows["x"].given.tolist(), follows["y"].given.tolist()) == ([[1], [1]], [[-1.5], [-1.5]])


def test_a_panel_stands_at_the_last_value_and_the_one_it_is_made_from_stays() -> None:
    empty = charts.curve_panel(np.tanh, "tanh", AXES, "")
    panel = live.standing(empty, charts.point_follows(REACHED) | charts.input_follows(REACHED))
    assert array(panel["marks"]["here"]["x"]).tolist() == [0.5]
    assert empty["marks"]["here"]["x"] == live.points()["x"]
    assert list(panel["marks"]) == list(empty["marks"])  # what is drawn over what

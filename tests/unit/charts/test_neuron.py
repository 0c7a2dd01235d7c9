"""Half-planes among labelled points at every value of a slider, and a truth table."""

import numpy as np

from dlplay.ui import live
from dlplay.ui.charts import BLUE, GREEN, ORANGE, VERMILION
from dlplay.ui.legible import legible
from dlplay.ui.neuron import charts, charts_truth
from tests.unit.charts.seen import MARKUP, drawn, marked, markup, style, words

SPAN = (-2.0, 2.0)
POINTS, TARGETS = np.array([[1.0, 1.5], [-1.0, 0.5]]), np.array([1, 0])
W, B = np.array([[1.0, 2.0], [-3.0, 0.5]]), np.array([-1.0, 0.5])  # two values of a slider


def plane() -> dict:
    return charts.plane(SPAN, ("x₁", "x₂"), POINTS, TARGETS, 300)


def together() -> dict:
    answers = np.array([[0.0, 0.25], [0.5, 1.0]])
    return charts.together(SPAN, ("x₁", "x₂"), answers, POINTS, TARGETS, 300)


def truth() -> str:
    columns = {"x₁": ["0", "1", "1"], MARKUP: ["0", "0", "1"], "y": ["0", "1", "1"]}
    return charts_truth.table(columns, "says", np.array([0, 0, 1]), np.array([0, 1, 1]))


EXAMPLES = {
    charts.plane: plane,
    charts.together: together,
    charts_truth.table: truth,
}


def test_the_first_input_goes_across_and_the_second_up() -> None:
    panel = drawn(plane())
    assert (panel["x"]["title"], panel["y"]["title"], panel["square"]) == ("x₁", "x₂", True)
    assert (panel["x"]["low"], panel["x"]["high"], panel["x"]["ticks"]) == (-2, 2, [0, 1])
    points = panel["marks"]["points"]
    assert (points["x"], points["y"]) == ([1, -1], [1.5, 0.5])
    assert charts.plane(SPAN, ("x₁", ""), POINTS, TARGETS, 300)["y"]["ticks"] == []


def test_the_neuron_answers_1_on_the_orange_side_and_the_line_is_where_the_sum_is_nothing() -> None:
    assert plane()["marks"]["line"]["sides"] == ["rgba(26,128,191,0.16)", "rgba(230,159,0,0.20)"]
    line = charts.line_follows(W, B)["line"]
    np.testing.assert_array_equal(line["w"].given, W)
    np.testing.assert_array_equal(line["b"].given[:, 0], B)


def test_class_1_is_an_orange_circle_class_0_a_blue_square_and_hollow_is_wrong() -> None:
    points = plane()["marks"]["points"]
    assert (points["colour"], points["symbol"]) == ([ORANGE, BLUE], ["circle", "square"])
    follows = charts.right_follows(np.array([[True, False], [False, True]]))
    assert follows["points"]["hollow"].tolist() == [[False, True], [True, False]]


def test_points_that_have_no_class_take_the_neuron_s_answer() -> None:
    colour, symbol = charts.classes_follow(np.array([[0, 1], [1, 1]]))["points"].values()
    assert live.sent(colour[0])["among"] == [BLUE, ORANGE]
    assert live.sent(symbol[0])["among"] == ["square", "circle"]
    assert colour[0].places.tolist() == symbol[0].places.tolist() == [0, 1]


def test_each_row_s_sum_stands_over_its_point() -> None:
    over = drawn(plane())["marks"]["sums"]
    assert over["x"] == [1, -1]
    assert all(text > point for text, point in zip(over["y"], (1.5, 0.5), strict=True))
    said = charts.sums_follow(np.array([[3.0, -1.0], [0.5, 2.0]]))["sums"]["words"][0]
    assert (said.template, said.numbers.tolist()) == ("z = {.1}", [[3], [-1]])


def test_rows_stand_where_the_hidden_neurons_put_them() -> None:
    points = charts.places_follow(np.array([[[0.0, 1.0], [0.2, 0.3]]]))["points"]
    assert (points["x"].tolist(), points["y"].tolist()) == ([[0, 0.2]], [[1, 0.3]])


def test_outputs_all_over_the_plane_are_blue_at_0_and_orange_at_1() -> None:
    ground = drawn(together())["marks"]["answers"]
    assert (ground["x"], ground["y"]) == ([-2, 2], [-2, 2])
    assert ground["shades"] == [[0, 64], [128, 255]]  # a row for each x₂, the lowest first
    assert ground["palette"][0][:3] == [26, 128, 191]
    assert ground["palette"][255][:3] == [230, 159, 0]


def test_the_outputs_are_gone_while_a_hand_is_where_they_are_not_known() -> None:
    x = charts.answers_follow(np.array([False, True]), SPAN)["answers"]["x"]
    assert x[1].tolist() == [-2, 2]
    assert (x[0] > 100).all()


def test_a_row_that_agrees_has_a_green_tick_and_one_that_does_not_a_cross() -> None:
    rows = list(marked(markup(truth()), "truth"))
    assert [[words(cell) for cell in row] for row in rows] == [
        ["x₁", MARKUP, "y", "says"],
        ["0", "0", "0", "0 ✓"],
        ["1", "0", "1", "0 ✗"],
        ["1", "1", "1", "1 ✓"],
    ]
    assert [style(row[-1])["color"] for row in rows[1:]] == [
        legible(GREEN),
        legible(VERMILION),
        legible(GREEN),
    ]

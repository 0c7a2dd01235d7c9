"""One neuron: its sum, its point on the curve, its half-plane, its truth table."""

import numpy as np

from dlplay.neuron import boundary, positive_part
from dlplay.ui.charts import BLUE, GREEN, ORANGE, VERMILION
from dlplay.ui.charts.figure import Figure
from dlplay.ui.neuron import charts, charts_truth
from tests.unit.charts.seen import MARKUP, marked, markup, sent, style, titles, words

WEIGHTS, BIAS, SPAN = np.array([1.0, 2.0]), -1.0, (-2.0, 2.0)  # x₁ + 2 x₂ - 1


def plane() -> Figure:
    sides = (positive_part(WEIGHTS, BIAS, *SPAN), positive_part(-WEIGHTS, -BIAS, *SPAN))
    x, targets, right = np.array([[1.0, 1.5], [-1.0, 0.5]]), np.array([1, 0]), np.array([True, False])
    traces = [
        *charts.sides(*sides),
        *charts.line(boundary(WEIGHTS, BIAS, *SPAN)),
        charts.points(x, targets, right),
        charts.values(np.array([-2.0, 2.0]), np.array([[0.0, 0.25], [0.5, 1.0]])),
    ]
    return charts.plane(SPAN, ("x₁", "x₂"), traces, 300, ticks=((0, 1), None))


def truth() -> str:
    columns = {"x₁": ["0", "1", "1"], MARKUP: ["0", "0", "1"], "y": ["0", "1", "1"]}
    return charts_truth.table(columns, "says", np.array([0, 0, 1]), np.array([0, 1, 1]))


EXAMPLES = {
    charts.plane: plane,
    charts_truth.table: truth,
}


def test_the_first_input_goes_across_and_the_second_up() -> None:
    spec = sent(plane())
    assert titles(spec) == ("x₁", "x₂")
    assert spec["layout"]["yaxis"]["scaleanchor"] == "x"
    assert spec["layout"]["xaxis"]["tickvals"] == [0, 1]
    assert "tickvals" not in spec["layout"]["yaxis"]
    points = spec["data"][3]
    assert (points["x"], points["y"]) == ([1, -1], [1.5, 0.5])


def test_the_neuron_answers_1_on_the_orange_side_and_0_on_the_blue() -> None:
    blue, orange = sent(plane())["data"][:2]
    assert (blue["fillcolor"], orange["fillcolor"]) == ("rgba(26,128,191,0.16)", "rgba(230,159,0,0.20)")
    for side, sign in ((blue, -1), (orange, 1)):
        z = np.array(side["x"]) + 2 * np.array(side["y"]) - 1
        assert (sign * z >= -1e-9).all()
        assert (sign * z > 1).any()


def test_the_boundary_is_where_the_sum_is_nothing() -> None:
    line = sent(plane())["data"][2]
    np.testing.assert_allclose(np.array(line["x"]) + 2 * np.array(line["y"]), 1)
    assert charts.line(None) == []


def test_class_1_is_an_orange_circle_class_0_a_blue_square_and_hollow_is_wrong() -> None:
    marker = sent(plane())["data"][3]["marker"]
    assert marker["color"] == [ORANGE, BLUE]
    assert marker["symbol"] == ["circle", "square-open"]
    assert marker["line"]["color"] == ["white", BLUE]


def test_outputs_on_a_grid_are_blue_at_0_and_orange_at_1() -> None:
    shades = sent(plane())["data"][4]
    assert shades["z"] == [[0, 0.25], [0.5, 1]]  # a row for each x₂
    assert (shades["x"], shades["y"], shades["zmin"], shades["zmax"]) == ([-2, 2], [-2, 2], 0, 1)
    assert [shades["colorscale"][0][1], shades["colorscale"][-1][1]] == list(charts.SIDES)


def test_a_row_that_agrees_has_a_green_tick_and_one_that_does_not_a_cross() -> None:
    rows = list(marked(markup(truth()), "truth"))
    assert [[words(cell) for cell in row] for row in rows] == [
        ["x₁", MARKUP, "y", "says"],
        ["0", "0", "0", "0 ✓"],
        ["1", "0", "1", "0 ✗"],
        ["1", "1", "1", "1 ✓"],
    ]
    assert [style(row[-1])["color"] for row in rows[1:]] == [GREEN, VERMILION, GREEN]

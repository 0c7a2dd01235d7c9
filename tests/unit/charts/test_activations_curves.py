"""Functions and their derivatives, with the point that follows x."""

import numpy as np

from dlplay.ui.activations import charts_curves as curves
from dlplay.ui.charts import BLUE, ORANGE, VERMILION
from tests.unit.charts.seen import drawn

X = np.linspace(-2, 2, 5)
RELU = curves.Curve("relu", np.maximum(X, 0), (X > 0).astype(float))
SQUARE = curves.Curve("square", X**2, 2 * X)
AT = np.array([-1.0, 2.0])  # what the slider reaches


def panels() -> list[dict]:
    return curves.panels(X, [RELU, SQUARE], [(-2.0, 0.0, True), (1.0, 2.0, False)], "page.x")


EXAMPLES = {curves.panels: panels}


def test_values_stand_beside_slopes_over_one_x() -> None:
    value, slope = drawn(panels())
    assert (value["x"]["title"], value["y"]["title"], slope["y"]["title"]) == ("x", "f(x)", "f′(x)")
    assert (value["x"]["low"], value["x"]["high"]) == (-2, 2) == (slope["x"]["low"], slope["x"]["high"])
    square, square_slope = value["marks"]["value_1"], slope["marks"]["slope_1"]
    assert (square["x"], square["y"]) == ([-2, -1, 0, 1, 2], [4, 1, 0, 1, 4])
    assert square_slope["y"] == [-4, -2, 0, 2, 4]


def test_the_first_function_is_blue_thick_and_on_top() -> None:
    for panel, part in zip(drawn(panels()), ("value", "slope"), strict=True):
        lines = [name for name, mark in panel["marks"].items() if mark.get("name")]
        assert lines == [f"{part}_1", f"{part}_0"]
        first, second = panel["marks"][f"{part}_0"], panel["marks"][f"{part}_1"]
        assert (first["colour"], second["colour"]) == (BLUE, ORANGE)
        assert first["width"] > second["width"]


def test_a_jump_is_a_gap() -> None:
    x = np.linspace(-1, 1, 201)
    step = curves.Curve("step", (x >= 0).astype(float), np.zeros(201))
    line = drawn(curves.panels(x, [step], [], "page.x"))[0]["marks"]["value_0"]
    gap = line["y"].index(None)
    assert (line["y"][gap - 1], line["y"][gap + 1]) == (0, 1)


def test_the_point_has_its_value_above_and_its_slope_below_and_the_tangent_that_slope() -> None:
    follows = drawn(
        {
            name: {field: numbers.tolist() for field, numbers in fields.items()}
            for name, fields in curves.moving(AT, AT**2, 2 * AT, (-2.0, 2.0)).items()
        }
    )
    assert follows["here"] == {"x": [[-1], [2]], "y": [[1], [4]]}
    assert follows["here_slope"] == {"x": [[-1], [2]], "y": [[-2], [4]]}
    assert follows["tangent"]["y"] == [[3, -5], [-12, 4]]  # 1 - 2 (x + 1), 4 + 4 (x - 2) at x = -2 and 2
    assert follows["upright"]["x"] == follows["upright_slope"]["x"] == [[-1], [2]]
    value, slope = drawn(panels())
    assert value["marks"]["tangent"]["x"] == [-2, 2]
    for panel, names in ((value, ("here", "tangent", "upright")), (slope, ("here_slope", "upright_slope"))):
        assert {panel["marks"][name]["colour"] for name in names} == {VERMILION}
        assert panel["marks"][names[0]]["drag"] == "page.x"


def test_regions_without_gradient_are_deeper_than_those_with_hardly_any() -> None:
    for panel, part in zip(drawn(panels()), ("value", "slope"), strict=True):
        flat = panel["marks"][f"flat_{part}"]
        assert (flat["left"], flat["right"]) == ([-2, 1], [0, 2])
        assert flat["colour"] == [curves.FLAT[True], curves.FLAT[False]]
        assert float(flat["colour"][0].split(",")[-1][:-1]) > float(flat["colour"][1].split(",")[-1][:-1])


def test_an_axis_shows_the_whole_of_the_first_function_and_zero() -> None:
    high = curves.Curve("high", X + 4, np.ones(5))  # 2 ... 6
    far = curves.Curve("far", 100 * X, np.full(5, 100.0))
    value, slope = drawn(curves.panels(X, [high, far], [], "page.x"))
    assert value["y"]["low"] < -5.9
    assert 6 < value["y"]["high"] < 8  # the second is cut off
    assert slope["y"]["low"] < 0 < 1 < slope["y"]["high"] < 2

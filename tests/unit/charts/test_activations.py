"""A signal layer by layer, a vector's numbers, and what each of them does to the others."""

import numpy as np
import pytest

from dlplay.ui.activations import charts_layers as layers
from dlplay.ui.activations import charts_vectors as vectors
from dlplay.ui.charts import BLUE, ORANGE
from dlplay.ui.charts.figure import Figure
from tests.unit.charts.seen import MARKUP, drawn, marked, markup, named, sent, style, titles, words

SLOPES = np.array([[0.2, -0.1], [0.0, -0.2]])


def ridges() -> Figure:
    # of ten numbers, one on the left and nine on the right; then all of them on the left
    return layers.ridges(np.array([[-1.0] + [1.0] * 9, [-1.0] * 10]), ["input", "layer 1"], "value")


def layer_lines() -> Figure:
    lines = [("relu", np.array([1.0, 0.5, 0.0])), ("tanh", np.array([1.0, 0.25]))]
    return layers.layer_lines(lines, "layer", "size")


def vector_panel() -> dict:
    return vectors.panel(["p₁", "p₂"], (-3.0, 0.7), "output", "softmax", "T = 1")


def jacobian() -> str:
    return vectors.jacobian(SLOPES, ["p₁", MARKUP], ["z₁", MARKUP])


EXAMPLES = {
    layers.ridges: ridges,
    layers.layer_lines: layer_lines,
    vectors.panel: vector_panel,
    vectors.jacobian: jacobian,
}


def test_the_first_layers_hill_is_on_top_and_rises_where_its_numbers_are() -> None:
    spec = sent(ridges())
    first, second = spec["data"]
    assert (first["name"], second["name"]) == ("input", "layer 1")
    assert (min(first["y"]), max(first["y"])) == (1, 2.25)
    assert (min(second["y"]), max(second["y"])) == (0, 1.25)
    left, right = 0, len(first["x"]) // 2 - 1
    assert first["x"][left] < 0 < first["x"][right]
    assert first["y"][left] == pytest.approx(1 + 1.25 / 3)  # a ninth as many: the root is a third
    assert (second["y"][left], second["y"][right]) == (1.25, 0)
    axis = spec["layout"]["yaxis"]
    assert dict(zip(axis["ticktext"], axis["tickvals"], strict=True)) == {"input": 1, "layer 1": 0}
    assert spec["layout"]["xaxis"]["title"]["text"] == "value"


def test_sizes_over_the_layers_on_a_logarithmic_axis() -> None:
    spec = sent(layer_lines())
    line = named(spec, "relu")
    assert line["x"] == [0, 1, 2]
    assert line["y"][:2] == [1, 0.5]
    assert 0 < line["y"][2] < 1e-5  # nothing at all is drawn at the lower edge
    assert line["customdata"] == ["1", "0.5", "0"]
    assert named(spec, "tanh")["x"] == [0, 1]  # its signal ended
    assert titles(spec) == ("layer", "size")
    assert spec["layout"]["yaxis"]["type"] == "log"
    (one,) = spec["layout"]["shapes"]
    assert (one["y0"], one["y1"]) == (1, 1)


def test_the_chosen_function_is_blue_first_in_the_legend_and_drawn_last() -> None:
    spec = sent(layer_lines())
    assert [(one["name"], one["legendrank"]) for one in spec["data"]] == [("tanh", 1), ("relu", 0)]
    assert named(spec, "relu")["line"] == {"color": BLUE, "width": 4}
    assert named(spec, "tanh")["line"] == {"color": ORANGE, "width": 2.5}


def test_a_bar_for_each_number_and_a_pale_one_behind_it() -> None:
    panel = drawn(vector_panel())
    behind, front = panel["marks"].items()
    assert (behind[0], front[0]) == ("pale", "outputs")
    assert (front[1]["colour"], front[1]["name"], behind[1]["name"]) == (BLUE, "softmax", "T = 1")
    for mark in (behind[1], front[1]):
        middles = [(left + right) / 2 for left, right in zip(mark["left"], mark["right"], strict=True)]
        assert middles == pytest.approx(panel["x"]["ticks"])
    assert panel["x"]["labels"] == ["p₁", "p₂"]
    assert behind[1]["left"][0] < front[1]["left"][0]
    assert panel["y"]["title"] == "output"
    assert panel["y"]["low"] < -5 < 1 < panel["y"]["high"]  # room for what is written beyond
    follows = vectors.outputs(np.array([[0.6, 0.4]]), np.array([[0.75, 0.25]]))
    assert follows["outputs"]["high"].tolist() == [[0.6, 0.4]]
    assert follows["pale"]["high"].tolist() == [[0.75, 0.25]]


def test_a_row_is_an_output_and_a_column_an_input() -> None:
    table = marked(markup(jacobian()), "jacobian")
    rows = [[words(cell) for cell in line] for line in table]
    assert rows == [["", "z₁", MARKUP], ["p₁", "+0.200", "−0.100"], [MARKUP, "0.000", "−0.200"]]
    assert "repeat(2," in style(table)["grid-template-columns"]


def test_orange_pushes_up_blue_down_and_the_largest_is_deepest() -> None:
    cells = marked(markup(jacobian()), "jacobian").findall(".//span")[1:]
    colours = [style(cell)["background"] for cell in cells]
    assert colours == [
        f"color-mix(in srgb, {colour} {depth}%, transparent)"
        for colour, depth in ((ORANGE, 55), (BLUE, 28), (BLUE, 0), (BLUE, 55))
    ]

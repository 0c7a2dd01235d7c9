"""Numbers on a grid: confusion matrices, and a unit's gates over characters."""

import numpy as np

from dlplay.ui.charts import BLUE, GREEN, ORANGE, grids
from dlplay.ui.charts.figure import Figure
from tests.unit.charts.seen import sent, titles

COUNTS = np.array([[5, 2, 0], [0, 3, 1], [0, 0, 4]])


def confusion() -> Figure:
    return grids.confusion(COUNTS, ["cat", "dog", "cow"], "truth", "answer")


def states() -> Figure:
    gates, cell = {"input": np.array([0.5, 1.0, 0.0])}, {"cell": np.array([1.5, 0.2, -0.3])}
    return grids.state_heat_map(gates, cell, ["a", "b", "a"])


EXAMPLES = {grids.confusion: confusion, grids.state_heat_map: states}


def test_rows_are_the_truth_from_the_top_and_columns_the_answers() -> None:
    spec = sent(confusion())
    (squares,) = spec["data"]
    assert (squares["x"], squares["y"]) == (["cat", "dog", "cow"], ["cat", "dog", "cow"])
    assert squares["z"] == [[5, 2, 0], [0, 3, 1], [0, 0, 4]]
    assert squares["text"] == [["5", "2", ""], ["", "3", "1"], ["", "", "4"]]
    assert titles(spec) == ("answer", "truth")
    assert spec["layout"]["yaxis"]["autorange"] == "reversed"
    assert "autorange" not in spec["layout"]["xaxis"]
    assert squares["hovertemplate"] == "truth %{y}<br>answer %{x}<br>%{z}<extra></extra>"


def test_the_more_often_the_deeper() -> None:
    (squares,) = sent(confusion())["data"]
    (low, pale), (high, deep) = squares["colorscale"]
    assert (low, high, squares["zmin"]) == (0, 1, 0)
    assert deep == BLUE
    assert pale.endswith(",0.07)")


def test_digits_are_names_and_no_places_on_an_axis() -> None:
    spec = sent(grids.confusion(np.eye(2, dtype=int), ["3", "8"], "t", "a"))
    assert spec["data"][0]["x"] == spec["data"][0]["y"] == ["3", "8"]
    assert {spec["layout"][axis]["type"] for axis in ("xaxis", "yaxis")} == {"category"}


def test_a_row_is_a_gate_and_a_column_a_character() -> None:
    spec = sent(states())
    gates, states_ = spec["data"]
    np.testing.assert_allclose(gates["z"], [[0.5, 1, 0]], rtol=1e-6)
    np.testing.assert_allclose(states_["z"], [[1.5, 0.2, -0.3]], rtol=1e-6)
    assert (gates["y"], states_["y"]) == ([0], [1])  # places: by names Plotly cannot draw a second map
    assert spec["layout"]["yaxis"]["ticktext"] == ["input", "cell"]
    assert spec["layout"]["yaxis"]["autorange"] == "reversed"  # the first row on top
    # places and not the characters themselves, which repeat
    assert spec["layout"]["xaxis"]["tickvals"] == [0, 1, 2]
    assert spec["layout"]["xaxis"]["ticktext"] == ["a", "b", "a"]
    for squares, name in ((gates, "input"), (states_, "cell")):
        assert squares["customdata"] == [[f"{one}<br>{name}" for one in "aba"]]
        assert squares["hovertemplate"] == "%{customdata} %{z:.3f}<extra></extra>"


def test_a_gate_is_green_from_0_to_1_and_a_state_blue_below_zero_and_orange_above() -> None:
    gates, others = sent(states())["data"]
    assert gates["colorscale"][-1] == [1, GREEN]
    assert (gates["zmin"], gates["zmax"]) == (gates["colorbar"]["tickvals"][0], 1) == (0, 1)
    assert [others["colorscale"][0], others["colorscale"][-1]] == [[0, BLUE], [1, ORANGE]]
    assert (others["zmin"], others["zmax"]) == (-1, 1)
    places = [(one["colorbar"]["y"], one["colorbar"]["len"]) for one in (gates, others)]
    assert places[0][0] - places[0][1] / 2 >= places[1][0] + places[1][1] / 2  # one above the other


def test_a_cell_without_gates_has_one_scale() -> None:
    (squares,) = sent(grids.state_heat_map({}, {"hidden": np.array([0.1])}, ["a"]))["data"]
    assert (squares["y"], squares["zmin"]) == ([0], -1)

"""A small network as a diagram, at every value of a slider."""

import numpy as np
import pytest

from dlplay.ui.charts import VERMILION
from dlplay.ui.neuron import charts_diagram
from tests.unit.charts.seen import drawn

NAMES = [["x₁", "x₂"], ["h₁", "h₂"], ["y"]]
PLACES = charts_diagram.Diagram(NAMES)
WEIGHTS = np.array([[1.0, -2.0, 0.5, 3.0, 1.5, 0.0]])  # x₁ to h₁ and h₂, x₂ likewise; h₁ and h₂ to y
ACTIVATIONS = np.array([[1.0, -0.5, 0.75, -1.0, 0.5]])
INPUTS = np.array([1.0, 1.0, -0.5, -0.5, 0.75, -1.0])  # what comes into each edge
TERMS = WEIGHTS * INPUTS
FOLLOWS = charts_diagram.follows(WEIGHTS, TERMS, ACTIVATIONS, 3.0)


def diagram(selected: str = "w112") -> dict:
    words = charts_diagram.term_words(PLACES.edge_names, WEIGHTS[0], TERMS[0], INPUTS)
    return charts_diagram.diagram(PLACES, selected, words)


EXAMPLES = {charts_diagram.diagram: diagram}


def ends(marks: dict) -> list[tuple[float, ...]]:
    edges = marks["edges"]
    return list(zip(*(edges[end] for end in ("x1", "y1", "x2", "y2")), strict=True))


def test_signals_go_from_left_to_right_and_the_first_neuron_is_on_top() -> None:
    marks = drawn(diagram())["marks"]
    names, neurons = marks["names"], marks["neurons"]
    assert names["words"] == ["x₁", "x₂", "h₁", "h₂", "y"]
    assert neurons["x"] == names["x"] == marks["discs"]["x"] == [0, 0, 1, 1, 2]
    np.testing.assert_allclose(neurons["y"], [0.7, -0.7, 0.7, -0.7, 0])
    assert (np.array(names["y"]) > neurons["y"]).all()  # its value stands below
    said = FOLLOWS["values"]["words"][0]
    assert (said.template, said.numbers[:, 0].tolist()) == ("{.2}", ACTIVATIONS[0].tolist())


def test_an_edge_is_orange_where_it_pushes_up_and_blue_where_it_pushes_down() -> None:
    inks = FOLLOWS["edges"]["colour"]
    seen = [inks.words[place] for place in inks.places[0]]
    up, down = charts_diagram.ORANGE_INK, charts_diagram.BLUE_INK
    assert seen[0].startswith(f"rgba({up}")  # x₁ · 1
    assert seen[1] == f"rgba({down},1.00)"  # x₁ · -2, the strongest
    assert seen[2].startswith(f"rgba({down}")  # x₂ · 0.5, and x₂ is negative
    assert seen[5] == "rgba(128,128,128,0.35)"  # nothing passes


def test_an_edge_is_as_thick_as_its_weight() -> None:
    assert FOLLOWS["edges"]["width"].tolist() == [[4, 7, 2.5, 10, 5.5, 1]]  # 10: the widest there is
    np.testing.assert_allclose(ends(drawn(diagram())["marks"])[1], (0, 0.7, 1, -0.7))


def test_each_number_lies_on_its_own_edge_and_is_found_by_a_click() -> None:
    marks = drawn(diagram())["marks"]
    spots = list(zip(marks["spots"]["x"], marks["spots"]["y"], strict=True))
    assert PLACES.edge_keys == ["w111", "w112", "w121", "w122", "w211", "w221"]
    for (x, y), (x1, y1, x2, y2), key in zip(spots, ends(marks), PLACES.edge_keys, strict=True):
        along = (x - x1) / (x2 - x1)
        assert 0 < along < 1
        np.testing.assert_allclose(y, y1 + along * (y2 - y1), atol=1e-6)
        assert PLACES.part_at("spots", x + 0.03, y - 0.03) == key
    said = FOLLOWS["weights"]["words"][0]
    assert (said.template, said.numbers[:, 0].tolist()) == ("{.1}", WEIGHTS[0].tolist())
    assert marks["spots"]["words"][2] == "x₂ → h₁: 0.50 · −0.50 = −0.25"


def test_a_click_on_a_neuron_means_its_bias_and_one_beside_everything_nothing() -> None:
    assert PLACES.part_at("neurons", 1.02, -0.68) == "b12"
    assert PLACES.part_at(None, 1.02, -0.68) == ""


@pytest.mark.parametrize(("selected", "place"), [("w112", 1), ("b12", 3)])
def test_the_part_that_is_being_changed_has_a_ring(selected: str, place: int) -> None:
    marks = drawn(diagram(selected))["marks"]
    ring, parts = marks["selected"], marks["neurons" if selected[0] == "b" else "spots"]
    assert ring["colour"] == VERMILION
    assert (ring["x"], ring["y"]) == ([parts["x"][place]], [parts["y"][place]])
    assert ring["size"] > parts["size"]


def test_a_neuron_is_orange_above_zero_and_blue_below() -> None:
    inks = FOLLOWS["neurons"]["colour"]
    seen = [inks.words[place] for place in inks.places[0]]
    assert seen[0] == f"rgba({charts_diagram.ORANGE_INK},1.00)"
    assert seen[3] == f"rgba({charts_diagram.BLUE_INK},1.00)"
    assert seen[1].startswith(f"rgba({charts_diagram.BLUE_INK}")

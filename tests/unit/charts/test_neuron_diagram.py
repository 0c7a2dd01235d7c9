"""A small network as a diagram."""

import numpy as np

from dlplay.ui.charts import VERMILION
from dlplay.ui.charts.figure import Figure
from dlplay.ui.neuron import charts_diagram
from tests.unit.charts.seen import sent

NAMES = [["x₁", "x₂"], ["h₁", "h₂"], ["y"]]
KERNELS = [np.array([[1.0, -2.0], [0.5, 3.0]]), np.array([[1.5], [0.0]])]
ACTIVATIONS = [np.array([1.0, -0.5]), np.array([0.75, -1.0]), np.array([0.5])]


def diagram(selected: str = "w112") -> Figure:
    terms = [a[:, None] * kernel for a, kernel in zip(ACTIVATIONS, KERNELS, strict=False)]
    return charts_diagram.diagram(NAMES, ACTIVATIONS, KERNELS, terms, selected, 3.0)


EXAMPLES = {charts_diagram.diagram: diagram}


def edges(spec: dict) -> dict[tuple, dict]:
    """Each line by its two ends."""
    return {(*one["x"], *one["y"]): one["line"] for one in spec["data"] if one.get("mode") == "lines"}


def test_signals_go_from_left_to_right_and_the_first_neuron_is_on_top() -> None:
    *_, neurons = sent(diagram())["data"]
    places = dict(zip(neurons["text"], zip(neurons["x"], neurons["y"], strict=True), strict=True))
    assert places == {
        "<b>x₁</b><br>1.00": (0, 0.7),
        "<b>x₂</b><br>−0.50": (0, -0.7),
        "<b>h₁</b><br>0.75": (1, 0.7),
        "<b>h₂</b><br>−1.00": (1, -0.7),
        "<b>y</b><br>0.50": (2, 0.0),
    }


def test_an_edge_is_orange_where_it_pushes_up_and_blue_where_it_pushes_down() -> None:
    lines = edges(sent(diagram()))
    assert len(lines) == 6
    up, down = charts_diagram.ORANGE_INK, charts_diagram.BLUE_INK
    assert lines[0, 1, 0.7, 0.7]["color"].startswith(f"rgba({up}")  # x₁ · 1
    assert lines[0, 1, 0.7, -0.7]["color"] == f"rgba({down},1.00)"  # x₁ · -2, the strongest
    assert lines[0, 1, -0.7, 0.7]["color"].startswith(f"rgba({down}")  # x₂ · 0.5, and x₂ is negative
    assert lines[1, 2, -0.7, 0.0]["color"] == "rgba(128,128,128,0.35)"  # nothing passes


def test_an_edge_is_as_thick_as_its_weight() -> None:
    lines = edges(sent(diagram()))
    assert lines[0, 1, -0.7, -0.7]["width"] == 10  # the widest there is
    assert lines[0, 1, 0.7, -0.7]["width"] == 7
    assert lines[1, 2, -0.7, 0.0]["width"] == 1


def test_each_number_lies_on_its_own_edge_and_carries_its_key() -> None:
    *_, spots, _, _ = sent(diagram())["data"]
    found = dict(
        zip(spots["customdata"], zip(spots["x"], spots["y"], spots["text"], strict=True), strict=True)
    )
    kernels = {
        f"w{layer}{i + 1}{j + 1}": (layer, i, j, weight)
        for layer, kernel in enumerate(KERNELS, start=1)
        for (i, j), weight in np.ndenumerate(kernel)
    }
    assert set(found) == set(kernels)
    for key, (layer, i, j, weight) in kernels.items():
        x, y, text = found[key]
        start = charts_diagram.SPREAD[len(NAMES[layer - 1])][i]
        end = charts_diagram.SPREAD[len(NAMES[layer])][j]
        along = x - (layer - 1)
        assert 0 < along < 1
        np.testing.assert_allclose(y, start + along * (end - start))
        assert float(text.replace("−", "-")) == weight
    hovers = dict(zip(spots["customdata"], spots["hovertext"], strict=True))
    assert hovers["w121"] == "x₂ → h₁: 0.50 · −0.50 = −0.25"


def test_the_part_that_is_being_changed_has_a_ring() -> None:
    for selected, place in (("w112", -3), ("b12", -1)):
        marked = sent(diagram(selected))["data"][place]
        ringed = marked["marker"]["line"]["color"].index(VERMILION)
        assert marked["customdata"][ringed] == selected
        assert marked["marker"]["line"]["color"].count(VERMILION) == 1


def test_a_neuron_is_orange_above_zero_and_blue_below() -> None:
    *_, neurons = sent(diagram())["data"]
    inks = dict(zip(neurons["customdata"], neurons["marker"]["color"], strict=True))
    assert inks["b01"] == f"rgba({charts_diagram.ORANGE_INK},1.00)"
    assert inks["b12"] == f"rgba({charts_diagram.BLUE_INK},1.00)"
    assert inks["b02"].startswith(f"rgba({charts_diagram.BLUE_INK}")

"""A text with its chosen sentences on a ground, and how much every two of them are alike."""

import numpy as np

from dlplay.ui import live
from dlplay.ui.charts import GREEN, GREY, ORANGE, VERMILION
from dlplay.ui.summary import charts_alike, charts_text, charts_walk
from dlplay.ui.summary.charts_text import Part
from tests.unit.charts.seen import MARKUP, drawn, marked, markup, style, words

SIMILARITY = np.array([[1.0, 0.5, -0.25], [0.5, 1.0, 0.0], [-0.25, 0.0, 1.0]])
TRACE = np.array([[1 / 3, 1 / 3, 1 / 3], [0.6, 0.3, 0.1]])
PARTS = [Part(MARKUP, 2, True), " ", Part("b", 0, False), f"\n{MARKUP}", Part("c", 1, False)]


def text() -> str:
    return charts_text.text(PARTS, f"alt {MARKUP}", f"legend {MARKUP}")


def matrix() -> dict:
    return charts_alike.matrix(SIMILARITY, ["a", MARKUP, "c"], "alike")


def bars() -> dict:
    return charts_alike.bars(np.array([0.5, 0.3, 0.2]), "central", "zh")


def graph() -> dict:
    return charts_walk.graph(np.maximum(SIMILARITY, 0) * (1 - np.eye(3)), ["a", MARKUP, "c"])


def shares() -> dict:
    return charts_walk.shares(TRACE, np.array([0.5, 0.4, 0.1]), ("walk", "sum"), "en")


EXAMPLES = {
    charts_text.text: text,
    charts_alike.matrix: matrix,
    charts_alike.bars: bars,
    charts_walk.graph: graph,
    charts_walk.shares: shares,
}


def test_a_sentence_is_the_deeper_the_earlier_it_was_chosen_and_text_is_text() -> None:
    box = marked(markup(text()), "summary_text")
    assert box.get("aria-label") == f"alt {MARKUP}"
    second, gap, other, between, first = box
    assert f"{ORANGE} 55%" in style(first)["background"]
    assert f"{ORANGE} 15%" in style(second)["background"]
    assert "background" not in style(other)
    assert GREEN in style(second)["text-decoration"]
    assert "text-decoration" not in style(first)
    assert words(second) == f"2 {MARKUP}"
    assert (words(gap), words(other), words(between)) == (" ", "b", f"\n{MARKUP}")
    assert words(marked(markup(text()), "summary_legend")) == f"legend {MARKUP}"
    assert "auto" in style(box)["overflow-y"]


def test_the_matrix_has_the_first_sentence_on_top_and_its_colours_by_the_largest_of_two() -> None:
    panel = drawn(matrix())
    shades = np.array(panel["marks"]["cells"]["shades"])
    assert shades[2][1] == shades[1][0] == 255  # sentences 1 and 2, from below
    assert 0 < shades[2][2] < 128  # the one below 0, at half of its depth
    assert len({int(shades[2 - place][place]) for place in range(3)}) == 1  # the diagonal is clear
    dots = panel["marks"]["chosen"]
    assert dots["words"][1] == MARKUP
    assert (dots["x"], dots["y"]) == ([1, 2, 3], [3, 2, 1])
    assert (panel["y"]["ticks"], panel["y"]["labels"]) == ([3, 2, 1], ["1", "2", "3"])


def test_a_long_text_has_few_names_and_one_sentence_is_no_fault() -> None:
    axis = charts_alike.across(200)
    assert len(axis["ticks"]) == 10
    assert axis["labels"][:2] == ["1", "21"]
    assert drawn(charts_alike.matrix(np.ones((1, 1)), ["a"], ""))["marks"]["chosen"]["x"] == [1]


def test_bars_are_shares_beside_the_line_where_all_would_be_alike() -> None:
    panel = drawn(bars())
    assert (panel["y"]["percent"], panel["y"]["low"]) == ("zh", 0)
    np.testing.assert_allclose(panel["marks"]["bars"]["high"], [0.5, 0.3, 0.2])
    np.testing.assert_allclose(panel["marks"]["alike"]["y"], [1 / 3])


def test_each_step_of_the_slider_lights_up_one_more() -> None:
    follows = charts_alike.moving((2, 0, 1))
    for name, colours in (("bars", [GREY, ORANGE]), ("chosen", ["transparent", VERMILION])):
        among = follows[name]["colour"]
        assert isinstance(among, live.Among)
        assert among.words == colours
        assert among.places.tolist() == [[0, 0, 1], [1, 0, 1], [1, 1, 1]]


def test_the_graph_has_an_edge_where_two_sentences_are_alike_and_no_more_than_can_be_seen() -> None:
    marks = drawn(graph())["marks"]
    edges = marks["edges"]
    np.testing.assert_allclose(edges["width"], [charts_walk.WIDEST])  # 1 and 2 alone are alike
    np.testing.assert_allclose([edges["x1"][0], edges["y1"][0]], [0, 1], atol=1e-6)
    assert marks["numbers"]["words"] == ["1", "2", "3"]
    assert marks["nodes"]["words"][1] == MARKUP
    many = drawn(charts_walk.graph(np.ones((200, 200)) - np.eye(200), ["a"] * 200))["marks"]
    assert len(many["edges"]["x1"]) == charts_walk.MOST_EDGES
    assert "numbers" not in many
    assert drawn(charts_walk.graph(np.zeros((1, 1)), ["a"]))["marks"]["edges"]["x1"] == []


def test_a_node_is_the_deeper_the_more_of_the_walk_is_there() -> None:
    follows = charts_walk.moving(TRACE)
    shades = follows["nodes"]["colour"].places
    assert shades[1].argmax() == 0
    assert shades[1].max() == len(charts_walk.SHADES) - 1
    assert shades[0].tolist() == [shades[0][0]] * 3
    assert charts_walk.moving(TRACE[:1])["nodes"]["colour"].places.tolist() == [[0, 0, 0]]
    marks = drawn(shares())["marks"]
    np.testing.assert_allclose(marks["walker"]["high"], TRACE[-1], atol=1e-6)
    np.testing.assert_allclose(marks["sums"]["y"], [0.5, 0.4, 0.1], atol=1e-6)

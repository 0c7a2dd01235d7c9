"""A text with its chosen sentences on a ground, and how much every two of them are alike."""

import numpy as np

from dlplay.ui import live
from dlplay.ui.charts import GREEN, GREY, ORANGE, VERMILION
from dlplay.ui.summary import charts_alike, charts_text
from dlplay.ui.summary.charts_text import Part
from tests.unit.charts.seen import MARKUP, drawn, marked, markup, style, words

SIMILARITY = np.array([[1.0, 0.5, -0.25], [0.5, 1.0, 0.0], [-0.25, 0.0, 1.0]])
PARTS = [Part(MARKUP, 2, True), " ", Part("b", 0, False), f"\n{MARKUP}", Part("c", 1, False)]


def text() -> str:
    return charts_text.text(PARTS, f"alt {MARKUP}", f"legend {MARKUP}")


def matrix() -> dict:
    return charts_alike.matrix(SIMILARITY, "alike")


def bars() -> dict:
    return charts_alike.bars(np.array([0.5, 0.3, 0.2]), "central", "zh")


EXAMPLES = {charts_text.text: text, charts_alike.matrix: matrix, charts_alike.bars: bars}


def test_a_sentence_is_the_deeper_the_earlier_it_was_chosen_and_text_is_text() -> None:
    box = marked(markup(text()), "summary_text")
    assert box.get("aria-label") == f"alt {MARKUP}"
    second, gap, other, between, first = box
    assert f"{ORANGE} 70%" in style(first)["background"]
    assert f"{ORANGE} 20%" in style(second)["background"]
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
    assert (dots["x"], dots["y"]) == ([1, 2, 3], [3, 2, 1])
    assert (panel["y"]["ticks"], panel["y"]["labels"]) == ([3, 2, 1], ["1", "2", "3"])


def test_a_long_text_has_few_names_and_one_sentence_is_no_fault() -> None:
    axis = charts_alike.across(200)
    assert len(axis["ticks"]) == 10
    assert axis["labels"][:2] == ["1", "21"]
    assert drawn(charts_alike.matrix(np.ones((1, 1)), ""))["marks"]["chosen"]["x"] == [1]


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

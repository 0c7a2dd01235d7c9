"""Question and answer, the attention's map and one row of it, the tree of a beam, the table of shares."""

import numpy as np
import pytest

from dlplay.translation import Candidate
from dlplay.ui.charts import BLUE, RUNNER_UP, SKY, VERMILION
from dlplay.ui.translation import charts_answer, charts_attention, charts_fails, charts_tree
from tests.unit.charts.seen import MARKUP, drawn, marked, markup, words

ATTENTION = np.array([[0.75, 0.25], [0, 1], [1, 0]])
BEAMS = [
    [Candidate((5,), -0.1, 0, -0.1), Candidate((6,), -0.5, 0, -0.5), Candidate((7,), -0.9, 0, -0.9)],
    [Candidate((6, 8), -0.6, 1, -0.1), Candidate((5, 1), -0.7, 0, -0.6), Candidate((5, 9), -0.8, 0, -0.7)],
]
RIGHT = np.array([[1.0, 0.995, 0.004], [0.5, 0, 1]])


def answer() -> str:
    return charts_answer.answer(f"321{MARKUP}", MARKUP, False, MARKUP)


def weights() -> dict:
    return charts_attention.weights(ATTENTION, "三百", "no", "end", "map", "key")


def looks() -> dict:
    return charts_attention.looks(ATTENTION[0], "a b", "looks", "en")


def candidates() -> dict:
    return charts_attention.candidates(np.array([0.9, 0.1]), ["x 90 %", "y 10 %"], "next", "zh")


def tree() -> dict:
    return charts_tree.tree(BEAMS, range(2), 1, str, lambda step, one: f"{step} {one.gain}", ("step", "rank"))


def shares() -> dict:
    names = ["zh → en", "en → zh"], ["dates", "3", "11"]
    return charts_fails.shares(RIGHT, names, 2, (1, 2), "table")


EXAMPLES = {
    charts_answer.answer: answer,
    charts_attention.weights: weights,
    charts_attention.looks: looks,
    charts_attention.candidates: candidates,
    charts_tree.tree: tree,
    charts_fails.shares: shares,
}


def test_an_answer_says_what_was_asked_and_whether_it_is_right() -> None:
    signs = {True: "✓", False: "✗", None: "?"}
    for right, sign in signs.items():
        block = marked(markup(charts_answer.answer("321", "三", right, "told")), "translated")
        assert words(block) == f"321 → 三 {sign} told"
    assert words(markup(answer())) == f"321{MARKUP} → {MARKUP} ✗ {MARKUP}"


def test_the_first_character_written_is_the_top_row_and_a_dark_field_is_a_large_weight() -> None:
    panel = drawn(weights())
    image = panel["marks"]["weights"]
    assert image["shades"] == [[255, 0], [0, 255], [191, 64]]  # the lowest row first
    assert (image["x"], image["y"], image["smooth"]) == ([0, 2], [0, 3], False)
    shades = np.array(image["palette"])
    assert shades[0, 3] < 20
    assert shades[255].tolist() == [26, 128, 191, 255]
    assert (panel["x"]["ticks"], panel["x"]["labels"]) == ([0.5, 1.5], ["三", "百"])
    assert (panel["y"]["ticks"], panel["y"]["labels"]) == ([2.5, 1.5, 0.5], ["n", "o", "end"])
    assert (panel["place"], panel["marks"]["grip"]["drag"]) == (True, "key")
    bare = charts_attention.weights(ATTENTION, "三百", "no", "end", "map")
    assert not bare["place"]
    assert list(bare["marks"]) == ["weights"]


def test_the_chosen_row_and_its_grip_stand_at_the_step() -> None:
    stands = charts_attention.chosen(3, 2)
    np.testing.assert_array_equal(stands["row"]["y"], [[3, 2], [2, 1], [1, 0]])
    np.testing.assert_array_equal(stands["grip"]["y"], [[2.5], [1.5], [0.5]])
    np.testing.assert_array_equal(stands["grip"]["x"], [[2], [2], [2]])
    for place, step in ((2.9, 1), (1.5, 2), (0.1, 3), (3.4, 1), (-0.5, 3)):
        assert charts_attention.row(place, 3) == step


def test_words_stand_in_their_middle_where_a_text_has_some() -> None:
    text = "one or two"
    panel = charts_attention.weights(np.ones((11, 10)) / 10, text, text, "end", "map")
    assert panel["x"]["labels"] == ["one", "or", "two"]
    assert panel["x"]["ticks"] == [1.5, 5, 8.5]
    assert panel["y"]["labels"] == ["one", "or", "two", "end"]
    assert panel["y"]["ticks"] == [9.5, 6, 2.5, 0.5]


def test_bars_are_as_high_as_weights_and_probabilities() -> None:
    marks = drawn(looks())["marks"]["looks"]
    assert (marks["high"], marks["colour"]) == ([0.75, 0.25], BLUE)
    found = drawn(candidates())["marks"]["candidates"]
    np.testing.assert_allclose(found["high"], [0.9, 0.1], atol=1e-6)
    assert (found["colour"], found["words"]) == ([BLUE, RUNNER_UP], ["x 90 %", "y 10 %"])


def test_a_line_leads_from_each_text_to_the_one_that_it_grew_from() -> None:
    assert charts_tree.ancestors(BEAMS) == [[1, 0], [0, 1, 2]]
    panel = drawn(tree())
    marks = panel["marks"]
    best, alive, lost = (marks[f"edges_{kind}"] for kind in ("best", "alive", "lost"))
    assert (best["x1"], best["y1"], best["x2"], best["y2"], best["colour"]) == ([1], [-1], [2], [0], BLUE)
    assert (alive["y1"], alive["y2"], alive["colour"]) == ([0, 0], [-1, -2], SKY)
    assert lost["x1"] == []
    assert marks["signs"]["words"] == ["5", "6", "7", "8", "1", "9"]
    assert marks["texts"]["colour"] == [SKY, BLUE, charts_tree.FAINT, BLUE, SKY, SKY]
    assert marks["texts"]["words"][3] == "1 -0.1"
    assert (marks["at"]["x"], marks["at"]["colour"]) == ([2], VERMILION)
    assert panel["y"]["labels"] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("steps", "at", "shown"), [(5, 3, range(5)), (100, 50, range(42, 58)), (100, 99, range(84, 100))]
)
def test_of_a_long_text_the_steps_around_the_chosen_one_are_drawn(steps: int, at: int, shown: range) -> None:
    assert charts_tree.window(steps, at) == shown
    assert at in shown


def test_shares_stand_in_their_fields_and_none_is_rounded_to_all_or_nothing() -> None:
    panel = drawn(shares())
    marks = panel["marks"]
    assert marks["numbers"]["words"] == ["100", "99", "1", "50", "0", "100"]
    assert (marks["numbers"]["x"][2], marks["numbers"]["y"][2]) == (2.5, 1.5)
    assert (panel["y"]["labels"], panel["y"]["ticks"]) == (["zh → en", "en → zh"], [1.5, 0.5])
    assert marks["shares"]["shades"][0] == [128, 0, 255]  # the lowest row
    assert marks["trained"]["x"] == [2]
    assert (set(marks["here"]["x1"]), set(marks["here"]["y1"])) == ({2, 3}, {0, 1})


def test_a_click_finds_the_field_under_it() -> None:
    for place, field in (((0.1, 1.9), (0, 0)), ((2.5, 0.5), (1, 2)), ((3.0, 0.0), (1, 2)), ((0, 2), (0, 0))):
        assert charts_fails.field(*place, RIGHT.shape) == field

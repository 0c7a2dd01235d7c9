"""Accuracy against the number of examples."""

import pytest

from dlplay.ui.train_cnn import charts_more_data as charts
from dlplay.ui.train_cnn.charts_more_data import LEAST, Dot
from tests.unit.charts.seen import MARKUP, drawn

LINES = {"as it was": [Dot(100, 0.75, "run 1"), Dot(1000, 0.99, "run 2")], MARKUP: [Dot(50, 1.0, MARKUP)]}
COLOURS = {"as it was": "#111111", MARKUP: "#222222"}
WORDS = {"examples": "n", "accuracy": "right", "errors": "wrong", "guess": "by chance"}


def more_data(errors: bool = False) -> dict:
    return charts.more_data(LINES, COLOURS, WORDS, "zh", errors)


EXAMPLES = {charts.more_data: more_data}


def test_accuracy_rises_with_the_examples_on_a_logarithmic_axis() -> None:
    panel = drawn(more_data())
    line, dots = (panel["marks"][f"{kind}:as it was"] for kind in ("line", "dots"))
    assert line["x"] == dots["x"] == [100, 1000]
    assert line["y"] == dots["y"] == pytest.approx([0.75, 0.99])
    assert dots["words"] == ["run 1", "run 2"]
    assert (panel["x"]["title"], panel["x"]["log"]) == ("n", True)
    assert (panel["y"]["title"], panel["y"]["log"], panel["y"]["percent"]) == ("right", False, "zh")
    assert panel["y"]["low"] == 0
    assert panel["y"]["high"] > 1


def test_errors_fall_and_none_at_all_is_drawn_at_the_edge() -> None:
    panel = drawn(more_data(errors=True))
    assert panel["marks"]["line:as it was"]["y"] == pytest.approx([0.25, 0.01])
    assert panel["marks"][f"dots:{MARKUP}"]["y"] == pytest.approx([LEAST])
    assert (panel["y"]["title"], panel["y"]["log"], panel["y"]["low"]) == ("wrong", True, LEAST)


@pytest.mark.parametrize(("errors", "guess"), [(False, 0.1), (True, 0.9)])
def test_guessing_finds_one_digit_in_ten(errors: bool, guess: float) -> None:
    marks = drawn(more_data(errors))["marks"]
    assert marks["guess"]["y"] == pytest.approx([guess])
    assert marks["guess_said"]["words"] == "by chance"
    assert abs(marks["guess_said"]["y"][0] - guess) < 0.15


def test_each_line_has_its_own_colour_and_one_alone_needs_no_name() -> None:
    marks = drawn(more_data())["marks"]
    for name, colour in COLOURS.items():
        assert marks[f"line:{name}"]["colour"] == marks[f"dots:{name}"]["colour"] == colour
        assert marks[f"line:{name}"]["name"] == name
    alone = charts.more_data({"one": LINES["as it was"]}, {"one": "#111111"}, WORDS, "en", False)
    assert alone["marks"]["line:one"]["name"] == ""

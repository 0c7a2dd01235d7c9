"""What a training looks like: panels of curves, accuracy against the number of examples."""

import math

import pytest

from dlplay.numbers import plain
from dlplay.ui.charts import BLUE, ORANGE, training
from dlplay.ui.charts.figure import Figure
from dlplay.ui.charts.training import Dot, Series
from tests.unit.charts.seen import named, sent, titles

LINES = {"as it was": [Dot(100, 0.75, "run 1"), Dot(1000, 0.99, "run 2")], "noise": [Dot(50, 1.0, "run 3")]}
COLOURS = {"as it was": "#111111", "noise": "#222222"}
WORDS = {"examples": "n", "accuracy": "right", "errors": "wrong", "guess": "by chance"}


def more_data(errors: bool = False, language: str = "en") -> Figure:
    return training.more_data(LINES, COLOURS, WORDS, language, errors)


EXAMPLES = {training.more_data: more_data}


def test_accuracy_rises_with_the_examples_on_the_logarithmic_axis() -> None:
    spec = sent(more_data())
    line = named(spec, "as it was")
    assert (line["x"], line["y"]) == ([100, 1000], [0.75, 0.99])
    assert line["hovertext"] == ["run 1", "run 2"]
    assert titles(spec) == ("n", "right")
    assert spec["layout"]["xaxis"]["type"] == "log"
    assert spec["layout"]["yaxis"]["range"] == [0, 1.03]
    assert "type" not in spec["layout"]["yaxis"]


@pytest.mark.parametrize("value", [2.036499, 0.123449, 1.99949])
def test_a_curve_tells_the_number_that_is_written_elsewhere(value: float) -> None:
    (line,) = training.loss_panel("loss", [Series("test", BLUE, [1.0], [value])]).plain()["series"]
    assert plain(line["y"][-1]) == plain(value)
    assert plain(line["y"][-1], decimals=3) == plain(value, decimals=3)


def test_ticks_are_shares_as_the_language_writes_them() -> None:
    scale = sent(more_data(language="zh"))["layout"]["yaxis"]
    assert dict(zip(scale["tickvals"], scale["ticktext"], strict=True))[0.2] == "20%"


def test_errors_fall_and_none_at_all_is_drawn_at_the_edge() -> None:
    spec = sent(more_data(errors=True))
    assert named(spec, "as it was")["y"] == pytest.approx([0.25, 0.01])
    assert named(spec, "noise")["y"] == [training.LEAST]
    assert titles(spec) == ("n", "wrong")
    scale = spec["layout"]["yaxis"]
    assert scale["type"] == "log"
    assert scale["range"][0] == pytest.approx(math.log10(training.LEAST), abs=0.01)
    assert dict(zip(scale["tickvals"], scale["ticktext"], strict=True))[0.01] == "1\N{NO-BREAK SPACE}%"


@pytest.mark.parametrize(("errors", "guess"), [(False, 0.1), (True, 0.9)])
def test_guessing_finds_one_digit_in_ten(errors: bool, guess: float) -> None:
    layout = sent(more_data(errors))["layout"]
    (line,), (note,) = layout["shapes"], layout["annotations"]
    assert (line["y0"], line["y1"]) == (guess, guess)
    assert note["text"] == "by chance"
    assert note["y"] == pytest.approx(math.log10(guess) if errors else guess)


def test_each_line_has_its_own_colour() -> None:
    spec = sent(more_data())
    for name, colour in COLOURS.items():
        assert named(spec, name)["line"]["color"] == named(spec, name)["marker"]["color"] == colour


def test_what_is_learned_from_is_orange_and_what_was_never_seen_blue() -> None:
    assert (training.TRAIN, training.TEST) == (ORANGE, BLUE)


def test_a_loss_stands_on_zero_and_ends_a_little_above_its_largest() -> None:
    panel = training.loss_panel("loss", [Series("train", ORANGE, [0, 1], [2.0, 0.5])])
    assert (panel.low, panel.log, panel.percent) == (0.0, False, False)
    assert panel.high == pytest.approx(2.1)


def test_a_loss_that_has_exploded_is_drawn_on_a_logarithmic_axis() -> None:
    panel = training.loss_panel("loss", [Series("train", ORANGE, [0, 1, 2], [2.0, None, 500.0])])
    assert panel.log
    assert panel.low < 2.0 < 500.0 < panel.high


def test_accuracy_goes_from_nothing_to_all_with_guessing_as_a_guide() -> None:
    plain = training.accuracy_panel(
        "right", [Series("test", BLUE, [0, 1], [0.1, 0.9])], (0.1, "guess")
    ).plain()
    assert (plain["low"], plain["high"], plain["percent"]) == (0.0, 1.0, True)
    assert plain["guides"] == [{"y": 0.1, "name": "guess"}]
    assert plain["series"][0]["x"] == [0, 1]
    assert plain["series"][0]["y"] == [0.1, 0.9]


def test_a_long_curve_keeps_its_first_and_its_last_point() -> None:
    many = list(range(10_000))
    line = training.loss_panel("loss", [Series("train", ORANGE, many, [float(one) for one in many])]).plain()
    x, y = line["series"][0]["x"], line["series"][0]["y"]
    assert len(x) <= training.MOST + 1
    assert (x[0], x[-1], y[0], y[-1]) == (0, 9999, 0.0, 9999.0)
    assert x == y

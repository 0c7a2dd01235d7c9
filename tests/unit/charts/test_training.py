"""What a training looks like: panels of curves."""

import pytest

from dlplay.numbers import plain
from dlplay.ui.charts import BLUE, ORANGE, training
from dlplay.ui.charts.training import Series


@pytest.mark.parametrize("value", [2.036499, 0.123449, 1.99949])
def test_a_curve_tells_the_number_that_is_written_elsewhere(value: float) -> None:
    (line,) = training.loss_panel("loss", [Series("test", BLUE, [1.0], [value])]).plain()["series"]
    assert plain(line["y"][-1]) == plain(value)
    assert plain(line["y"][-1], decimals=3) == plain(value, decimals=3)


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

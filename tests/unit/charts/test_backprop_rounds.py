"""The loss over rounds of training."""

import numpy as np
import pytest

from dlplay.ui.backprop.charts_rounds import FAR, history
from dlplay.ui.charts import BLUE
from tests.unit.charts.seen import drawn

WORDS = {"loss": "E", "next_loss": "next", "round": "rounds"}


def some() -> dict:
    return history([4.0, 2.0, 1.0], 0.5, WORDS)


EXAMPLES = {history: some}


def test_the_loss_over_the_rounds_with_a_hollow_dot_for_the_next() -> None:
    panel = drawn(some())
    marks = panel["marks"]
    assert (marks["loss"]["x"], marks["loss"]["y"]) == ([0, 1, 2], [4, 2, 1])
    assert marks["each"]["words"] == ["0: 4", "1: 2", "2: 1"]
    assert (marks["here"]["x"], marks["here"]["y"]) == ([2], [1])
    assert (marks["next"]["x"], marks["next"]["y"], marks["next"]["hollow"]) == ([3], [0.5], [1])
    assert (marks["next"]["name"], marks["next"]["words"]) == ("next", ["3: 0.5"])
    assert (marks["ahead"]["x"], marks["ahead"]["y"], marks["ahead"]["dashed"]) == ([2, 3], [1, 0.5], True)
    assert (panel["x"]["title"], panel["y"]["title"]) == ("rounds", "E")
    assert panel["x"]["ticks"] == [0, 1, 2, 3, 4, 5]
    assert panel["y"]["high"] == pytest.approx(4.4)
    assert {one["colour"] for one in marks.values()} == {BLUE}  # a value


@pytest.mark.parametrize("following", [np.inf, np.nan, 2 * FAR])
def test_a_next_loss_that_has_left_every_picture_is_not_drawn(following: float) -> None:
    panel = drawn(history([1.0], following, WORDS))
    assert set(panel["marks"]) == {"loss", "each", "here"}
    assert panel["y"]["high"] == pytest.approx(1.1)


def test_many_rounds_have_few_ticks() -> None:
    panel = drawn(history([1.0] * 101, 1.0, WORDS))
    assert panel["x"]["ticks"] == [*range(0, 102, 10)]

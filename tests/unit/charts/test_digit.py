"""What live pictures of digits share: ink, signs, the ten answers."""

import numpy as np
import pytest

from dlplay.ui.charts import ANSWER, digit
from tests.unit.charts.seen import drawn

PROBABILITIES = np.eye(10)[7] * 0.9 + 0.01


def answers() -> dict:
    return digit.answers(PROBABILITIES, "the answer", 200, ANSWER, "en")


EXAMPLES = {digit.answers: answers}


def test_the_lowest_row_comes_first_and_signs_have_their_colours() -> None:
    assert digit.inked(np.array([[1.0, 0.0], [0.0, 0.5]])).tolist() == [[0, 128], [255, 0]]
    assert digit.signed(np.array([[-2.0, 0.0, 2.0]]), 2).tolist() == [[0, 128, 255]]
    assert digit.SIGNED[0].tolist() == [26, 128, 191, 255]
    assert digit.SIGNED[255].tolist() == [230, 159, 0, 255]
    assert digit.SIGNED[128][3] < 30


def test_a_bar_stands_on_each_digit() -> None:
    panel = drawn(answers())
    bars = panel["marks"]["answers"]
    assert bars["high"] == pytest.approx(PROBABILITIES)
    assert np.add(bars["left"], bars["right"]) / 2 == pytest.approx(np.arange(10), abs=1e-6)
    assert (panel["y"]["percent"], panel["title"], panel["height"]) == ("en", "the answer", 200)

"""The microscope's cards, from the drawing to what the network sees."""

import numpy as np

from dlplay.digits import Step
from dlplay.ui.digits import charts
from dlplay.ui.digits.charts import Card
from tests.unit.charts.seen import MARKUP, markup, style, words


def steps() -> str:
    dark, light = np.zeros((28, 28), np.float32), np.ones((28, 28), np.float32)
    return charts.steps(
        [
            Card(MARKUP, MARKUP, Step("ink", dark, True), (MARKUP, "without: 4"), differs=True),
            Card("Crop", "Cut out.", Step("crop", light, False), ("with: 7", "without: 7"), differs=False),
        ]
    )


EXAMPLES = {charts.steps: steps}


def test_a_card_a_step_in_their_order() -> None:
    (row,) = markup(steps())
    assert [words(card[0]) for card in row] == [f"1. {MARKUP}", "2. Crop"]
    assert row[0].find(".//img").get("alt") == f"{MARKUP}, 28 × 28"
    assert words(row[1]) == "2. CropCut out.with: 7without: 7"


def test_a_step_that_is_left_out_is_pale_and_answers_that_differ_are_bold() -> None:
    (row,) = markup(steps())
    assert [style(card[1]).get("opacity") for card in row] == [None, "0.5"]
    weights = [[style(line).get("font-weight") for line in card[2][1:]] for card in row]
    assert weights == [["700", "700"], [None, None]]

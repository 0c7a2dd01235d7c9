"""Sheets in the colours of their digits, and what is right and wrong on them."""

import numpy as np

from dlplay.ui.charts import CLASSES
from dlplay.ui.segmentation import charts
from tests.unit.charts.seen import MARKUP, drawn

TRUTH = np.array([[3, 3, -1], [8, 8, -1]])
FOUND = np.array([[3, 8, 3], [8, -1, -1]])
INK = np.array([[1.0, 1.0, 0.0], [1.0, 0.9, 0.6]])


def sheet() -> dict:
    marks = {"pixel": charts.live.ring(0.5, 1.5)}
    return charts.sheet("classes", charts.shades(FOUND, INK), charts.COLOURS, f"title {MARKUP}", marks)


def chances() -> dict:
    return charts.chances(np.eye(11)[7] * 0.9 + 0.01, f"ground {MARKUP}", "chances", "en")


EXAMPLES = {charts.sheet: sheet, charts.chances: chances}


def test_each_pixel_has_its_digit_s_colour_and_ink_that_is_no_digit_is_white() -> None:
    shades = charts.shades(FOUND, INK)
    np.testing.assert_array_equal(shades, [[3, 8, 3], [8, charts.NO_DIGIT, charts.NO_DIGIT]])
    np.testing.assert_array_equal(charts.shades(np.full((1, 1), -1), np.zeros((1, 1))), charts.GROUND)
    for digit, colour in enumerate(CLASSES):
        assert "#{:02x}{:02x}{:02x}".format(*charts.COLOURS[digit, :3]) == colour


def test_right_false_and_missed_pixels_of_a_digit_are_told_apart() -> None:
    np.testing.assert_array_equal(charts.judged(TRUTH, FOUND, 3), [[2, 4, 3], [1, 1, 0]])
    np.testing.assert_array_equal(charts.errors(TRUTH, FOUND), [[1, 4, 4], [1, 4, 0]])


def test_the_first_row_is_uppermost_and_only_what_has_a_mark_can_be_pointed_at() -> None:
    panel = drawn(sheet())
    assert panel["place"]
    assert panel["marks"]["classes"]["shades"][0] == [8, charts.NO_DIGIT, charts.NO_DIGIT]
    assert (panel["x"]["high"], panel["y"]["high"]) == (3, 2)
    assert not charts.sheet("truth", charts.shades(TRUTH, INK), charts.COLOURS, "")["place"]


def test_eleven_bars_the_ground_last() -> None:
    panel = drawn(chances())
    assert panel["x"]["labels"][7:] == ["7", "8", "9", f"ground {MARKUP}"]
    assert np.argmax(panel["marks"]["chances"]["high"]) == 7


def test_a_map_of_zeros_is_black() -> None:
    assert not charts.heat(np.zeros((2, 2))).any()
    assert charts.heat(np.array([[0.0, 4.0]])).tolist() == [[0, 255]]

"""A sheet with its boxes, which stand where they are and have the colour that they should; the curve."""

from functools import cache

import numpy as np
import pytest

from dlplay.detection import Detection
from dlplay.detection.measure import curve
from dlplay.detection.network import Maps
from dlplay.detection.reading import Examination, examine
from dlplay.ui.charts import BLUE
from dlplay.ui.detection import charts
from tests.unit.charts.seen import drawn

BOXES = np.array([[10.0, 20, 30, 60], [50, 5, 90, 45]])
HEIGHT = 100


class Quiet:
    """Instead of a network: one score, at the upper left of each picture."""

    def __call__(self, ink: np.ndarray) -> Maps:
        scores = np.zeros((ink.shape[0] // 4, ink.shape[1] // 4, 10), np.float32)
        scores[2, 2, 7] = 0.8
        return Maps(scores, np.zeros((*scores.shape[:2], 4), np.float32))


@cache
def examined() -> Examination:
    picture = np.full((HEIGHT, 200), 255, np.uint8)
    picture[20:60, 10:30] = 0  # to the left, above the middle
    picture[85:90, 150:190] = 0
    return examine(picture, network=Quiet())  # type: ignore[arg-type]


def sheet() -> dict:
    marks = {"boxes": charts.outlines(BOXES, HEIGHT, BLUE), **charts.names(BOXES, HEIGHT)}
    return charts.sheet(examined(), marks, "sheet", heat=True)


def precision_recall() -> dict:
    return charts.precision_recall(CURVE, ("recall", "precision"), "sheets")


def scores() -> dict:
    return charts.scores(FOUND, "score")


FOUND = [Detection(7, 0.912, (0, 0, 1, 1)), Detection(3, 0.5, (0, 0, 1, 1))]
CURVE = curve([0.5, 0.9, 0.7, 0.6], [True, True, False, True], 4)
EXAMPLES = {charts.sheet: sheet, charts.scores: scores, charts.precision_recall: precision_recall}


def test_boxes_and_ink_stand_in_the_same_place_with_the_sheet_upright() -> None:
    seen = drawn(sheet())
    boxes, ink = seen["marks"]["boxes"], seen["marks"]["ink"]
    assert [boxes["x1"][0], boxes["y1"][0], boxes["x2"][1], boxes["y2"][1]] == [10, 80, 30, 40]
    assert len(boxes["x1"]) == len(boxes["width"]) == 8
    assert seen["square"]
    shades = np.array(ink["shades"])
    rows, columns = shades.shape
    across = np.linspace(*ink["x"], columns, endpoint=False)
    up = np.linspace(*ink["y"], rows, endpoint=False)
    inked = shades > 128
    left = inked[:, (across >= 10) & (across < 29)]
    assert up[left.any(axis=1)].min() == pytest.approx(40, abs=2)
    assert up[left.any(axis=1)].max() == pytest.approx(80, abs=2)


def test_warm_is_where_a_score_is() -> None:
    heat = drawn(sheet())["marks"]["heat"]
    shades = np.array(heat["shades"])
    assert shades[-3, 2] == 204  # 0.8, in the third row from above
    assert heat["palette"][0][3] == 0
    assert heat["palette"][204][3] > 150


def test_digits_stand_above_their_boxes_and_scores_below() -> None:
    seen = drawn(sheet())["marks"]
    assert np.all(np.array(seen["names"]["y"]) > HEIGHT - BOXES[:, 1])
    assert np.all(np.array(seen["scores"]["y"]) < HEIGHT - BOXES[:, 3])
    assert seen["names"]["x"] == [20, 70]
    words = charts.named(FOUND, np.array([[True, False], [True, True]]))
    assert words["names"]["words"] == [["7", ""], ["7", "3"]]
    assert words["scores"]["words"][1] == ["0.91", "0.50"]


def test_scores_are_bars_the_best_first_under_the_threshold() -> None:
    seen = drawn(scores())
    assert seen["marks"]["bars"]["high"] == pytest.approx([0.912, 0.5])
    assert seen["marks"]["bars"]["low"] == [0, 0]
    assert (seen["marks"]["level"]["kind"], seen["y"]["title"]) == ("level", "score")


def test_each_side_has_its_box_s_colour() -> None:
    colours = charts.coloured(("a", "b"), np.array([[0, 1], [1, 1]]))["colour"]
    assert colours.places.tolist() == [[0] * 4 + [1] * 4, [1] * 8]
    moved = charts.sides(np.stack([BOXES[0], BOXES[1]]), HEIGHT)
    assert moved["x1"].tolist() == [[10, 30, 30, 10], [50, 90, 90, 50]]


def test_the_curve_goes_through_all_boxes_over_the_area_of_average_precision() -> None:
    seen = drawn(precision_recall())
    assert seen["marks"]["curve"]["x"] == pytest.approx(CURVE.recall)
    assert seen["marks"]["curve"]["y"] == pytest.approx(CURVE.precision)
    assert (seen["x"]["title"], seen["y"]["title"]) == ("recall", "precision")
    x, y = (np.array(seen["marks"]["area"][axis]) for axis in "xy")
    area = abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2  # the shoelace formula
    assert area == pytest.approx(CURVE.average_precision, abs=1e-6)

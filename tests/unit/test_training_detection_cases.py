"""The drawings that a detector must not be wrong about: what they hold, and how an outcome is counted."""

import numpy as np
import pytest

from dlplay.detection import network
from dlplay.detection.network import Maps
from dlplay.training import detection_cases
from dlplay.training.detection_cases import HEIGHT, WIDTH, Sign, cases, drawn, groups, outcome, widened

LINE = Sign(1, [np.array([[0.5, 0], [0.5, 1]])])


@pytest.mark.parametrize("group", groups())
def test_every_case_is_a_canvas_with_its_digits_inside_their_boxes(group: str) -> None:
    signs = groups()[group]
    given = list(cases(signs))
    assert len(given) == len(signs) * (len(detection_cases.ALONE) + 1)
    digits = sum(sign.label is not None for sign in signs)
    assert sum(len(one.labels) for one in given) == digits * (len(given) // len(signs) + 3)  # four in a row
    for one in given:
        assert one.picture.shape == (HEIGHT, WIDTH)
        ink = one.picture < 128
        assert ink.any()
        assert not ink[[0, -1]].any()
        assert not ink[:, [0, -1]].any()
        for x0, y0, x1, y1 in one.boxes:
            rows, columns = np.nonzero(ink[:, int(x0) - 1 : int(x1) + 2])
            assert abs(rows.min() - y0) <= 2
            assert abs(rows.max() + 1 - y1) <= 2
            assert len(columns)
            ink[:, int(x0) - 1 : int(x1) + 2] = False
        assert not ink.any() or not len(one.boxes)  # nothing is beside the digits


def test_a_bare_line_is_taken_to_be_a_quarter_as_wide_as_high() -> None:
    boxes = np.array([[10.0, 0, 14, 100], [0, 0, 50, 100]])
    np.testing.assert_allclose(widened(boxes), [[-0.5, 0, 24.5, 100], [0, 0, 50, 100]])


class Says:
    """Instead of a network: a digit of some label whose box is all that is inked, and another below it."""

    def __init__(self, label: int, more: bool):
        self.label, self.more = label, more

    def __call__(self, ink: np.ndarray) -> Maps:
        height, width = ink.shape[0] // 4, ink.shape[1] // 4
        scores, boxes = np.zeros((height, width, 10), np.float32), np.zeros((height, width, 4), np.float32)
        rows, columns = np.nonzero(ink > 0.25)
        box = np.array([columns.min(), rows.min(), columns.max() + 1, rows.max() + 1])
        scores[0, 0, self.label], boxes[0, 0] = 0.9, box
        if self.more:
            scores[1, 0, 7], boxes[1, 0] = 0.8, [box[0], box[3] - 2, box[2], box[3]]
        return Maps(scores, boxes)


@pytest.mark.parametrize(
    ("label", "more", "found", "alarms"), [(1, False, 1, 0), (2, False, 0, 1), (1, True, 1, 1)]
)
def test_an_outcome_counts_what_was_found_and_what_was_not_there(
    label: int, more: bool, found: int, alarms: int
) -> None:
    told = outcome(Says(label, more), [drawn([LINE], 10, 3)])  # type: ignore[arg-type]
    assert told == (1, 1, found, alarms)


@pytest.mark.parametrize(("height", "pen"), [(70, 6), (140, 12)])
def test_a_straight_1_that_stands_alone_is_found_as_one_digit(height: float, pen: float) -> None:
    assert outcome(network.load(), [drawn([LINE], height, pen)]) == (1, 1, 1, 0)

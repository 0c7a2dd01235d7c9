"""Drawings that are no digits: each is drawn, unlike the others, and read as something."""

import numpy as np
import pytest

from dlplay.digits import Verdict, classify
from dlplay.digits.unseen import KINDS, SHAPES, drawing


def test_every_kind_has_several_and_no_two_are_alike() -> None:
    assert {one.kind for one in SHAPES.values()} == set(KINDS)
    assert len({drawing(name).tobytes() for name in SHAPES}) == len(SHAPES) >= 15


@pytest.mark.parametrize("name", SHAPES)
def test_a_drawing_lies_within_the_canvas_and_gets_one_of_ten_answers(name: str) -> None:
    ink = 255 - drawing(name)
    assert ink.max() == 255
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    for places in (rows, columns):
        assert 20 < places[0] < places[-1] < 260
    found = classify(drawing(name), paper=255)
    assert found.probabilities.sum() == pytest.approx(1, abs=1e-6)
    assert found.verdict is not Verdict.BLANK

"""The pen: witnesses are areas from geometry, distances to the stroke, and fabric.js's own placement rule."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlplay.digits import pen

CURVE = np.stack([140 + 70 * np.sin(t := np.linspace(0, 6, 60)), 40 + 33 * t], axis=1)


def coverage(points: np.ndarray, width: float, size: int) -> np.ndarray:
    """Ink by the distance of each pixel's middle to the polyline."""
    y, x = np.mgrid[:size, :size] + 0.5
    nearest = np.full((size, size), np.inf)
    for start, end in pairwise(points):
        along = end - start
        share = ((x - start[0]) * along[0] + (y - start[1]) * along[1]) / max(along @ along, 1e-9)
        share = share.clip(0, 1)
        nearest = np.minimum(
            nearest, np.hypot(x - start[0] - share * along[0], y - start[1] - share * along[1])
        )
    return 255 * (width / 2 + 0.5 - nearest).clip(0, 1)


@pytest.mark.parametrize("width", [2, 5.5, 12, 24, 40])
def test_a_stroke_covers_what_lies_within_half_a_pen_width(width: float) -> None:
    drawn = pen.render([CURVE], width).astype(float)
    assert drawn.shape == (280, 280)
    assert np.abs(drawn - coverage(CURVE, width, 280)).mean() < 0.7


@pytest.mark.parametrize("width", [4, 10, 33])
def test_one_point_is_a_round_dot(width: float) -> None:
    ink = pen.render([np.array([[50.0, 60.0]])], width, size=100) / 255
    assert ink.sum() == pytest.approx(np.pi * width**2 / 4, rel=0.02)
    assert (ink.sum(axis=0) @ (np.arange(100) + 0.5)) / ink.sum() == pytest.approx(50, abs=0.2)
    assert (ink.sum(axis=1) @ (np.arange(100) + 0.5)) / ink.sum() == pytest.approx(60, abs=0.2)


def test_each_stroke_can_have_its_own_pen() -> None:
    down = np.array([[20.0, 20], [20, 80]])
    both = pen.render([down, down + [50, 0]], [4, 20], size=100)
    np.testing.assert_array_equal(both[:, :40], pen.render([down], 4, size=100)[:, :40])
    np.testing.assert_array_equal(both[:, 50:], pen.render([down + [50, 0]], 20, size=100)[:, 50:])


def test_nothing_drawn_is_black_and_outside_is_cut_off() -> None:
    assert not pen.render([], 10).any()
    assert not pen.render([np.array([[-500.0, -1e9], [-500, 1e9]])], 10).any()


@pytest.mark.parametrize(
    ("strokes", "width", "size", "named"),
    [
        ([np.zeros((3, 3))], 5, 280, "stroke"),
        ([np.zeros((0, 2))], 5, 280, "stroke"),
        ([np.array([[np.nan, 0]])], 5, 280, "finite"),
        ([np.zeros((1, 2))], 0, 280, "pen_width"),
        ([np.zeros((1, 2))], float("nan"), 280, "pen_width"),
        ([np.zeros((1, 2))], [1, 2], 280, "pen_width"),
        ([np.zeros((1, 2))], 5, 0, "size"),
    ],
)
def test_nonsense_is_named(strokes: list[np.ndarray], width: float, size: int, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        pen.render(strokes, width, size)


POINTS = st.lists(st.tuples(st.floats(-50, 330), st.floats(-50, 330)), min_size=1, max_size=20).map(np.array)


@given(st.lists(POINTS, max_size=4), st.floats(0.5, 60), st.integers(1, 60))
def test_any_drawing_can_be_rendered(strokes: list[np.ndarray], width: float, size: int) -> None:
    drawn = pen.render(strokes, width, size)
    assert drawn.shape == (size, size)
    assert drawn.dtype == np.uint8

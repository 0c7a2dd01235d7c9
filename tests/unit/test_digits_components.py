"""Connected pieces: the witness is a flood fill, pixel by pixel."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from dlplay.digits.components import components


def flood(mask: np.ndarray) -> np.ndarray:
    labels = np.zeros(mask.shape, int)
    for first in zip(*np.nonzero(mask), strict=True):
        if labels[first]:
            continue
        number, pending = labels.max() + 1, [first]
        while pending:
            y, x = pending.pop()
            around = np.s_[max(0, y - 1) : y + 2, max(0, x - 1) : x + 2]
            new = mask[around] & (labels[around] == 0)
            labels[around][new] = number
            pending += [
                (max(0, y - 1) + dy, max(0, x - 1) + dx) for dy, dx in zip(*np.nonzero(new), strict=True)
            ]
    return labels


@given(arrays(bool, array_shapes(min_dims=2, max_dims=2, max_side=12), elements=st.booleans()))
def test_pieces_are_those_of_a_flood_fill(mask: np.ndarray) -> None:
    found, expected = components(mask), flood(mask)
    np.testing.assert_array_equal(found.labels, expected)
    assert len(found.areas) == expected.max()
    for piece, (top, bottom, left, right) in enumerate(found.boxes):
        inside = expected == piece + 1
        assert found.areas[piece] == inside.sum()
        assert not inside[:top].any()
        assert not inside[bottom:].any()
        assert inside[:, left].any()
        assert inside[:, right - 1].any()
        assert inside[top].any()
        assert inside[bottom - 1].any()
        assert inside[:, left:right].sum() == inside.sum()


def test_a_long_snake_is_one_piece_and_its_rows_alone_are_not() -> None:
    rows = np.zeros((41, 41), bool)
    rows[::2] = True
    snake = rows.copy()
    snake[1::4, 40] = snake[3::4, 0] = True
    assert len(components(snake).areas) == len(components(snake.T).areas) == 1
    assert len(components(rows).areas) == 21


def test_pixels_that_touch_at_a_corner_are_one_piece() -> None:
    assert len(components(np.eye(30, dtype=bool)).areas) == 1
    assert len(components(np.eye(30, dtype=bool)[:, ::-1]).areas) == 1
    assert len(components(np.eye(30, dtype=bool)[:, ::2]).areas) == 15


def test_keep_leaves_the_wanted_pieces_only() -> None:
    mask = np.array([[1, 0, 1], [0, 0, 1], [1, 0, 0]], bool)
    kept = components(mask).keep(np.array([False, True, False]))
    assert kept.tolist() == [[False, False, True], [False, False, True], [False, False, False]]

"""A drawing in the address bar: it comes back close to what was drawn, and rubbish is refused."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlplay.digits import canvas, link, pen

POINTS = st.lists(st.tuples(st.floats(0, 280), st.floats(0, 280)), min_size=1, max_size=60).map(np.array)


@given(st.lists(POINTS, max_size=5), st.integers(1, 60))
def test_what_comes_back_lies_within_a_grid_step_and_the_tolerance(
    strokes: list[np.ndarray], width: int
) -> None:
    word = link.encode(strokes, [width] * len(strokes))
    assert len(word) <= link.LONGEST
    back, widths = link.decode(word)
    assert widths == [float(width)] * len(strokes)
    for drawn, kept in zip(strokes, back, strict=True):
        np.testing.assert_allclose(kept[[0, -1]], drawn[[0, -1]], atol=280 / 255)


def test_the_picture_stays_the_same_drawing() -> None:
    angle = np.linspace(0, 2 * np.pi, 200)
    circle = np.stack([140 + 80 * np.cos(angle), 140 + 100 * np.sin(angle)], axis=1)
    word = link.encode([circle], [18])
    back, widths = link.decode(word)
    drawn, kept = pen.render([circle], 18) > 127, pen.render(back, widths) > 127
    assert len(word) < 120
    assert (drawn & kept).sum() / (drawn | kept).sum() > 0.85


def test_thinning_keeps_a_corner_and_drops_what_lies_on_a_line() -> None:
    corner = np.array([[0, 0], [5, 0], [10, 0], [10, 7], [10, 10]], float)
    assert link.thin(corner, 1.0).tolist() == [[0, 0], [10, 0], [10, 10]]


def test_a_long_stroke_goes_on_in_a_second_piece_without_a_gap() -> None:
    zigzag = np.array([[i % 2 * 200, i / 2] for i in range(500)], float)
    back, _ = link.decode(link.encode([zigzag], [3]))
    assert all(np.array_equal(one[-1], two[0]) for one, two in pairwise(back))


def test_too_much_ink_for_an_address_gives_no_word() -> None:
    scribble = np.random.default_rng(0).uniform(0, 280, (5000, 2))
    assert link.encode([scribble], [18]) == ""


def test_a_browser_keeps_all_that_the_canvas_takes() -> None:
    """The most strokes and points, each curve of as many points as it can get, none of which can go."""
    count = canvas.MOST_POINTS * canvas.MOST_OF_A_CURVE // canvas.MOST_STROKES
    scribbles = np.random.default_rng(0).uniform(0, 280, (canvas.MOST_STROKES, count, 2))
    word = link.encode([*scribbles], [18] * len(scribbles), longest=link.LONGEST_KEPT)
    strokes, _ = link.decode(word, longest=link.LONGEST_KEPT)
    assert sum(map(len, strokes)) > 0.9 * scribbles.size / 2


@pytest.mark.parametrize("word", ["!", "A", "AAAA", "EgUB", "é", "A" * (link.LONGEST + 1), "Ev8AAA"])
def test_rubbish_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match="word"):
        link.decode(word)


@given(st.binary(max_size=200))
def test_no_word_crashes_the_reader(rubbish: bytes) -> None:
    import base64

    try:
        strokes, widths = link.decode(base64.urlsafe_b64encode(rubbish).decode())
    except ValueError:
        return
    assert len(strokes) == len(widths)
    assert all(np.isfinite(stroke).all() for stroke in strokes)

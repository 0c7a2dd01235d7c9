"""Synthetic handwriting: curves against geometry worked by hand, and every allograph as ink."""

import numpy as np
import pytest

from dlplay.digits.pen import render
from dlplay.training.allographs import ALLOGRAPHS
from dlplay.training.digit_images import no_digit, read_drawing, warped
from dlplay.training.ink_strokes import follow, strokes_in, thin
from dlplay.training.pen_strokes import (
    Writer,
    _pace,
    _proportion,
    bend,
    curves,
    parse,
    place,
    resample,
    sample,
    scribble,
    spline,
)

CANVAS = 280
WAYS = [(digit, way) for digit in range(10) for family in ALLOGRAPHS[digit] for way in family]


def test_every_digit_has_many_allographs() -> None:
    assert len(ALLOGRAPHS) == 10
    for families in ALLOGRAPHS:
        assert sum(len(family) for family in families) >= 20


def test_parse_reads_strokes_turns_and_percent() -> None:
    (first, second) = parse("0,10 50,0^ 60,100 / 25,100 75,100")
    assert [segment.tolist() for segment in first] == [[[0, 0.1], [0.5, 0]], [[0.5, 0], [0.6, 1]]]
    assert [segment.tolist() for segment in second] == [[[0.25, 1], [0.75, 1]]]


@pytest.mark.parametrize(("digit", "way"), WAYS)
def test_an_allograph_stays_in_its_box_and_leaves_ink_along_each_stroke(digit: int, way: str) -> None:
    strokes = curves(way)
    points = np.vstack(strokes)
    assert points.min() >= -0.1
    assert points.max() <= 1.1
    drawn = [40 + 200 * stroke for stroke in strokes]
    picture = render(drawn, 8)
    for stroke in drawn:
        column, row = np.rint(stroke).astype(int).T
        assert (picture[row, column] > 200).all()
    assert 15 < (read_drawing(drawn, 8) > 127).sum() < 300


def test_families_can_be_mixed_because_their_members_have_equally_many_strokes() -> None:
    for families in ALLOGRAPHS:
        for family in families:
            assert len({way.count("/") for way in family}) == 1, family


def test_a_spline_passes_through_its_controls() -> None:
    controls = np.array([[0, 0], [0.3, 0.5], [0.2, 0.9], [0.8, 1.0]])
    curve = spline(controls, 400)
    gaps = np.linalg.norm(curve[:, None] - controls, axis=2).min(axis=0)
    assert gaps.max() < 0.01
    np.testing.assert_allclose(curve[[0, -1]], controls[[0, -1]], atol=1e-9)


def test_a_spline_through_points_on_a_line_is_that_line() -> None:
    curve = spline(np.array([[0, 0], [1, 2], [2, 4], [3, 6]]), 7)
    np.testing.assert_allclose(
        curve, np.column_stack([np.linspace(0, 3, 7), np.linspace(0, 6, 7)]), atol=1e-9
    )


def test_resample_walks_evenly_around_a_corner() -> None:
    walked = resample(np.array([[0.0, 0], [2, 0], [2, 2]]), 5)
    assert walked.tolist() == [[0, 0], [1, 0], [2, 0], [2, 1], [2, 2]]


def test_the_same_seed_writes_the_same_and_another_seed_does_not() -> None:
    first, again, other = (
        np.vstack(Writer().write(8, np.random.default_rng(seed)))[:6] for seed in (3, 3, 4)
    )
    np.testing.assert_array_equal(first, again)
    assert not np.allclose(first, other)


def test_bending_and_sampling_keep_a_two_stroke_digit_whole() -> None:
    rng = np.random.default_rng(0)
    seven = curves("8,5 88,5^ 40,100 / 30,50 85,50")
    for _ in range(50):
        strokes = sample(bend(seven, rng), rng, ordered=False)
        assert len(strokes) == 2
        assert all(np.isfinite(stroke).all() and len(stroke) >= 2 for stroke in strokes)


def test_some_samples_draw_the_way_of_the_lifted_pen() -> None:
    rng = np.random.default_rng(0)
    seven = curves("8,5 88,5^ 40,100 / 30,50 85,50")
    joined = np.mean([len(sample(seven, rng)) == 1 for _ in range(400)])
    assert joined == pytest.approx(0.6 * 0.55 + 0.4 * 0.3, abs=0.08)


def test_placed_ink_lies_inside_the_canvas_at_sizes_from_small_to_large() -> None:
    rng, writer, sizes = np.random.default_rng(1), Writer(), []
    for index in range(200):
        strokes, pen = place(writer.write(index % 10, rng), rng, CANVAS)
        points = np.vstack(strokes)
        assert points.min() >= pen / 2 - 1e-6
        assert points.max() <= CANVAS - pen / 2 + 1e-6
        assert 2 <= pen <= 45
        sizes.append(np.ptp(points, axis=0).max() + pen)
    assert min(sizes) < 60
    assert max(sizes) > 220


def test_what_is_drawn_does_not_depend_on_the_place_by_whole_pixels() -> None:
    strokes = [40 + 100 * stroke for stroke in curves("20,5 14,55^ 88,55 / 70,5 68,100")]
    moved = [stroke + np.array([57, 31]) for stroke in strokes]
    difference = read_drawing(strokes, 12).astype(int) - read_drawing(moved, 12)
    assert np.abs(difference).max() <= 2


def test_what_is_no_digit_is_a_picture_too() -> None:
    rng, writer = np.random.default_rng(0), Writer()
    pictures = np.stack([no_digit(rng, writer) for _ in range(100)])
    assert pictures.shape == (100, 28, 28)
    assert pictures.dtype == np.uint8
    assert pictures.std(axis=0).mean() > 20
    assert all(np.isfinite(stroke).all() for _ in range(50) for stroke in scribble(rng, writer))


def test_a_warped_digit_is_another_one_with_its_mass_in_the_centre() -> None:
    digit = np.zeros((28, 28), np.uint8)
    digit[4:24, 10:13] = digit[4:7, 10:20] = 255
    once, twice = (warped(digit, np.random.default_rng(seed)) for seed in (0, 1))
    assert not np.array_equal(once, twice)
    rows, columns = np.nonzero(once > 100)
    assert abs(rows.mean() - 14) < 1.5
    assert abs(columns.mean() - 14) < 1.5


def test_thinning_keeps_a_bar_s_middle_row() -> None:
    bar = np.zeros((1, 9, 20), bool)
    bar[0, 3:6, 2:18] = True
    rows, columns = np.nonzero(thin(bar)[0])
    assert set(rows) == {4}
    assert columns.min() <= 4
    assert columns.max() >= 15


def test_following_a_cross_finds_two_straight_strokes() -> None:
    cross = np.zeros((21, 21), bool)
    cross[10, :] = cross[:, 10] = True
    strokes = follow(cross)
    assert len(strokes) == 2
    extents = sorted(np.ptp(stroke, axis=0).tolist() for stroke in strokes)
    np.testing.assert_allclose(extents, [[0, 20], [20, 0]], atol=0.5)


def test_strokes_found_in_ink_lie_where_the_pen_went() -> None:
    drawn = [40 + 200 * stroke for stroke in curves("50,0 22,15 12,50 22,85 50,100 78,85 88,50 78,15 50,0")]
    small = render(drawn, 24).reshape(28, 10, 28, 10).mean(axis=(1, 3)).astype(np.uint8)
    (found,) = strokes_in(small[None])
    assert len(found) == 1
    away = np.linalg.norm(found[0][:, None] * CANVAS - drawn[0], axis=2).min(axis=1)
    assert away.max() < 15  # a pixel and a half of the small picture


def test_the_pace_of_a_pen_is_its_way_and_a_rest_at_each_turn() -> None:
    there_and_back = np.array([[0.0, 0], [1, 0], [3, 0], [3, 0], [0, 0]])
    np.testing.assert_allclose(_pace(there_and_back, 0), [0, 1, 3, 3, 6])
    np.testing.assert_allclose(_pace(there_and_back, 0.5), [0, 1, 3, 3, 6.5])
    corner = np.array([[0.0, 0], [1, 0], [1, 2]])
    np.testing.assert_allclose(_pace(corner, 0.5), [0, 1, 3.25])


def test_proportions_vary_and_what_is_above_stays_above() -> None:
    rng = np.random.default_rng(0)
    line = np.column_stack([np.full(11, 0.5), np.linspace(0, 1, 11)])
    middles = []
    for _ in range(300):
        y = _proportion(line, 1.0, rng)[:, 1]
        np.testing.assert_allclose(y[[0, -1]], [0, 1])
        assert (np.diff(y) > 0).all()
        middles.append(y[5])
    assert np.quantile(middles, 0.1) < 0.42
    assert np.quantile(middles, 0.9) > 0.58
    assert 0.35 < min(middles) < max(middles) < 0.65

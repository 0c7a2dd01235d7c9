"""The held-out pen set: witnesses are measurements of the drawn pixels, and scores worked by hand."""

from collections import Counter
from itertools import product

import numpy as np
import pytest

from dlplay.training.__main__ import main
from dlplay.training.pen_set import (
    BROADEST_PEN,
    CANVAS,
    PEN_WIDTHS,
    PLACES,
    SIZES,
    PenSet,
    conditions,
    draw,
    drawings,
    evaluate,
    load_pen_set,
    recorded,
    report,
    stands_out,
)


@pytest.fixture(scope="module")
def pen_set():
    return load_pen_set()


@pytest.fixture(scope="module")
def drawn():
    return drawings(seed=0)


@pytest.fixture(scope="module")
def few(pen_set):
    """Five shapes of each digit, so 30 drawings, and one drawing of something else."""
    digits = tuple(shape for i, shape in enumerate(pen_set.digits) if 12 <= i % 32 < 17)
    return PenSet(digits, pen_set.not_digits[:1])


@pytest.fixture(scope="module")
def answers(few):
    """The true digit of each drawing of `few`, by its pixels."""
    return {image.tobytes(): label for image, label in zip(*drawings(0, few), strict=True)}


@pytest.fixture(scope="module")
def boxes(drawn):
    """Top, left, height and width of each drawing's ink, read from its pixels."""
    measured = []
    for image in drawn[0]:
        rows, columns = np.flatnonzero(image.max(axis=1) > 127), np.flatnonzero(image.max(axis=0) > 127)
        measured.append((rows[0], columns[0], np.ptp(rows) + 1, np.ptp(columns) + 1))
    return np.array(measured)


def one_hot(answers):
    return np.eye(10)[answers]


def test_every_digit_has_as_many_shapes_and_most_are_ordinary(pen_set):
    assert Counter(shape.digit for shape in pen_set.digits) == dict.fromkeys(range(10), 32)
    for digit in range(10):
        assert sum(shape.regional for shape in pen_set.digits if shape.digit == digit) <= 32 / 2.5


def test_no_shape_is_there_twice(pen_set):
    shapes = [*pen_set.digits, *pen_set.not_digits]
    assert len({(shape.digit, shape.name) for shape in shapes}) == len(shapes)
    assert len({tuple(np.concatenate(shape.strokes).ravel()) for shape in shapes}) == len(shapes)


def test_what_is_no_digit_has_no_label(pen_set):
    assert len(pen_set.not_digits) >= 30
    assert {shape.digit for shape in pen_set.not_digits} == {None}


def test_strokes_are_pen_paths_in_the_box(pen_set):
    for shape in [*pen_set.digits, *pen_set.not_digits]:
        for stroke in shape.strokes:
            assert stroke.ndim == 2
            assert stroke.shape[1] == 2
            assert len(stroke) >= 4
            assert -5 <= stroke.min() <= stroke.max() <= 105
            assert (
                np.linalg.norm(np.diff(stroke, axis=0), axis=1).max() < 20
            )  # no jump without lifting the pen


def test_each_size_meets_each_place_and_each_pen_it_can_bear(pen_set):
    chosen = [condition for index in range(len(pen_set.digits)) for condition in conditions(index)]
    assert {(c.size, c.place) for c in chosen} == set(product(SIZES, PLACES))
    bearable = {(size, pen) for size, pen in product(SIZES, PEN_WIDTHS) if pen <= BROADEST_PEN * size}
    assert {(c.size, c.pen_width) for c in chosen} == bearable
    assert {c.size for c in chosen if c.sparse} == set(SIZES)


def test_drawings_are_as_large_as_their_condition_says(boxes, pen_set):
    wanted = [c.size + c.pen_width for i in range(len(pen_set.digits)) for c in conditions(i)]
    np.testing.assert_allclose(boxes[:, 2:].max(axis=1), wanted, atol=2)


def test_small_drawings_lie_where_their_condition_says(boxes, pen_set):
    chosen = [condition for i in range(len(pen_set.digits)) for condition in conditions(i)]
    centres = boxes[:, 1::-1] + boxes[:, :1:-1] / 2 - CANVAS / 2  # (N, 2) as x, y
    small = [i for i, condition in enumerate(chosen) if condition.size <= 100]
    for i in small:
        side = np.where(np.abs(centres[i]) < 5, 0, np.sign(centres[i]))
        assert tuple(side) == chosen[i].place


def test_drawings_repeat_with_the_seed_and_change_with_it(drawn, pen_set):
    images, labels = drawn
    assert images.shape == (6 * 320, CANVAS, CANVAS)
    assert images.dtype == np.uint8
    assert np.bincount(labels).tolist() == [192] * 10
    first = pen_set.digits[:1]
    again = list(draw(first, seed=0))
    other = list(draw(first, seed=1))
    np.testing.assert_array_equal(again, images[:6])
    assert all((one != two).any() for one, two in zip(again, other, strict=True))


def test_no_roughness_draws_the_shape_itself(pen_set):
    shape = next(shape for shape in pen_set.digits if shape.name == "bar, strongly slanted")
    points = np.concatenate(shape.strokes)
    rows, columns = np.nonzero(next(draw([shape], seed=0, roughness=0)) > 127)
    slope = np.polyfit(rows, columns, 1)[0]
    assert slope == pytest.approx(np.polyfit(points[:, 1], points[:, 0], 1)[0], abs=0.03)
    rows, columns = np.nonzero(next(draw([shape], seed=0, roughness=2)) > 127)
    assert abs(np.polyfit(rows, columns, 1)[0] - slope) > 0.05


def test_a_slow_screen_records_the_corner():
    # 100 down in 100, a rest of 100 · 90° / 180° = 50, then 100 to the right in 100: 250 in all.
    corner = np.array([[0, 0], [0, 100], [100, 100]])
    expected = [[0, 0], [0, 50], [0, 100], [0, 100], [50, 100], [100, 100]]
    np.testing.assert_allclose(recorded(corner, interval=50, rest_at_turn=100), expected)


def test_a_perfect_reader_scores_one_everywhere(few, answers):
    score = evaluate(lambda batch: one_hot([answers.get(image.tobytes(), 0) for image in batch]), pen_set=few)

    shares = [score.accuracy, score.regional, score.sparse, *score.by_digit]
    assert [*shares, *score.by_size.values(), *score.by_pen_width.values()] == [1] * 23
    np.testing.assert_array_equal(score.confusion, 30 * np.eye(10))
    assert (score.sure, score.sure_but_wrong, score.not_digits_sure) == (1, 0, 1)  # it knows no doubt


def test_a_reader_that_says_three_is_right_for_threes(few):
    score = evaluate(
        lambda images: np.tile(np.where(np.arange(10) == 3, 0.19, 0.09), (len(images), 1)), pen_set=few
    )

    assert score.accuracy == score.regional == score.sparse == pytest.approx(0.1)
    assert score.by_digit == tuple(float(digit == 3) for digit in range(10))
    assert score.confusion[:, 3].tolist() == [30] * 10
    assert score.confusion.sum() == 300
    assert (score.sure, score.sure_but_wrong, score.not_digits_sure) == (0, 0, 0)


def test_a_page_may_judge_by_the_drawing(few):
    score = evaluate(
        lambda images: np.tile(one_hot(3), (len(images), 1)),
        is_sure=lambda images, probabilities: np.arange(len(images)) < 180,  # the digits 0 to 5 of 0 to 9
        pen_set=few,
    )
    assert score.sure == pytest.approx(0.6)
    assert score.sure_but_wrong == pytest.approx(0.5)
    assert score.not_digits_sure == 1


def test_an_answer_stands_out_by_its_probability_and_its_lead():
    probabilities = np.zeros((4, 10))
    probabilities[:, :2] = [[0.9, 0.1], [0.6, 0.05], [0.4, 0.6], [0.2, 0.8]]
    assert stands_out(np.zeros((4, 280, 280)), probabilities).tolist() == [True, False, False, True]


def test_scores_by_size_and_pen_tell_where_a_reader_fails(few, answers):
    def short_sighted(batch):
        """Misreads what spans less than 90 pixels: size 60 alone, drawn with a pen of 4 or 8."""
        spans = [max(np.ptp(axis) for axis in np.nonzero(image)) for image in batch]
        read = [answers.get(image.tobytes(), 0) for image in batch]
        return one_hot([(digit + (span < 90)) % 10 for digit, span in zip(read, spans, strict=True)])

    score = evaluate(short_sighted, pen_set=few)

    assert score.by_size == {60: 0, 100: 1, 150: 1, 200: 1, 250: 1}
    assert score.by_pen_width[28] == score.by_pen_width[20] == score.by_pen_width[14] == 1
    assert score.by_pen_width[4] < 1
    assert score.sparse == pytest.approx(0.8)  # one in five of the sparse drawings has size 60
    assert (
        np.trace(score.confusion, offset=1) + score.confusion[9, 0] == 50 + 10
    )  # those with all points, and with few


def test_a_reader_of_another_shape_is_refused(few):
    with pytest.raises(ValueError, match=r"\(300, 10\), got \(300,\)"):
        evaluate(lambda images: np.zeros(len(images)), pen_set=few)


def test_the_report_gives_percent(few):
    score = evaluate(lambda images: np.tile(one_hot(3), (len(images), 1)), pen_set=few)
    lines = report(score).splitlines()
    assert lines[0].split() == ["pen", "set", "10.00%"]
    assert lines[-7].split() == ["3", "0", "0", "0", "30", "0", "0", "0", "0", "0", "0"]


def test_the_command_is_offered(capsys):
    with pytest.raises(SystemExit, match="0"):
        main(["pen-set", "--help"])
    assert "held-out pen set" in capsys.readouterr().out

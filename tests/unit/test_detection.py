"""Boxes, their overlaps, suppression and the figures of a detector by hand; the scales of a sheet."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from dlplay.detection import Detection, detect, detections, sheets
from dlplay.detection.boxes import areas, intersections, iou, non_maximum_suppression
from dlplay.detection.measure import Counts, curve, match
from dlplay.detection.network import SHAPES, Maps, Network, boxes_of
from dlplay.detection.reading import AREA, LOWEST_SHEET, NARROWEST, examine, halved
from dlplay.scenes import GROUND
from dlplay.sheet import MULTIPLE

A, B = np.array([0.0, 0, 10, 10]), np.array([5.0, 5, 15, 15])


def test_two_squares_that_share_a_quarter_by_hand() -> None:
    np.testing.assert_array_equal(intersections(A, B[None]), [[5, 5, 10, 10]])
    assert iou(A, B[None])[0] == pytest.approx(25 / 175)
    assert iou(A, A[None])[0] == 1
    assert iou(A, np.array([[10.0, 0, 20, 10], [50, 50, 60, 60]])).tolist() == [0, 0]
    assert iou(np.zeros(4), np.zeros((1, 4)))[0] == 0
    assert areas(np.array([3.0, 3, 1, 9])) == 0


@given(
    boxes=arrays.arrays(np.float64, (6, 4), elements=st.floats(-50, 50)),
    scores=arrays.arrays(np.float64, 6, elements=st.floats(0, 1)),
    most=st.floats(0, 1),
)
def test_suppression_deals_with_each_box_once_and_keeps_none_too_much_like_a_better_one(
    boxes: np.ndarray, scores: np.ndarray, most: float
) -> None:
    steps = non_maximum_suppression(boxes, scores, most)
    dealt_with = [step.kept for step in steps] + [int(one) for step in steps for one in step.removed]
    assert sorted(dealt_with) == list(range(6))
    kept = [step.kept for step in steps]
    assert (np.diff(scores[kept]) <= 0).all()
    for better, worse in itertools.pairwise(kept):
        assert iou(boxes[better], boxes[worse][None])[0] <= most
    for step in steps:
        assert (iou(boxes[step.kept], boxes[step.removed]) > most).all()


def test_suppression_by_hand() -> None:
    boxes = np.array([[0.0, 0, 10, 10], [1, 0, 11, 10], [30, 0, 40, 10], [0, 1, 10, 11]])
    steps = non_maximum_suppression(boxes, np.array([0.9, 0.8, 0.7, 0.95]), 0.5)
    assert [step.kept for step in steps] == [3, 2]
    assert steps[0].compared.tolist() == [0, 1, 2]
    np.testing.assert_allclose(steps[0].ious, [90 / 110, 81 / 119, 0])
    assert steps[0].removed.tolist() == [0, 1]
    assert not non_maximum_suppression(np.zeros((0, 4)), np.zeros(0), 0.5)


def test_a_digit_is_found_once_and_only_by_its_own_label() -> None:
    true, labels = np.array([A, [20.0, 0, 30, 10]]), np.array([3, 7])
    told = np.array([A, A + 0.5, [20.0, 0, 30, 9], [20.0, 0, 30, 10]])
    matched = match(told, np.array([3, 3, 1, 7]), true, labels)
    assert matched.found.tolist() == [0, -1, -1, 1]
    np.testing.assert_allclose(matched.ious[[0, 2, 3]], [1, 0.9, 1])
    assert match(B[None], np.array([3]), true, labels).found.tolist() == [-1]  # an IoU of 1/7
    assert match(np.zeros((0, 4)), np.zeros(0), true, labels).found.tolist() == []
    assert match(A[None], np.array([3]), np.zeros((0, 4)), np.zeros(0)).found.tolist() == [-1]


def test_precision_recall_and_average_precision_by_hand() -> None:
    counts = Counts(tp=6, fp=2, fn=4)
    np.testing.assert_allclose([counts.precision, counts.recall, counts.f1], [0.75, 0.6, 12 / 18])
    assert (Counts(0, 0, 0).precision, Counts(0, 0, 0).recall, Counts(0, 0, 0).f1) == (1, 1, 1)
    drawn = curve([0.5, 0.9, 0.7, 0.6], [True, True, False, True], digits=4)
    np.testing.assert_allclose(drawn.precision, [1, 1 / 2, 2 / 3, 3 / 4])
    np.testing.assert_allclose(drawn.recall, [1 / 4, 1 / 4, 2 / 4, 3 / 4])
    np.testing.assert_allclose(drawn.envelope, [1, 3 / 4, 3 / 4, 3 / 4])
    assert drawn.average_precision == pytest.approx(1 / 4 * (1 + 3 / 4 + 3 / 4))
    assert curve([], [], 3).average_precision == 0


def test_four_numbers_of_a_cell_are_a_box() -> None:
    shapes = np.zeros((2, 3, 4), np.float32)
    np.testing.assert_allclose(boxes_of(shapes)[1, 2], [10 - 8, 6 - 8, 10 + 8, 6 + 8])
    shapes[1, 2] = [0.5, -0.25, np.log(2), np.log(0.5)]
    np.testing.assert_allclose(boxes_of(shapes)[1, 2], [12 - 16, 5 - 4, 12 + 16, 5 + 4], rtol=1e-6)
    assert np.isfinite(boxes_of(np.full((1, 1, 4), 1e9, np.float32))).all()


class Sees:
    """Instead of a network: one sure digit 5 where the ink of a picture has its centre, 20 pixels a side."""

    def __call__(self, ink: np.ndarray) -> Maps:
        height, width = ink.shape[0] // 4, ink.shape[1] // 4
        y, x = (
            float(np.average(np.arange(side) + 0.5, weights=ink.sum(axis=1 - axis)))
            for axis, side in enumerate(ink.shape)
        )
        scores = np.zeros((height, width, 10), np.float32)
        boxes = np.zeros((height, width, 4), np.float32)
        scores[int(y / 4), int(x / 4), 5] = 0.9
        boxes[int(y / 4), int(x / 4)] = x - 10, y - 10, x + 10, y + 10
        return Maps(scores, boxes)


def test_a_sheet_is_read_at_every_scale_and_the_boxes_are_its_own() -> None:
    picture = np.full((600, 900), 255, np.uint8)
    picture[100:500, 100:800] = 0
    picture[110:490, 110:790] = 255
    examined = examine(picture, network=Sees())  # type: ignore[arg-type]
    shrunk = [level.shrunk for level in examined.levels]
    assert shrunk == [2**at for at in range(len(shrunk))]
    assert len(shrunk) >= 3
    assert examined.levels[0].ink.size < 1.5 * AREA
    assert len(examined.levels[-1].ink) <= LOWEST_SHEET < len(examined.levels[-2].ink)
    found = detections(examined, most_iou=0.9)
    assert len(found) == len(shrunk)  # one box of each scale, each twice as large
    for one in found:
        x0, y0, x1, y1 = one.box
        assert one.label == 5
        assert (x0 + x1) / 2 == pytest.approx(450, abs=3)
        assert (y0 + y1) / 2 == pytest.approx(300, abs=3)
    wide = sorted(one.box[2] - one.box[0] for one in found)
    np.testing.assert_allclose(np.array(wide[1:]) / wide[:-1], 2, rtol=1e-6)
    assert detections(examined, threshold=0.95) == []


def test_a_lone_line_keeps_ground_beside_it_on_all_scales_until_it_is_small() -> None:
    picture = np.full((280, 560), 255, np.uint8)
    picture[20:260, 301:307] = 0
    examined = examine(picture, network=Sees())  # type: ignore[arg-type]
    assert len(examined.levels[-1].ink) <= LOWEST_SHEET
    for level in examined.levels:
        height, width = level.ink.shape
        assert width >= NARROWEST * (height - 2 * MULTIPLE)
        assert not level.ink[:, : width // 4].any()
        assert not level.ink[:, -width // 4 :].any()
    for one in detections(examined, most_iou=0.95):
        assert (one.box[0] + one.box[2]) / 2 == pytest.approx(304, abs=6)
        assert (one.box[1] + one.box[3]) / 2 == pytest.approx(140, abs=6)


@pytest.mark.parametrize("level", [0, 255])
def test_an_empty_sheet_holds_nothing(level: int) -> None:
    examined = examine(np.full((50, 80, 3), level, np.uint8), network=Sees())  # type: ignore[arg-type]
    assert detections(examined) == []
    assert examined.levels == ()


@given(picture=arrays.arrays(np.uint8, st.tuples(st.integers(1, 30), st.integers(1, 30))))
def test_any_picture_is_answered_with_boxes_inside_it(picture: np.ndarray) -> None:
    network = Network({name: np.zeros(shape, np.float32) for name, shape in SHAPES.items()})
    found = detections(examine(picture, network=network), most_iou=0.5)  # all scores are 0.5
    for one in found:
        x0, y0, x1, y1 = one.box
        assert isinstance(one, Detection)
        assert 0 <= x0 <= x1 <= picture.shape[1]
        assert 0 <= y0 <= y1 <= picture.shape[0]


def test_halving_keeps_ink_full_and_sides_multiples_of_8() -> None:
    ink = np.zeros((24, 40), np.float32)
    ink[:, 8] = 1  # a line of one pixel: half as strong when it is halved
    small = halved(ink)
    assert small.shape == (16, 24)
    assert small[:12, 4].min() == 1
    assert small.sum() == 12


@pytest.mark.parametrize("size", [(150, 250), (480, 800), (1100, 700)])
@pytest.mark.parametrize("light_on_dark", [False, True])
def test_hands_that_trained_nothing_are_read_on_sheets_of_any_size(
    size: tuple[int, int], light_on_dark: bool
) -> None:
    true = found = told = 0
    for seed in range(4):
        random = np.random.default_rng(seed)
        made = sheets.sheet_of(random, "pen", digits=6, others=0, height=size[0] / 5, size=size)
        picture = sheets.picture(made)
        answer = detect(255 - picture if light_on_dark else np.dstack([picture] * 3))
        boxes, labels = np.array([one.box for one in answer]), np.array([one.label for one in answer])
        true, told = true + len(made.labels), told + len(answer)
        found += (match(boxes, labels, made.boxes, made.labels).found >= 0).sum()
    assert found >= 0.9 * true
    assert found >= 0.9 * told


@pytest.mark.parametrize("source", sheets.SOURCES)
@pytest.mark.parametrize("layout", ["line", "anywhere"])
def test_sheets_of_other_hands_hold_what_they_say(source: str, layout: str) -> None:
    made = sheets.sheet_of(np.random.default_rng(3), source, digits=6, others=3, height=40, layout=layout)
    assert 3 <= len(made.labels) <= 6
    heights = made.boxes[:, 3] - made.boxes[:, 1]
    assert (np.abs(np.log(heights / 40)) < 0.4).all()
    assert sheets.picture(made).shape == sheets.SIZE
    assert (sheets.picture(made)[made.mask != GROUND] < 200).all()

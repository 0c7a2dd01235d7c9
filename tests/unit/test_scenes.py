"""Composed sheets say the truth about themselves, and any sheet is brought to a bounded size and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from dlplay.digits.mnist import load_test_digits
from dlplay.scenes import GROUND, INKED, LAYOUTS, Glyph, glyph, mnist_glyph, scene
from dlplay.sheet import AREA, MARGIN, MULTIPLE, sheet


def glyphs(count: int, height: float = 20) -> list[Glyph]:
    pictures, labels = load_test_digits()
    return [mnist_glyph(pictures[at], int(labels[at]), height) for at in range(count)]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed", range(4))
def test_boxes_masks_and_labels_are_those_of_what_was_laid_down(layout: str, seed: int) -> None:
    bar = Glyph(np.ones((3, 12), np.float32), None)
    given = [*glyphs(6), bar]
    made = scene(np.random.default_rng(seed), given, layout=layout)
    assert len(made.boxes) == len(made.labels)
    assert made.boxes.dtype == np.float32
    left = [one.label for one in given if one.label is not None]
    assert all(label in left for label in made.labels)
    assert len(made.labels) >= 4
    for (x0, y0, x1, y1), label in zip(made.boxes.astype(int), made.labels, strict=True):
        own = made.mask[y0:y1, x0:x1] == label
        # the box is tight, apart from where a neighbour's ink is stronger
        assert own.any(axis=1).mean() > 0.8
        assert own.any(axis=0).mean() > 0.8
    assert (made.image[made.mask != GROUND] >= INKED).all()
    assert ((made.image >= INKED) & (made.mask == GROUND)).sum() <= bar.ink.size


def test_a_pixel_belongs_to_the_stronger_ink() -> None:
    weak, strong = Glyph(np.full((8, 8), 0.5, np.float32), 3), Glyph(np.full((8, 8), 1, np.float32), 7)
    for order in ([weak, strong], [strong, weak]):
        made = scene(np.random.default_rng(0), order, (8, 12), "line")
        assert set(made.mask[made.image == 1]) <= {7}
        assert set(made.mask[made.image == 0.5]) <= {3}


def test_what_is_under_the_digits_belongs_to_none() -> None:
    under = np.zeros((96, 160), np.float32)
    under[48] = 1
    made = scene(np.random.default_rng(1), glyphs(5), under=under)
    assert (made.mask[48] == GROUND).all()
    assert made.image[48].min() == 1
    assert not under[:48].any()


@pytest.mark.parametrize("height", [14, 20.4, 56])
@pytest.mark.parametrize("weight", [-2, 0, 6])
def test_a_digit_is_as_tall_as_asked_for_and_its_stroke_as_wide(height: float, weight: int) -> None:
    for one in range(10):
        pictures, labels = load_test_digits()
        made = mnist_glyph(pictures[one], int(labels[one]), height, weight)
        assert abs(made.ink.shape[0] - height) <= 2
        assert made.ink.max() == 1
        assert made.ink.min() >= 0
    thin, thick = (mnist_glyph(pictures[0], 7, 40, by).ink.mean() for by in (-2, 4))
    assert thin < thick


def test_signs_without_room_are_left_out_and_nothing_may_be_empty() -> None:
    made = scene(np.random.default_rng(0), glyphs(40, 30), (40, 60))
    assert 1 <= len(made.labels) < 8
    assert not len(scene(np.random.default_rng(0), [], layout="line").boxes)
    assert not len(scene(np.random.default_rng(0), glyphs(3), under=np.ones((96, 160))).boxes)
    assert not len(scene(np.random.default_rng(0), glyphs(1, 50), (20, 20)).boxes)
    with pytest.raises(ValueError, match=r"0\.25"):
        glyph(np.zeros((5, 5)), 1)


@pytest.mark.parametrize("size", [(300, 500), (96, 160), (2300, 1700), (40, 900)])
@pytest.mark.parametrize("dark", [True, False])
def test_a_place_on_a_sheet_is_found_again(size: tuple[int, int], dark: bool) -> None:
    picture = np.full(size, 255 if dark else 0, np.uint8)
    y, x = size[0] // 3, size[1] // 4
    picture[y : y + 12, x : x + 24] = 255 - picture[0, 0]
    picture[y - 10 : y - 6, x + 150 : x + 160] = 255 - picture[0, 0]
    small = sheet(picture)
    assert small.ink.size <= 1.5 * AREA + 4 * MARGIN * sum(small.ink.shape)
    assert not any(side % MULTIPLE for side in small.ink.shape)
    assert small.ink.max() == 1
    ((left, top, right, bottom),) = small.on_small(np.array([[x, y, x + 24, y + 12]]))
    inset = 1 + 3 * small.scale  # a large sheet is thinned out: every third pixel
    inner = small.ink[int(top + inset + 1) : int(bottom - inset), int(left + inset + 1) : int(right - inset)]
    assert inner.size == 0 or inner.min() > 0.9
    assert small.ink[int((top + bottom) / 2), int((left + right) / 2)] > 0.9
    back = small.on_sheet(np.array([[left, top, right, bottom]]))
    np.testing.assert_allclose(back, [[x, y, x + 24, y + 12]], atol=1e-6)
    far = small.on_sheet(np.array([[-1e6, -1e6, 1e6, 1e6]]))
    np.testing.assert_allclose(far, [[0, 0, size[1], size[0]]])


@pytest.mark.parametrize("level", [0, 128, 255])
def test_a_sheet_of_one_colour_has_no_ink(level: int) -> None:
    small = sheet(np.full((300, 200, 3), level, np.uint8))
    assert not small.ink.any()
    assert min(small.ink.shape) >= MULTIPLE


@given(
    picture=arrays.arrays(np.uint8, st.tuples(st.integers(1, 40), st.integers(1, 40))),
    area=st.integers(1, 2000),
)
def test_any_picture_becomes_a_bounded_one(picture: np.ndarray, area: int) -> None:
    small = sheet(picture, area)
    assert small.ink.dtype == np.float32
    assert 0 <= small.ink.min() <= small.ink.max() <= 1
    assert all(np.isfinite(small.offset))
    assert 0 < small.scale <= 2
    height, width = small.ink.shape
    assert (height - 2 * MARGIN - MULTIPLE) * (width - 2 * MARGIN - MULTIPLE) <= area or min(
        height, width
    ) <= 32


def test_what_is_no_picture_or_no_area_is_refused() -> None:
    with pytest.raises(ValueError, match="shape"):
        sheet(np.zeros(5))
    with pytest.raises(ValueError, match="area"):
        sheet(np.zeros((5, 5), np.uint8), 0)

"""Reading a drawing: witnesses are MNIST itself, Pillow's area averaging, and cases worked by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from dlplay.digits import ink, pen, reading, stroke
from dlplay.digits.mnist import load_mnist

TURN = np.linspace(0, 2 * np.pi, 60)
EIGHT = np.stack([30 * np.sin(2 * TURN), 50 * np.cos(TURN)], axis=1)  # about its middle, 100 high
SEVEN = [np.array([[-30.0, -50], [30, -50], [-10, 50]]), np.array([[-20.0, 0], [25, 0]])]


def eight(middle: tuple[float, float] = (140, 140), scale: float = 1.5, width: float = 18) -> np.ndarray:
    return pen.render([EIGHT * scale + middle], width)


def network_input(image: np.ndarray, **options: object) -> np.ndarray:
    return reading.read(image, **options)[-1].image


def test_every_mnist_digit_passes_unchanged() -> None:
    for digit in load_mnist().x_test:
        np.testing.assert_array_equal(network_input(digit), digit.astype(np.float32) / np.float32(255))


def test_every_mnist_digit_is_put_back_when_it_was_moved() -> None:
    for number, digit in enumerate(load_mnist().x_test[:500]):
        down, right = divmod(number, 23)
        moved = np.zeros((60, 70), np.uint8)
        moved[down : down + 28, right : right + 28] = digit
        np.testing.assert_array_equal(network_input(moved), digit.astype(np.float32) / np.float32(255))


def test_steps_come_in_order_with_their_pictures() -> None:
    steps = reading.read(eight())
    assert (
        tuple(step.name for step in steps) == reading.STEPS == ("ink", "crop", "thickness", "fit", "centre")
    )
    assert all(step.applied for step in steps)
    assert all(step.image.dtype == np.float32 for step in steps)
    shapes = [step.image.shape for step in steps]
    # 100 * 1.5 high and 60 * 1.5 wide, and the pen's width of 18 more.
    np.testing.assert_allclose(shapes[:2], [(280, 280), (168, 108)], atol=2)
    assert max(shapes[3]) in (20, 21)  # 20 pixels long, and over parts of 21
    assert shapes[4] == (28, 28)


@pytest.mark.parametrize("size", [(1, 1), (5, 8), (20, 16), (40, 80), (80, 160), (40, 400)])
def test_resample_is_pillows_area_average(size: tuple[int, int]) -> None:
    picture = np.random.default_rng(0).random((40, 80), dtype=np.float32)
    expected = Image.fromarray(picture).resize(size[::-1], Image.Resampling.BOX)
    np.testing.assert_allclose(reading.resample(picture, *size), expected, atol=1e-5)


@settings(derandomize=True)
@given(st.floats(1, 50), st.floats(1, 50), st.floats(0, 0.999), st.floats(0, 0.999))
def test_resample_keeps_all_ink(height: float, width: float, top: float, left: float) -> None:
    picture = np.random.default_rng(0).random((40, 80), dtype=np.float32)
    scaled = reading.resample(picture, height, width, top, left)
    assert scaled.sum() / (height * width) == pytest.approx(picture.mean(), rel=1e-4)


def test_resample_by_hand() -> None:
    picture = np.array([[1, 0, 2]], np.float32)
    np.testing.assert_allclose(reading.resample(picture, 1, 2), [[(1 + 0) / 1.5, (0 + 2) / 1.5]], atol=1e-6)
    # Three pixels become 1.5, which lie in the middle of 2: a quarter of each outer pixel stays empty.
    np.testing.assert_allclose(reading.resample(picture, 1, 1.5), [[0.5, 1]], atol=1e-6)
    np.testing.assert_allclose(reading.resample(picture, 1, 1.5, 0, 0), [[0.5, 1]], atol=1e-6)
    np.testing.assert_allclose(reading.resample(picture, 1, 3, 0, 0.5), [[0.5, 0.5, 1, 1]], atol=1e-6)


def test_the_centre_of_mass_comes_to_the_centre() -> None:
    rows, columns = np.mgrid[:28, :28]
    for image in (eight(), pen.render([part + [60, 80] for part in SEVEN], 9)):
        seen = network_input(image)
        assert abs((seen * rows).sum() / seen.sum() - 14) <= 0.5
        assert abs((seen * columns).sum() / seen.sum() - 14) <= 0.5


@pytest.mark.parametrize("wide", range(1, 21))
def test_a_solid_bar_leaves_as_much_room_on_either_side(wide: int) -> None:
    """Of an odd width one column more on the left: its middle comes to pixel 14, as MNIST's centres do."""
    lying = np.zeros((50, 60), np.uint8)
    lying[7 : 7 + wide, 30:50] = 255
    for seen in (network_input(lying), network_input(lying.T).T):
        assert np.flatnonzero(seen.any(axis=0)).tolist() == list(range(4, 24))
        assert np.flatnonzero(seen.any(axis=1)).tolist() == list(range(14 - wide // 2, 14 - wide // 2 + wide))


@settings(derandomize=True)
@given(st.integers(-60, 60), st.integers(-50, 50))
def test_moving_a_drawing_changes_nothing(right: int, down: int) -> None:
    image = eight()
    moved = np.roll(image, (down, right), axis=(0, 1))
    np.testing.assert_array_equal(network_input(moved), network_input(image))


@settings(derandomize=True)
@given(st.floats(0.45, 2.2), st.floats(60, 220), st.floats(60, 220))
def test_scaling_a_drawing_changes_little(scale: float, x: float, y: float) -> None:
    whole = pen.render([EIGHT * 4 + (560, 560)], 4 * 12, size=1120)
    scaled = pen.render([EIGHT * scale + (2 * x, 2 * y)], 12 * scale, size=560)
    assert np.abs(network_input(scaled) - network_input(whole)).mean() < 0.04


@settings(derandomize=True)
@given(st.integers(1, 34))
def test_any_pen_ends_near_the_stroke_width_of_mnist(width: int) -> None:
    seen = network_input(pen.render([EIGHT * 2 + (140, 140)], width))
    assert 1.8 < stroke.stroke_width(seen) < 3.3


@pytest.mark.parametrize("width", [3, 8, 15, 24])
def test_stroke_width_is_that_of_geometry(width: float) -> None:
    drawn = pen.render([np.array([[20.0, 30], [180, 150]])], width, size=200) / np.float32(255)
    area, outline = 200 * width + np.pi * width**2 / 4, 2 * 200 + np.pi * width
    assert stroke.stroke_width(drawn) == pytest.approx(2 * area / outline, rel=0.05)
    assert stroke.stroke_width(drawn / 2) == pytest.approx(stroke.stroke_width(drawn), rel=1e-5)


@pytest.mark.parametrize("radius", [1, 2.5, 4, 7])
def test_dilation_widens_by_its_radius_on_either_side(radius: float) -> None:
    picture = np.zeros((60, 60), np.float32)
    picture[28:32] = 1
    assert stroke.dilate(picture, radius)[:, 30].sum() == pytest.approx(4 + 2 * radius)
    dot = np.zeros((41, 41), np.float32)
    dot[20, 20] = 1
    y, x = np.nonzero(stroke.dilate(dot, radius) == 1)
    assert np.hypot(y - 20, x - 20).max() == pytest.approx(radius, abs=0.7)


COLOURS = st.tuples(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255))


@settings(derandomize=True)
@given(COLOURS, COLOURS)
def test_colours_and_contrast_make_little_difference(paper: tuple, colour: tuple) -> None:
    white_on_black = eight()
    share = white_on_black[..., None] / 255
    coloured = np.rint(np.array(paper) * (1 - share) + np.array(colour) * share).astype(np.uint8)
    if np.abs(np.subtract(paper, colour)).max() < 16:
        return  # hardly to be seen
    assert np.abs(network_input(coloured) - network_input(white_on_black)).mean() < 0.02


def test_one_drawing_in_every_form() -> None:
    drawing = eight()
    seen = network_input(drawing)
    opaque = np.full_like(drawing, 255)
    same = {
        "dark on light": 255 - drawing,
        "three channels": np.dstack([drawing] * 3),
        "opaque": np.dstack([drawing, drawing, drawing, opaque]),
        "transparent, black ink": np.dstack([drawing * 0, drawing * 0, drawing * 0, drawing]),
        "transparent, white ink": np.dstack([opaque, opaque, opaque, drawing]),
        "whole numbers": drawing.astype(np.int64),
        "16 bits": drawing.astype(np.uint16) * 257,
        "floats to 255": drawing.astype(np.float32),
        "floats to 1": drawing / 255,
        "half floats": (drawing / 255).astype(np.float16),
        "not in one piece": np.asfortranarray(drawing),
        "read from behind": np.flip(np.flip(drawing).copy()),
    }
    for name, image in same.items():
        np.testing.assert_array_equal(network_input(image), seen, err_msg=name)
    assert np.abs(network_input(drawing > 127) - seen).mean() < 0.01


def test_given_paper_tells_all_ink_from_no_ink() -> None:
    all_ink = np.full((50, 50, 3), (20, 33, 61), np.uint8)
    assert not ink.find_ink(all_ink).any()
    assert ink.find_ink(all_ink, paper=255).min() > 0.9
    assert not ink.find_ink(np.full((50, 50, 4), 255, np.uint8), paper=255).any()


def test_faint_noise_is_no_ink_but_a_faint_drawing_is() -> None:
    random = np.random.default_rng(0)
    noise = random.integers(246, 255, (280, 280)).astype(np.uint8)
    assert not ink.find_ink(noise).any()
    drawn = np.minimum(noise, 255 - eight() // 2)
    assert np.abs(network_input(drawn) - network_input(eight())).mean() < 0.03


@pytest.mark.parametrize("skipped", reading.STEPS)
def test_a_skipped_step_is_marked_and_the_rest_goes_on(skipped: str) -> None:
    drawing = 255 - eight((80, 90), width=4)
    steps = reading.read(drawing, skip={skipped})
    assert [step.name for step in steps if not step.applied] == [skipped]
    assert steps[-1].image.shape == (28, 28)
    assert np.abs(steps[-1].image - network_input(drawing)).mean() > 0.01


def test_without_crop_and_fit_the_whole_canvas_is_shrunk() -> None:
    drawing = eight((70, 60))
    shrunk = network_input(drawing, skip={"crop", "thickness", "fit", "centre"})
    mean = drawing.reshape(28, 10, 28, 10).mean(axis=(1, 3)) / 255
    np.testing.assert_allclose(shrunk, mean, atol=0.5 / 255 + 1e-6)


def test_without_ink_the_grey_values_stay() -> None:
    drawing = 255 - eight()
    np.testing.assert_allclose(reading.read(drawing, skip={"ink"})[0].image, drawing / 255, atol=1e-6)
    transparent = np.dstack([drawing * 0, drawing * 0, drawing * 0, eight()])
    np.testing.assert_allclose(reading.read(transparent, skip={"ink"})[0].image, drawing / 255, atol=0.005)


SHAPES = st.tuples(st.integers(1, 40), st.integers(1, 40)).flatmap(
    lambda size: st.sampled_from([size, (*size, 3), (*size, 4)])
)
DTYPES = st.sampled_from(["uint8", "bool", "int16", "int64", "uint16", "float16", "float32", "float64"])
SKIPS = st.frozensets(st.sampled_from(reading.STEPS))


@given(SHAPES, DTYPES, SKIPS, st.integers(0, 2**32 - 1), st.sampled_from([0, 1, 2, 255]))
def test_any_picture_can_be_read(shape: tuple, dtype: str, skip: frozenset, seed: int, top: int) -> None:
    image = np.random.default_rng(seed).integers(0, top + 1, shape).astype(dtype)
    seen = network_input(image, skip=skip)
    assert seen.shape == (28, 28)
    assert seen.dtype == np.float32
    assert seen.min() >= 0
    assert seen.max() <= 1 + 1e-6


@pytest.mark.parametrize(
    ("image", "named"),
    [
        (np.zeros(5), "shape"),
        (np.zeros((0, 5)), "shape"),
        (np.zeros((5, 5, 2)), "shape"),
        (np.zeros((2, 5, 5, 3)), "shape"),
        (np.full((5, 5), np.nan), "finite"),
        (np.full((5, 5), np.inf), "finite"),
        (np.full((5, 5), -1.0), "within"),
        (np.full((5, 5), 300), "within"),
        (np.full((5, 5), 1 + 1j), "complex"),
        (np.full((5, 5), "7"), "<U1"),
        (np.full((5, 5), None), "object"),
    ],
)
def test_what_is_no_picture_is_named(image: np.ndarray, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        reading.read(image)


def test_unknown_steps_and_papers_are_named() -> None:
    with pytest.raises(ValueError, match="blur"):
        reading.read(eight(), skip={"blur"})
    with pytest.raises(ValueError, match="300"):
        reading.read(eight(), paper=300)


@pytest.mark.parametrize("shape", [(12_000, 12_000), (1, 100_000), (100_000, 3, 4), (3_000, 5_000, 3)])
def test_huge_pictures_are_thinned_out_first(shape: tuple[int, ...]) -> None:
    image = np.broadcast_to(np.uint8(7), shape)  # takes no memory, and would take much if it were copied
    steps = reading.read(image)
    assert max(steps[0].image.shape) <= ink.MAX_SIDE
    assert not steps[-1].image.any()

"""The digit reader as a whole: Keras is the witness of its numbers, and made drawings of its word."""

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlplay.digits import SWITCHABLE, Verdict, classify, network, pen, samples, turned
from dlplay.digits.mnist import load_mnist

INK = np.array([20, 33, 61])  # as on the page: dark blue on white


def drawing(
    strokes: list, middle: tuple[float, float] = (140, 140), scale: float = 1, width: float = 16
) -> np.ndarray:
    """Strokes in a box of about 100 around (0, 0) -> dark ink on opaque white, (280, 280, 4)."""
    placed = [np.array(stroke, float) * scale + middle for stroke in strokes]
    share = pen.render(placed, width)[..., None] / 255
    colours = np.rint(255 * (1 - share) + INK * share).astype(np.uint8)
    return np.concatenate([colours, np.full((280, 280, 1), 255, np.uint8)], axis=2)


TURN = np.linspace(0, 2 * np.pi, 60)
RING = np.stack([np.sin(TURN), np.cos(TURN)], axis=1)
BAR = [[-30, -50], [30, -50]]
DIGITS = {
    0: [RING * [35, 50]],
    1: [[[-25, -25], [0, -50], [0, 50]]],
    5: [BAR, [[-28, -44], [-30, -5], [10, -12], [30, 15], [15, 45], [-30, 45]]],
    7: [[*BAR, [-10, 50]], [[-20, 0], [25, 0]]],
    8: [RING * [22, 24] - [0, 25], RING * [27, 26] + [0, 25]],
}


@pytest.fixture(scope="module")
def keras_model() -> keras.Model:
    return keras.models.load_model(network.KERAS_FILE)


def test_numpy_and_keras_agree_on_all_test_digits(keras_model: keras.Model) -> None:
    pictures = load_mnist().x_test.astype(np.float32) / np.float32(255)
    read = network.load()
    probabilities = np.stack([read(picture).probabilities for picture in pictures])
    expected = keras_model.predict(pictures[..., None], batch_size=500, verbose=0)
    np.testing.assert_allclose(probabilities, expected, atol=1e-5)


def test_several_pictures_at_once_are_read_as_each_alone() -> None:
    pictures = load_mnist().x_test[:5].astype(np.float32) / np.float32(255)
    together, alone = network.load()(pictures), [network.load()(picture) for picture in pictures]
    for name in ("conv", "pooled", "dense", "probabilities"):
        np.testing.assert_allclose(getattr(together, name), [getattr(one, name) for one in alone], atol=1e-5)


@pytest.mark.parametrize("skip", [set(), {"crop"}, {"ink", "fit"}, set(SWITCHABLE)])
def test_each_step_turned_is_the_reading_with_that_step_the_other_way(skip: set[str]) -> None:
    image = drawing(DIGITS[5], middle=(80, 190), scale=0.7)
    pictures = turned(image, classify(image, skip=skip, paper=255).steps, paper=255)
    for step, picture in zip(SWITCHABLE, pictures, strict=True):
        expected = classify(image, skip=skip ^ {step}, paper=255).network_input
        np.testing.assert_array_equal(picture, expected)


def test_the_trace_holds_what_every_keras_layer_computes(keras_model: keras.Model) -> None:
    reading = classify(load_mnist().x_test[0])
    trace, picture = reading.trace, reading.network_input[None, ..., None]
    ours = {
        "conv2d": trace.conv,
        "max_pooling2d": trace.pooled,
        "dense": trace.dense,
        "dense_1": trace.probabilities,
    }
    for layer in keras_model.layers:
        picture = layer(picture)
        kind = layer.name.rstrip("_0123456789")
        if kind == "dense" and layer.units == 10:
            np.testing.assert_allclose(ours["dense_1"], picture[0], atol=1e-5)
            np.testing.assert_allclose(
                np.log(picture[0]), trace.logits - np.log(np.exp(trace.logits).sum()), atol=1e-3
            )
        elif kind in ("conv2d", "max_pooling2d", "dense"):
            np.testing.assert_allclose(ours[kind], picture[0], atol=1e-4)
    np.testing.assert_array_equal(np.maximum(trace.conv_before, 0), trace.conv)
    np.testing.assert_array_equal(np.maximum(trace.dense_before, 0), trace.dense)


def test_a_classification_is_consistent() -> None:
    reading = classify(load_mnist().x_test[0])
    assert reading.label == load_mnist().y_test[0] == reading.probabilities.argmax()
    assert reading.probabilities.shape == reading.logits.shape == (10,)
    assert reading.probabilities.sum() == pytest.approx(1)
    assert reading.network_input.dtype == np.float32
    assert [step.name for step in reading.steps] == list(SWITCHABLE)
    for truth in range(10):
        assert reading.loss(truth) == pytest.approx(-np.log(reading.probabilities[truth]), rel=1e-3, abs=1e-6)


@pytest.mark.parametrize("digit", DIGITS)
@pytest.mark.parametrize("width", [3, 9, 16, 24])
def test_drawn_digits_are_read(digit: int, width: int) -> None:
    for middle, scale in (((140, 140), 2), ((70, 60), 0.8), ((220, 210), 1)):
        reading = classify(drawing(DIGITS[digit], middle, scale, width * min(1, scale)))
        assert reading.label == digit
        assert reading.verdict == "sure"


def test_an_off_centre_digit_fails_without_the_steps_that_place_it() -> None:
    image = drawing(DIGITS[7], (60, 220), 0.7, 8)
    assert classify(image).label == 7
    lost = classify(image, skip={"crop", "thickness", "fit", "centre"})
    assert lost.label != 7 or lost.verdict != "sure"


@settings(derandomize=True)
@given(
    st.sampled_from(sorted(DIGITS)),
    st.integers(-50, 50),
    st.integers(-50, 50),
    st.sampled_from(["uint8", "int32", "float32", "float64"]),
    st.integers(5, 28),
)
def test_moving_a_drawing_changes_no_number(
    digit: int, right: int, down: int, dtype: str, width: int
) -> None:
    image = drawing(DIGITS[digit], scale=1.2, width=width)
    moved = np.roll(image, (down, right), axis=(0, 1)).astype(dtype)
    np.testing.assert_array_equal(classify(moved).probabilities, classify(image).probabilities)


@settings(derandomize=True)
@given(st.sampled_from(sorted(DIGITS)), st.floats(0.5, 2.2), st.floats(0.03, 0.25))
def test_scaling_a_drawing_does_not_change_the_answer(digit: int, scale: float, width: float) -> None:
    assert classify(drawing(DIGITS[digit], scale=scale, width=width * 100 * scale)).label == digit


def blob(radius: float) -> np.ndarray:
    return drawing([[[0, 0]]], width=2 * radius)


def hatching() -> np.ndarray:
    return drawing([[[x, 60 * (-1) ** n] for n, x in enumerate(range(-60, 61, 6))]], width=2, scale=2)


def transparent_but_inked() -> np.ndarray:
    image = np.full((280, 280, 4), 255, np.uint8)
    image[:2] = 0
    return image


def noise(shape: tuple[int, ...], seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, shape).astype(np.uint8)


def beside(*digits: int, apart: float = 85) -> np.ndarray:
    strokes = [
        np.array(part) + [apart * place, 0] for place, digit in enumerate(digits) for part in DIGITS[digit]
    ]
    return drawing(strokes, (140 - 0.7 * apart * (len(digits) - 1) / 2, 140), 0.7, 9)


def over(upper: int, lower: int) -> np.ndarray:
    """Two digits of the pen set, one over the other."""
    top, bottom = (samples.drawing(digit, 0)[45:235, 45:235] for digit in (upper, lower))
    return np.concatenate([top, np.full((60, 190), 255, np.uint8), bottom])


@pytest.mark.parametrize(
    ("image", "verdict"),
    [
        (np.zeros((280, 280), np.uint8), "blank"),
        (np.full((280, 280, 4), 255, np.uint8), "blank"),
        (np.zeros((280, 280, 4), np.uint8), "blank"),
        (np.zeros((1, 1), np.uint8), "blank"),
        (np.full((1, 1, 3), 200, np.uint8), "blank"),
        (np.broadcast_to(np.uint8(255), (12_000, 12_000)), "blank"),
        (blob(2), "dot"),
        (blob(9), "dot"),
        (blob(20), "dot"),
        (blob(100), "filled"),
        (transparent_but_inked(), "filled"),
        (hatching(), "scribble"),
        (noise((280, 280)), "scribble"),
        (noise((280, 280, 3)), "scribble"),
        (noise((280, 280, 4)), "scribble"),
        (noise((28, 28)), "scribble"),
        (noise((70, 35)) // 255 * 255, "scribble"),
        (beside(7, 5, 8), "several"),
        (beside(0, 7), "several"),
        (beside(1, 1, apart=60), "several"),
        (beside(1, 0, apart=75), "several"),
        (over(3, 0), "several"),
        (over(1, 7), "several"),
    ],
)  # fmt: skip
def test_what_is_no_digit_gets_an_honest_word(image: np.ndarray, verdict: str) -> None:
    reading = classify(image)
    assert reading.verdict == verdict
    assert reading.probabilities.sum() == pytest.approx(1)


@pytest.mark.parametrize("digit", DIGITS)
@pytest.mark.parametrize("height", [10, 13, 16])
def test_a_pen_wider_than_a_small_digit_leaves_nothing_to_read(digit: int, height: int) -> None:
    reading = classify(drawing(DIGITS[digit], scale=height / 100, width=18))
    assert reading.verdict in ("thick", "dot")  # both ask for a larger digit or a thinner pen


@pytest.mark.parametrize("share", [0.6, 0.7, 0.8])
@pytest.mark.parametrize("digit", [0, 5, 7, 8])
def test_a_pen_wider_than_half_the_digit_is_too_thick(digit: int, share: float) -> None:
    assert classify(drawing(DIGITS[digit], scale=0.3, width=30 * share)).verdict in ("thick", "dot")


def test_an_inked_canvas_is_filled_if_its_paper_is_known() -> None:
    inked = drawing([[[-200, y], [200, y]] for y in range(-150, 150, 10)], width=30)
    assert classify(inked, paper=255).verdict == "filled"
    inked[..., :3] = INK
    assert classify(inked, paper=255).verdict == "filled"
    assert classify(drawing(DIGITS[5]), paper=255).verdict == "sure"


@pytest.mark.parametrize(
    "strokes",
    [
        DIGITS[5],  # the bar stands apart
        DIGITS[8],
        [RING * [20, 22] - [0, 28], RING * [26, 24] + [0, 26]],  # an 8 whose loops do not touch
        [[[-25, -50], [-32, 5], [30, 5]], [[20, -30], [18, 50]]],  # a 4 in two strokes
        [[[-25, -50], [-32, 5], [0, 6]], [[18, -50], [16, 50]]],  # and one whose strokes do not touch
        DIGITS[7],
        [RING[5:26] * [30, 50], RING[34:55] * [30, 50]],  # a 0 in two arcs
    ],
)
def test_one_digit_in_several_strokes_is_one_digit(strokes: list) -> None:
    for scale in (0.6, 1, 2):
        assert classify(drawing(strokes, scale=scale, width=7 * scale)).verdict in (
            Verdict.SURE,
            Verdict.UNSURE,
        )


def test_samples_of_every_hand_are_digits() -> None:
    for digit in range(10):
        for hand in range(samples.HANDS):
            assert classify(samples.drawing(digit, hand)).verdict in ("sure", "unsure")


def test_torn_between_two_digits_is_unsure() -> None:
    """Where the two best answers are equally probable by construction: the output layer alone decides."""
    weights = dict(network.load().weights)
    torn = network.Network(
        weights
        | {"output_kernel": weights["output_kernel"] * 0, "output_bias": np.arange(10) // 8 * np.float32(20)}
    )
    reading = classify(drawing(DIGITS[5]), network=torn)
    assert reading.probabilities[8:] == pytest.approx([0.5, 0.5])
    assert reading.verdict == "unsure"


@pytest.mark.parametrize("image", [np.full((5, 5), np.nan), np.zeros((3, 3, 7)), np.zeros(0), "seven"])
def test_what_is_no_picture_is_refused(image: object) -> None:
    with pytest.raises(ValueError, match="image must"):
        classify(image)

"""Convolution, pooling and receptive fields against Keras, and against cases worked by hand."""

import keras
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlplay.convolution import (
    KERNELS,
    PADDINGS,
    Sliding,
    bordered,
    convolve,
    count,
    fields,
    place_in_vector,
    pool,
    window,
)

BY_HAND = np.array([[1.0, 2, 0], [0, 1, 3], [4, 0, 1]])[..., None]
CORNERS = np.array([[1.0, 0], [0, -2]])[..., None, None]
SLIDES = st.builds(
    Sliding,
    kernel=st.integers(1, 5),
    stride=st.integers(1, 4),
    padding=st.sampled_from([*PADDINGS, 0, 1, 2, 3]),
    dilation=st.integers(1, 3),
)


def normal(*shape: int) -> np.ndarray:
    return np.random.default_rng(shape).normal(size=shape)


def with_holes(kernel: np.ndarray, dilation: int) -> np.ndarray:
    """The kernel with zeros between its weights: Keras takes no stride beside a dilation."""
    side = dilation * (len(kernel) - 1) + 1
    holes = np.zeros((side, side, *kernel.shape[2:]))
    holes[::dilation, ::dilation] = kernel
    return holes


@pytest.mark.parametrize("dilation", [1, 2, 3])
@pytest.mark.parametrize("padding", [*PADDINGS, 0, 1, 2])
@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize(("channels", "filters", "k"), [(1, 1, 3), (3, 4, 3), (2, 3, 5), (2, 1, 2)])
def test_convolve_is_keras_conv(
    stride: int, padding: str | int, dilation: int, channels: int, filters: int, k: int
) -> None:
    x, kernel, bias = normal(14, 17, channels), normal(k, k, channels, filters), normal(filters)
    z = convolve(x, kernel, bias, Sliding(k, stride, padding, dilation))
    given = x[None] if padding in PADDINGS else np.pad(x, [(padding, padding)] * 2 + [(0, 0)])[None]
    border = padding if padding in PADDINGS else "valid"
    expected = keras.ops.conv(given, with_holes(kernel, dilation), stride, border) + bias
    np.testing.assert_allclose(z, expected[0], rtol=1e-5, atol=1e-5)
    if stride == 1:
        dilated = keras.ops.conv(given, kernel, 1, border, dilation_rate=dilation) + bias
        np.testing.assert_allclose(z, dilated[0], rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("size", [1, 2, 3, 4])
@pytest.mark.parametrize(("height", "width"), [(26, 26), (5, 7), (4, 4)])
def test_pool_is_keras_pooling(size: int, height: int, width: int) -> None:
    x = normal(height, width, 3)
    most, mean = (pool(x, size, kind).values for kind in ("max", "average"))
    np.testing.assert_allclose(most, keras.ops.max_pool(x[None], size, size)[0], rtol=1e-6)
    np.testing.assert_allclose(mean, keras.ops.average_pool(x[None], size, size)[0], rtol=1e-5, atol=1e-6)


def test_a_convolution_by_hand() -> None:
    # 1 - 2 * 1 + 0.5, 2 - 2 * 3 + 0.5, 0 - 2 * 0 + 0.5, 1 - 2 * 1 + 0.5
    z = convolve(BY_HAND, CORNERS, np.array([0.5]), Sliding(2))
    np.testing.assert_array_equal(z[..., 0], [[-0.5, -3.5], [0.5, -0.5]])
    # a border of one and every second pixel: only corners and middles of the border meet a weight
    wide = convolve(BY_HAND, CORNERS, np.zeros(1), Sliding(2, 2, 1))
    np.testing.assert_array_equal(wide[..., 0], [[-2, 0], [-8, -1]])


def test_the_kernel_is_not_flipped() -> None:
    step = np.array([[0.0, 0, 1, 1]] * 3)[..., None]
    z = convolve(step, KERNELS["edge_left"][..., None, None], np.zeros(1), Sliding(3))
    assert z.ravel().tolist() == [4, 4]


def test_one_window_s_numbers_by_hand() -> None:
    found = window(BY_HAND, CORNERS[..., 0], 0.5, Sliding(2), (0, 1))
    assert found.patch[..., 0].tolist() == [[2, 0], [1, 3]]
    assert found.products[..., 0].tolist() == [[2, 0], [0, -6]]
    assert (found.total, found.z, found.a) == (-4, -3.5, 0)
    with pytest.raises(ValueError, match=r"place must be within the map, got \(0, 2\)"):
        window(BY_HAND, CORNERS[..., 0], 0.5, Sliding(2), (0, 2))


@given(SLIDES, st.integers(1, 20), st.data())
def test_each_window_makes_its_pixel_of_the_map(slide: Sliding, n: int, data: st.DataObject) -> None:
    x, kernel = normal(n, n, 2), normal(slide.kernel, slide.kernel, 2, 1)
    if n + sum(slide.border(n)) < slide.reach:
        with pytest.raises(ValueError, match="n must be at least"):
            convolve(x, kernel, np.zeros(1), slide)
        return
    z = convolve(x, kernel, np.array([0.3]), slide)
    size = slide.size(n)
    assert z.shape == (size, size, 1)
    if slide.padding == "same":
        assert size == -(-n // slide.stride)
    row, column = (data.draw(st.integers(0, size - 1)) for _ in "rc")
    assert window(x, kernel[..., 0], 0.3, slide, (row, column)).z == pytest.approx(z[row, column, 0])
    assert bordered(x, slide).shape == (n + sum(slide.border(n)), n + sum(slide.border(n)), 2)


def test_sizes_by_hand() -> None:
    assert Sliding(3).size(28) == 26
    assert Sliding(3, padding="same").size(28) == Sliding(3, padding=1).size(28) == 28
    assert Sliding(3, stride=2).size(28) == 13
    assert Sliding(3, dilation=2).size(28) == 24
    assert Sliding(3, 2, "same").border(28) == (0, 1)
    assert Sliding(5, 4, 3, 3).size(28) == 6  # (28 + 6 - 12 - 1) / 4 = 5.25, and one more


def test_which_of_four_won() -> None:
    pooled = pool(np.array([[1.0, 2, 5, 5], [3, 0, 5, 4]])[..., None])
    assert pooled.values[..., 0].tolist() == [[3, 5]]
    assert pooled.winners[..., 0].tolist() == [[2, 0]]
    assert pool(np.array([[1.0, 2], [3, 0]])[..., None], 2, "average").values.item() == 1.5


def test_what_the_textbook_s_units_see() -> None:
    conv, pooling = Sliding(3), Sliding(2, 2)
    seen = fields([conv, pooling, conv, pooling], 28)
    assert [one.size for one in seen] == [1, 3, 4, 8, 10]
    assert [one.jump for one in seen] == [1, 1, 2, 2, 4]
    assert seen[3].span(1, 28) == (2, 10)
    assert fields([Sliding(3, padding="same")], 28)[1].span(0, 28) == (0, 2)
    with pytest.raises(ValueError, match="n must be at least 13"):
        fields([Sliding(3, 4), pooling, Sliding(5, dilation=3)], 28)


@given(st.lists(SLIDES, min_size=1, max_size=3), st.data())
def test_a_unit_depends_on_its_field_and_on_nothing_else(layers: list[Sliding], data: st.DataObject) -> None:
    n = 16
    try:
        field = fields(layers, n)[-1]
    except ValueError:
        return
    line = np.zeros((n, n, 1))
    size = n
    for layer in layers:
        size = layer.size(size)
    unit = data.draw(st.integers(0, size - 1))
    low, high = field.span(unit, n)
    for pixel in (low - 1, high):  # just outside: whatever stands there, the unit stays
        if 0 <= pixel < n:
            line[:, pixel] = 1
    for layer in layers:
        ones = np.ones((layer.kernel, layer.kernel, 1, 1))
        line = convolve(line, ones, np.zeros(1), layer)
    assert not line[:, unit].any()


def test_parameters_by_hand_and_in_keras() -> None:
    shown = count(Sliding(3), 28, 1, 32)
    assert shown == (784, 26 * 26 * 32, (9 + 1) * 32, 785 * 21632)
    layers = keras.layers.Conv2D(32, 3), keras.layers.Dense(21632)
    for layer, shape in zip(layers, [(None, 28, 28, 1), (None, 784)], strict=True):
        layer.build(shape)
    assert (shown.convolution, shown.dense) == tuple(layer.count_params() for layer in layers)


def test_flatten_puts_channels_next_to_each_other() -> None:
    maps = normal(1, 3, 5, 4)
    flat = np.asarray(keras.layers.Flatten()(maps))[0]
    for row, column, channel in np.ndindex(3, 5, 4):
        assert flat[place_in_vector(row, column, channel, 5, 4)] == np.float32(maps[0, row, column, channel])


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"kernel": 0}, "kernel must be at least 1, got 0"),
        ({"kernel": 3, "stride": 0}, "stride must be at least 1, got 0"),
        ({"kernel": 3, "dilation": -1}, "dilation must be at least 1, got -1"),
        ({"kernel": 3, "padding": "full"}, "padding must be one of .* or at least 0, got 'full'"),
        ({"kernel": 3, "padding": -1}, "padding must be one of .* or at least 0, got -1"),
    ],
)
def test_what_cannot_slide_is_told(wrong: dict, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        Sliding(**wrong)


def test_a_kernel_of_another_shape_and_another_pooling_are_told() -> None:
    with pytest.raises(
        ValueError, match=r"kernel must be of shape \(3, 3, 1\) and filters, got \(2, 2, 1, 1\)"
    ):
        convolve(BY_HAND, CORNERS, np.zeros(1), Sliding(3))
    with pytest.raises(ValueError, match="kind must be one of"):
        pool(BY_HAND, 2, "median")
    with pytest.raises(ValueError, match="size must be from 1 to 3, got 4"):
        pool(BY_HAND, 4)


def test_the_named_kernels() -> None:
    sums = {name: round(float(kernel.sum()), 9) for name, kernel in KERNELS.items()}
    assert {name for name, total in sums.items() if total == 0} == {"edge_left", "edge_top", "laplacian"}
    assert {name for name, total in sums.items() if total == 1} == KERNELS.keys() - {
        "edge_left",
        "edge_top",
        "laplacian",
    }
    x = normal(5, 5, 1)
    same = convolve(x, KERNELS["identity"][..., None, None], np.zeros(1), Sliding(3, padding="same"))
    np.testing.assert_array_equal(same, x)

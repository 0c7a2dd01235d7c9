"""Loss surfaces: slopes against finite differences and against Keras, minima against published ones."""

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from dlplay.surfaces import BATCHES, EXAMPLES, SURFACES, Surface
from dlplay.surfaces.network import INPUTS, TARGETS

EVERY = pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)


@EVERY
@settings(max_examples=60)
@given(across=st.floats(0, 1), up=st.floats(0, 1))
def test_the_slope_is_the_finite_difference_of_the_value(surface: Surface, across: float, up: float) -> None:
    left, right, bottom, top = surface.limits
    w, step = np.array([left + across * (right - left), bottom + up * (top - bottom)]), 1e-5
    differences = [
        (surface.value(w + move) - surface.value(w - move)) / (2 * step) for move in step * np.eye(2)
    ]
    tolerance = 1e-6 * max(1.0, float(surface.value(w)))
    np.testing.assert_allclose(surface.slope(w), differences, rtol=1e-5, atol=tolerance)


@EVERY
def test_value_and_slope_are_those_of_the_shown_keras_expression(surface: Surface) -> None:
    for start in (surface.start, (0.3, -0.7), (1.9, 1.2)):
        x, y = (tf.constant(one, "float64") for one in start)
        names = {"x": x, "y": y, "keras": keras, "np": np, "u": INPUTS, "target": TARGETS}
        with tf.GradientTape() as tape:
            tape.watch([x, y])
            loss = eval(surface.keras, names)
        assert float(surface.value(np.array(start))) == pytest.approx(float(loss), rel=1e-9)
        np.testing.assert_allclose(surface.slope(np.array(start)), tape.gradient(loss, [x, y]), rtol=1e-9)


@EVERY
def test_every_minimum_is_one_and_no_place_in_the_picture_is_lower(surface: Surface) -> None:
    left, right, bottom, top = surface.limits
    grid = np.stack(np.meshgrid(np.linspace(left, right, 201), np.linspace(bottom, top, 201)), axis=-1)
    for minimum in np.array(surface.minima):
        np.testing.assert_allclose(surface.slope(minimum), 0, atol=1e-9)
        assert (surface.curvature(minimum) > 0).all()
        assert surface.value(minimum) == pytest.approx(surface.least, abs=1e-12)
        assert left < minimum[0] < right
        assert bottom < minimum[1] < top
    values = surface.value(grid)
    assert values.min() >= surface.least - 1e-12
    lowest = grid.reshape(-1, 2)[values.argmin()]
    assert surface.nearest(lowest)[1] < 0.05 * surface.limits.diagonal


def test_values_by_hand() -> None:
    at = {name: float(one.value(np.array([2.0, -1.0]))) for name, one in SURFACES.items()}
    assert at["bowl"] == 2.5
    assert at["ravine"] == 13.0  # (0.5 * 4 + 24) / 2
    assert at["saddle"] == 2.0
    assert at["beale"] == pytest.approx(2.5**2 + 2.25**2 + 1.375**2)
    assert at["rosenbrock"] == 1 + 100 * 25
    assert at["himmelblau"] == 64 + 16
    assert at["rastrigin"] == 5
    assert at["network"] == pytest.approx(np.mean((-np.tanh(2 * INPUTS) - TARGETS) ** 2))
    assert SURFACES["himmelblau"].least == 0


def test_the_curvature_by_hand() -> None:
    np.testing.assert_allclose(SURFACES["ravine"].curvature(np.array([1.0, 1.0])), [0.5, 24], rtol=1e-6)
    np.testing.assert_allclose(SURFACES["saddle"].curvature(np.zeros(2)), [-1, 1], rtol=1e-6)
    # Rosenbrock at (1, 1): [[802, -400], [-400, 200]], trace 1002, determinant 400
    root = np.sqrt(501**2 - 400)
    np.testing.assert_allclose(
        SURFACES["rosenbrock"].curvature(np.ones(2)), [501 - root, 501 + root], rtol=1e-6
    )


@EVERY
def test_many_places_at_once_are_each_place_alone(surface: Surface) -> None:
    places = np.random.default_rng(1).uniform(-2, 2, (3, 4, 2))
    for rule in (surface.value, surface.slope, surface.curvature):
        together = rule(places)
        alone = np.array([[rule(place) for place in row] for row in places])
        np.testing.assert_allclose(together, alone, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", [name for name, one in SURFACES.items() if one.batch is None])
def test_noise_shrinks_with_the_root_of_the_batch(name: str) -> None:
    surface, w = SURFACES[name], np.array([0.5, 0.5])
    for batch in BATCHES:
        draws = surface.draws(batch, 4000, seed=3)
        assert draws.std() == pytest.approx(surface.noise / batch**0.5, rel=0.05)
        np.testing.assert_allclose(surface.gradient(w, draws[0]), surface.slope(w) + draws[0])


@pytest.mark.parametrize("batch", BATCHES)
def test_the_network_s_mini_batches_are_real_ones(batch: int) -> None:
    surface, w = SURFACES["network"], np.array([0.7, -1.1])
    draws = surface.draws(batch, 2 * EXAMPLES // batch, seed=5)
    assert draws.shape == (2 * EXAMPLES // batch, batch)
    for epoch in draws.reshape(2, EXAMPLES):
        assert sorted(epoch) == list(range(EXAMPLES))
    gradients = [surface.gradient(w, draw) for draw in draws[: EXAMPLES // batch]]
    np.testing.assert_allclose(np.mean(gradients, axis=0), surface.gradient(w), rtol=1e-12)
    x, y = (tf.constant(one, "float64") for one in w)
    with tf.GradientTape() as tape:
        tape.watch([x, y])
        answers = y * tf.tanh(x * INPUTS[draws[1]])
        loss = keras.losses.MeanSquaredError(dtype="float64")(TARGETS[draws[1]], answers)
    np.testing.assert_allclose(surface.gradient(w, draws[1]), tape.gradient(loss, [x, y]), rtol=1e-9)


@EVERY
def test_the_same_seed_gives_the_same_draws_and_no_batch_gives_none(surface: Surface) -> None:
    assert surface.draws(0, 10, 1) is None
    np.testing.assert_array_equal(surface.draws(2, 10, 1), surface.draws(2, 10, 1))
    assert not np.array_equal(surface.draws(2, 10, 1), surface.draws(2, 10, 2))
    with pytest.raises(ValueError, match=r"batch must be 0 or one of .* received 3"):
        surface.draws(3, 10, 1)

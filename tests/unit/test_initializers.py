"""The initialisers against Keras's limits and deviations, and what orthogonal means."""

import keras
import numpy as np
import pytest

from dlplay.initializers import INITIALIZERS

N_IN, N_OUT = 300, 200


@pytest.mark.parametrize("name", INITIALIZERS)
def test_weights_are_spread_as_keras_spreads_them(name: str) -> None:
    ours = INITIALIZERS[name](N_IN, N_OUT, np.random.default_rng(0))
    initializer = keras.initializers.get(name)
    keras_s = np.asarray(initializer((N_IN, N_OUT)))
    assert ours.shape == keras_s.shape
    assert ours.std() == pytest.approx(keras_s.std(), rel=0.02)
    assert ours.mean() == pytest.approx(0, abs=4 * keras_s.std() / np.sqrt(ours.size))
    if name != "random_normal" and name != "orthogonal":  # the others have a hard limit
        assert np.abs(ours).max() == pytest.approx(np.abs(keras_s).max(), rel=0.01)


@pytest.mark.parametrize(("n_in", "n_out"), [(20, 20), (30, 10), (10, 30)])
def test_orthogonal_keeps_lengths(n_in: int, n_out: int) -> None:
    kernel = INITIALIZERS["orthogonal"](n_in, n_out, np.random.default_rng(0))
    small = kernel if n_in <= n_out else kernel.T
    np.testing.assert_allclose(small @ small.T, np.eye(min(n_in, n_out)), atol=1e-12)


def test_the_same_seed_gives_the_same_weights() -> None:
    for rule in INITIALIZERS.values():
        first, second = (rule(5, 4, np.random.default_rng(7)) for _ in range(2))
        np.testing.assert_array_equal(first, second)

"""A network of two weights on 32 points: a tanh neuron and a linear output, y tanh(x u), without biases.

Both minima draw the same curve: changing the signs of both weights changes nothing. Between them lies a
saddle, at zero weights, where the gradient is 0.
"""

import numpy as np

from dlplay.surfaces.surface import EXAMPLES, NUDGE, Limits, Surface, together


def _data() -> tuple[np.ndarray, np.ndarray]:
    """32 noisy points of a curve that the network can draw: inputs and targets, rounded as they are shown."""
    random = np.random.default_rng(7)
    x = np.linspace(-2, 2, EXAMPLES)
    return x.round(2), (1.6 * np.tanh(1.3 * x) + random.normal(scale=0.35, size=EXAMPLES)).round(2)


INPUTS, TARGETS = _data()


def network(w: np.ndarray) -> np.ndarray:
    """mean over the data of (y tanh(x u) - target)^2, u the input"""
    return ((w[..., 1:] * np.tanh(w[..., :1] * INPUTS) - TARGETS) ** 2).mean(axis=-1)


def network_batch(w: np.ndarray, examples: np.ndarray | slice) -> np.ndarray:
    """The gradient of the same mean over some of the examples."""
    inputs, targets = INPUTS[examples], TARGETS[examples]
    hidden = np.tanh(w[..., :1] * inputs)
    by_output = 2 / len(inputs) * (w[..., 1:] * hidden - targets)
    by_x = (by_output * w[..., 1:] * (1 - hidden * hidden) * inputs).sum(axis=-1)
    return together(by_x, (by_output * hidden).sum(axis=-1))


def network_slope(w: np.ndarray) -> np.ndarray:
    return network_batch(w, slice(None))


def _fitted() -> tuple[float, float]:
    """The network's best weights, by Newton's method from near them."""
    w = np.array([1.3, 1.6])
    for _ in range(20):
        matrix = np.stack(
            [(network_slope(w + step) - network_slope(w - step)) / (2 * NUDGE) for step in NUDGE * np.eye(2)]
        )
        w = w - np.linalg.solve(matrix, network_slope(w))
    return float(w[0]), float(w[1])


BEST = _fitted()

NETWORK = Surface(
    "network",
    network,
    network_slope,
    latex=r"\tfrac{1}{32} \sum_i \bigl(y \tanh(x u_i) - t_i\bigr)^2",
    keras="keras.ops.mean((y * keras.ops.tanh(x * u) - target) ** 2)",
    limits=Limits(-4, 4, -4, 4),
    minima=(BEST, (-BEST[0], -BEST[1])),
    start=(3.5, -3.0),
    noise=0.0,
    fold=0.1,
    source="",
    batch=network_batch,
)

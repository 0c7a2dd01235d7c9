"""A sanity check: a map that stays as it is when the network forgets all it learned explains no network.

From the answer down, layer by layer, the trained weights give way to those that Keras would start with. Maps
that depend on what was learned change; those that show the ink do not.

Source: Adebayo, Gilmer, Muelly, Goodfellow, Hardt and Kim, "Sanity checks for saliency maps", 2018.
"""

from dataclasses import replace

import numpy as np

from dlplay.digits.network import Network

LAYERS = ("output", "dense", "conv")  # from the answer down


def randomised(network: Network, depth: int, seed: int) -> Network:
    """The network with its last `depth` layers as Keras would start them: Glorot uniform, biases 0."""
    random = np.random.default_rng(seed)
    weights = dict(network.weights)
    for layer in LAYERS[:depth]:
        kernel, bias = f"{layer}_kernel", f"{layer}_bias"
        *window, n_in, n_out = weights[kernel].shape
        limit = np.sqrt(6 / (np.prod(window, dtype=int) * (n_in + n_out)))
        weights[kernel] = random.uniform(-limit, limit, weights[kernel].shape).astype(np.float32)
        weights[bias] = np.zeros_like(weights[bias])
    return replace(network, weights=weights)


def likeness(one: np.ndarray, other: np.ndarray) -> float:
    """Spearman's rank correlation of how strong two maps are at each pixel, |map|: 1 for the same order.

    0 where one of them is the same everywhere.

    Args:
        one, other: of the same shape; of some pixels only, `map[ink]`, to leave out where nothing can differ.
    """
    deviations = [ranks - ranks.mean() for ranks in (_ranks(np.abs(map).ravel()) for map in (one, other))]
    lengths = [float(np.linalg.norm(one)) for one in deviations]
    return float(deviations[0] @ deviations[1] / (lengths[0] * lengths[1])) if all(lengths) else 0.0


def _ranks(values: np.ndarray) -> np.ndarray:
    """The rank of each; equal values share the mean of theirs."""
    _, where, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = counts.cumsum()
    return (last - (counts - 1) / 2)[where]

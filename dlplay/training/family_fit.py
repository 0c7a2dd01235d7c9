"""Build a member of the family in Keras from its list of layers, train it, or train on under a mask."""

import keras
import numpy as np

from dlplay.digits.family.architecture import Layer
from dlplay.digits.reading import GRID
from dlplay.training import digit_fit


def build(layers: tuple[Layer, ...], masks: dict[str, np.ndarray] | None = None) -> keras.Sequential:
    """The network of a list of layers, with new weights.

    Args:
        masks: `<name>_kernel` -> bool of the kernel's shape; where it is False, training leaves the weight 0.
    """
    masks = masks or {}
    made = [_made(layer, layer is layers[-1], masks.get(f"{layer.name}_kernel")) for layer in layers]
    return keras.Sequential([keras.Input((GRID, GRID, 1)), *made])


def _made(layer: Layer, last: bool, mask: np.ndarray | None) -> keras.Layer:
    if layer.kind == "pool":
        return keras.layers.MaxPooling2D(layer.size)
    if layer.kind == "flatten":
        return keras.layers.Flatten()
    given = {
        "name": layer.name,
        "activation": "softmax" if last else "relu",
        "kernel_constraint": None if mask is None else Masked(mask),
    }
    if layer.kind == "conv":
        return keras.layers.Conv2D(layer.units, layer.size, **given)
    return keras.layers.Dense(layer.units, **given)


class Masked(keras.constraints.Constraint):
    """Sets some weights back to 0 after each update."""

    def __init__(self, mask: np.ndarray):
        self.mask = mask

    def __call__(self, w):
        return keras.ops.where(self.mask, w, 0.0)  # times 0 would give -0, which a file packs less well


def put(network: keras.Sequential, weights: dict[str, np.ndarray]) -> None:
    """Set a network's arrays, by their names."""
    for layer in network.layers:
        if layer.weights:
            layer.set_weights([weights[f"{layer.name}_kernel"], weights[f"{layer.name}_bias"]])


def taken(network: keras.Sequential) -> dict[str, np.ndarray]:
    """A network's arrays, float32, by their names."""
    arrays: dict[str, np.ndarray] = {}
    for layer in network.layers:
        if layer.weights:
            kernel, bias = layer.get_weights()
            arrays |= {f"{layer.name}_kernel": kernel, f"{layer.name}_bias": bias}
    return arrays


def fit(
    layers: tuple[Layer, ...],
    recipe,
    images: np.ndarray,
    labels: np.ndarray,
    seed: int,
    held_out,
    start: dict[str, np.ndarray] | None = None,
) -> dict[str, np.ndarray]:
    """Train a network, and give its arrays.

    Args:
        recipe: see `family.Recipe`.
        images, labels, seed, held_out: as for `digit_fit.fit`.
        start: weights to begin with; those that are 0 in a kernel stay 0. Without it they are drawn anew.
    """
    keras.utils.set_random_seed(seed)
    masks = {name: array != 0 for name, array in (start or {}).items() if name.endswith("_kernel")}
    network = build(layers, masks)
    if start:
        put(network, start)
    digit_fit.train(network, recipe, images, labels, seed, held_out=held_out)
    return taken(network)

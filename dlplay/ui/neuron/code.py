"""The Keras lines of the networks on this page."""

from collections.abc import Sequence

import numpy as np

from dlplay.activations import ACTIVATIONS
from dlplay.neuron import Dense


def keras_network(layers: Sequence[Dense], x: np.ndarray) -> str:
    """Build these layers, give them these weights, and run them on x (N, n_in)."""
    dense = "".join(
        f"    keras.layers.Dense({len(bias)}, activation={ACTIVATIONS[name].keras_argument()}),\n"
        for _, bias, name in layers
    )
    weights = "".join(
        f"    np.array({layer.kernel.round(2).tolist()}), np.array({layer.bias.round(2).tolist()}),\n"
        for layer in layers
    )
    return f"""\
import keras
import numpy as np

model = keras.Sequential([
    keras.Input(shape=({len(layers[0].kernel)},)),
{dense}])
model.set_weights([
{weights}])
x = np.array({np.asarray(x).tolist()})
a = model.predict(x)
print(a)
"""

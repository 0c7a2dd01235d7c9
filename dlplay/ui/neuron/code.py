"""The networks on this page as scripts. A test runs them and compares what they give with the page."""

from collections.abc import Sequence

import numpy as np

from dlplay.activations import ACTIVATIONS, torch_names
from dlplay.neuron import Dense
from dlplay.ui.code_panel import Script


def script(layers: Sequence[Dense], x: np.ndarray) -> Script:
    """Build these layers, give them these weights, and run them on x (N, n_in)."""
    return Script(_keras(layers, x), _torch(layers, x))


def _keras(layers: Sequence[Dense], x: np.ndarray) -> str:
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


def _torch(layers: Sequence[Dense], x: np.ndarray) -> str:
    linear = "".join(f"    torch.nn.Linear({len(kernel)}, {len(bias)}),\n" for kernel, bias, _ in layers)
    # PyTorch keeps a kernel the other way round: a row for each unit
    weights = "".join(
        f"    ({layer.kernel.T.round(2).tolist()}, {layer.bias.round(2).tolist()}),\n" for layer in layers
    )
    forward = "".join(
        f"    a = {torch_names.call(name, f'layers[{place}](a)')}\n"
        if torch_names.CALLS[name].count("{x}") == 1
        else f"    z = layers[{place}](a)\n    a = {torch_names.call(name, 'z')}\n"
        for place, (_, _, name) in enumerate(layers)
    )
    return f"""\
import torch
import torch.nn.functional as F

layers = [
{linear}]
weights = [  # a row for each unit: the other way round than in Keras
{weights}]
a = torch.tensor({np.asarray(x, float).tolist()})
with torch.no_grad():
    for layer, (weight, bias) in zip(layers, weights):
        layer.weight.copy_(torch.tensor(weight))
        layer.bias.copy_(torch.tensor(bias))
{forward}print(a)
"""

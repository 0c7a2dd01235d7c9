"""The scripts of the activations page. Each is run by a test and compared with what the page shows."""

from typing import Any

import numpy as np

from dlplay.activations import ACTIVATIONS, torch_names
from dlplay.ui.code_panel import Script

TORCH_INITIALIZERS = {  # how PyTorch draws the weights of `layer`
    "glorot_uniform": "torch.nn.init.xavier_uniform_(layer.weight)",
    "glorot_normal": "torch.nn.init.xavier_normal_(layer.weight)",
    "he_uniform": 'torch.nn.init.kaiming_uniform_(layer.weight, nonlinearity="relu")',
    "he_normal": 'torch.nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")',
    "lecun_uniform": 'torch.nn.init.kaiming_uniform_(layer.weight, nonlinearity="linear")',
    "lecun_normal": 'torch.nn.init.kaiming_normal_(layer.weight, nonlinearity="linear")',
    "orthogonal": "torch.nn.init.orthogonal_(layer.weight)",
    "random_normal": "torch.nn.init.normal_(layer.weight, 0.0, 0.05)",
    "random_uniform": "torch.nn.init.uniform_(layer.weight, -0.05, 0.05)",
    "zeros": "torch.nn.init.zeros_(layer.weight)",
}


def curve(name: str, x: float, parameters: dict[str, Any]) -> Script:
    """f(x) and f'(x) at the point of the page, and the function in a layer."""
    call = ACTIVATIONS[name].call(**parameters)
    keras = f"""\
import keras
import tensorflow as tf

x = tf.Variable({x!r})
with tf.GradientTape() as tape:
    y = {call}
print(float(y), float(tape.gradient(y, x, unconnected_gradients="zero")))  # f(x), f'(x)

layer = keras.layers.Dense(64, activation={ACTIVATIONS[name].keras_argument(**parameters)})
"""
    flat = "  # 0 x: a step has no slope of its own" if name == "step" else ""
    torch = f"""\
import torch
import torch.nn.functional as F

x = torch.tensor({x!r}, requires_grad=True)
y = {torch_names.call(name, **parameters)}{" + 0 * x" if flat else ""}{flat}
y.backward()
print(y.item(), x.grad.item())  # f(x), f'(x)

layer = torch.nn.LazyLinear(64)
outputs = lambda inputs: {_applied(name, "layer(inputs)", parameters)}
"""
    return Script(keras, torch)


def signal(
    name: str, parameters: dict[str, Any], depth: int, width: int, initializer: str, seed: int
) -> Script:
    """The experiment of the signal view; the frameworks draw other random numbers from the same seed."""
    return Script(
        _keras_signal(name, parameters, depth, width, initializer, seed),
        _torch_signal(name, parameters, depth, width, initializer, seed),
    )


def _keras_signal(
    name: str, parameters: dict[str, Any], depth: int, width: int, initializer: str, seed: int
) -> str:
    kernel = {
        "orthogonal": "Orthogonal",
        "zeros": "Zeros",
    }.get(initializer, "".join(word.title() for word in initializer.split("_")))
    seeded = "" if initializer == "zeros" else f"seed={seed} + layer"
    return f"""\
import keras
import tensorflow as tf

model = keras.Sequential([
    keras.layers.Dense(
        {width},
        activation={ACTIVATIONS[name].keras_argument(**parameters)},
        kernel_initializer=keras.initializers.{kernel}({seeded}),
        use_bias=False,
    )
    for layer in range({depth})
])
inputs = tf.random.stateless_normal((128, {width}), seed=({seed}, 0))
sent = tf.random.stateless_normal((128, {width}), seed=({seed}, 1))  # the gradient at the last layer

with tf.GradientTape() as tape:
    tape.watch(inputs)
    outputs = model(inputs)
arrived = tape.gradient(
    outputs, inputs, output_gradients=sent, unconnected_gradients="zero"
)
spread = float(keras.ops.std(outputs))
share = float(keras.ops.norm(arrived) / keras.ops.norm(sent))
print(spread, share)  # Keras draws other numbers: the same size, not the same digits
"""


def _torch_signal(
    name: str, parameters: dict[str, Any], depth: int, width: int, initializer: str, seed: int
) -> str:
    return f"""\
import torch
import torch.nn.functional as F

torch.manual_seed({seed})
layers = [torch.nn.Linear({width}, {width}, bias=False) for layer in range({depth})]
for layer in layers:
    {TORCH_INITIALIZERS[initializer]}
inputs = torch.randn(128, {width}, requires_grad=True)
sent = torch.randn(128, {width})  # the gradient at the last layer

outputs = inputs
for layer in layers:
    z = layer(outputs)
    outputs = {_applied(name, "z", parameters)}{" + 0 * z" if name == "step" else ""}
(arrived,) = torch.autograd.grad(outputs, inputs, sent)
spread = float(outputs.std(correction=0))
share = float(arrived.norm() / sent.norm())
print(spread, share)  # PyTorch draws other numbers: the same size, not the same digits
"""


def _applied(name: str, inner: str, parameters: dict[str, Any]) -> str:
    """The function of an expression, which is computed once."""
    written = torch_names.call(name, inner, **parameters)
    return (
        written
        if written.count(inner) == 1
        else f"(lambda x: {torch_names.call(name, **parameters)})({inner})"
    )


def vector(name: str, z: np.ndarray, temperature: float) -> Script:
    """The outputs of the vector view."""
    return Script(_keras_vector(name, z, temperature), _torch_vector(name, z, temperature))


def _torch_vector(name: str, z: np.ndarray, temperature: float) -> str:
    start = f"""\
import torch
import torch.nn.functional as F

x = torch.tensor([{z.tolist()}]) / {temperature!r}
"""
    if name != "sparsemax":
        return start + f"outputs = {torch_names.call(name)}\nprint(outputs.round(decimals=3))\n"
    return (
        start
        + """\
# PyTorch has none of its own, so this is the published rule, written out.
ordered = x.sort(descending=True).values
sums = ordered.cumsum(-1)
k = int((1 + torch.arange(1, 5) * ordered > sums).sum())
outputs = torch.relu(x - (sums[0, k - 1] - 1) / k)
print(outputs.round(decimals=3))
"""
    )


def _keras_vector(name: str, z: np.ndarray, temperature: float) -> str:
    start = f"""\
import keras
import numpy as np

x = np.array([{z.tolist()}]) / {temperature!r}
"""
    if name != "sparsemax":
        return start + f"outputs = keras.activations.{name}(x)\nprint(np.round(outputs, 3))\n"
    return (
        start
        + """\
# The outputs of keras.activations.sparsemax in Keras 3.15.1 do not always add up to 1
# (github.com/keras-team/keras/issues/23425), so this is the published rule, written out.
ordered = keras.ops.flip(keras.ops.sort(x), axis=-1)
sums = keras.ops.cumsum(ordered, axis=-1)
k = int(keras.ops.count_nonzero(1 + keras.ops.arange(1, 5, dtype=ordered.dtype) * ordered > sums))
outputs = keras.ops.relu(x - (sums[0, k - 1] - 1) / k)
print(np.round(outputs, 3))
"""
    )

"""The Keras lines of the activations page. Each is run by a test and compared with what the page shows."""

from typing import Any

import numpy as np

from dlplay.activations import ACTIVATIONS


def curve(name: str, x: float, parameters: dict[str, Any]) -> str:
    """f(x) and f'(x) at the point of the page, and the function in a layer."""
    call = ACTIVATIONS[name].call(**parameters)
    return f"""\
import keras
import tensorflow as tf

x = tf.Variable({x!r})
with tf.GradientTape() as tape:
    y = {call}
print(float(y), float(tape.gradient(y, x, unconnected_gradients="zero")))  # f(x), f'(x)

layer = keras.layers.Dense(64, activation={ACTIVATIONS[name].keras_argument(**parameters)})
"""


def signal(name: str, parameters: dict[str, Any], depth: int, width: int, initializer: str, seed: int) -> str:
    """The experiment of the signal view; Keras draws other random numbers from the same seed."""
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


def vector(name: str, z: np.ndarray, temperature: float) -> str:
    """The outputs of the vector view."""
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

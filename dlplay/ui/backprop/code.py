"""The Keras lines of this page; a test runs them and compares."""

import numpy as np

from dlplay.activations import ACTIVATIONS
from dlplay.backprop.depth import Deep
from dlplay.backprop.problem import Problem
from dlplay.losses import LOSSES
from dlplay.neuron import Dense

HEAD = """\
import keras
import numpy as np
import tensorflow as tf

"""


def round_of(problem: Problem, rate: float) -> str:
    """Forward, loss, gradients, update, loss."""
    layers = problem.layers()
    weights = "".join(
        f"    np.array({_numbers(layer.kernel)}), np.array({_numbers(layer.bias)}),\n" for layer in layers
    )
    loss = LOSSES[problem.loss].keras_call()
    zeros = _zeros(problem.activations, gradients="model.trainable_variables")
    return f"""{HEAD}{_model(layers)}model.set_weights([
{weights}])
x, y = np.array([{list(problem.x)}]), np.array([{list(problem.y)}])
loss = {loss}

with tf.GradientTape() as tape:  # it writes down what happens on the way forward ...
    E = loss(y, model(x))
gradients = tape.gradient(E, model.trainable_variables)  # ... and walks back along it
{zeros}print("E =", float(E))
for variable, gradient in zip(model.trainable_variables, gradients):
    print(variable.path, gradient.numpy())

keras.optimizers.SGD(learning_rate={rate:g}).apply(gradients, model.trainable_variables)
print("E after the update =", float(loss(y, model(x))))
"""


def deep(network: Deep, activation: str, drawing: str, seed: int, rate: float) -> str:
    """The gradient that reaches each layer; `drawing` is the line that draws a layer's weights."""
    layers = network.layers(activation)
    width = len(layers[0].bias)
    if width == 1:
        data = "x, y = np.array([[1.0]]), np.array([[1.0]])"
    else:
        data = f"""x = random.normal(size=({len(network.x)}, 2))
y = (x[:, :1] * x[:, 1:] > 0).astype(float)"""
    zeros = _zeros([activation], deltas="sums", kernels="[layer.kernel for layer in model.layers]")
    sizes = [len(layers[0].kernel), *(len(layer.bias) for layer in layers)]
    return f"""{HEAD}random = np.random.default_rng({seed})
{data}
sizes = {sizes}
weights = []
for n_in, n_out in zip(sizes[:-1], sizes[1:]):
    kernel = {drawing}
    weights += [kernel, np.zeros(n_out)]

{_model(layers)}model.set_weights(weights)
loss = keras.losses.BinaryCrossentropy()

with tf.GradientTape() as tape:
    sums, a = [], tf.constant(x, "float32")
    for layer in model.layers:
        sums.append(a @ layer.kernel + layer.bias)  # z of each layer, to ask for its gradient
        a = layer.activation(sums[-1])
    E = loss(y, a)
deltas, kernels = tape.gradient(E, [sums, [layer.kernel for layer in model.layers]])
{zeros}for number, (delta, kernel) in enumerate(zip(deltas, kernels), start=1):
    print(number, "dE/dz:", np.sqrt(np.mean(delta**2)), "dE/dW:", np.sqrt(np.mean(kernel**2)))

optimizer = keras.optimizers.SGD(learning_rate={rate:g})
optimizer.apply(kernels, [layer.kernel for layer in model.layers])
print("E:", float(E), "after one update:", float(loss(y, model(x))))
"""


def _zeros(activations: list[str], **sources: str) -> str:
    """Through a step nothing flows back; TensorFlow says None where it means 0."""
    if "step" not in activations:
        return ""
    return "".join(
        f"{name} = [tf.zeros_like(v) if g is None else g for v, g in zip({source}, {name})]  # None means 0\n"
        for name, source in sources.items()
    )


def _model(layers: list[Dense]) -> str:
    dense = "".join(
        f"    keras.layers.Dense({len(bias)}, activation={ACTIVATIONS[name].keras_argument()}),\n"
        for _, bias, name in layers
    )
    return f"""model = keras.Sequential([
    keras.Input(shape=({len(layers[0].kernel)},)),
{dense}])
"""


def _numbers(part: np.ndarray) -> list:
    return part.round(8).tolist()

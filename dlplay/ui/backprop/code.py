"""The scripts of this page; a test runs them and compares."""

import numpy as np

from dlplay.activations import ACTIVATIONS
from dlplay.activations import torch_names as torch_activations
from dlplay.backprop.depth import Deep
from dlplay.backprop.problem import Problem
from dlplay.losses import LOSSES
from dlplay.losses import torch_names as torch_losses
from dlplay.neuron import Dense
from dlplay.ui.code_panel import Script

HEAD = """\
import keras
import numpy as np
import tensorflow as tf

"""
TORCH_HEAD = """\
import math

import numpy as np
import torch
import torch.nn.functional as F

"""


def round_of(problem: Problem, rate: float) -> Script:
    """Forward, loss, gradients, update, loss."""
    return Script(_keras_round(problem, rate), _torch_round(problem, rate))


def deep(network: Deep, activation: str, drawing: str, seed: int, rate: float) -> Script:
    """The gradient that reaches each layer; `drawing` is the line that draws a layer's weights."""
    given = network, activation, drawing, seed, rate
    return Script(_keras_deep(*given), _torch_deep(*given))


def _keras_round(problem: Problem, rate: float) -> str:
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


def _keras_deep(network: Deep, activation: str, drawing: str, seed: int, rate: float) -> str:
    layers = network.layers(activation)
    zeros = _zeros([activation], deltas="sums", kernels="[layer.kernel for layer in model.layers]")
    return f"""{HEAD}{_drawn(network, layers, drawing, seed)}
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


def _torch_round(problem: Problem, rate: float) -> str:
    layers = problem.layers()
    weights = "".join(
        f"    torch.tensor({_numbers(part)}, requires_grad=True),\n"
        for layer in layers
        for part in (layer.kernel, layer.bias)
    )
    return f"""{TORCH_HEAD}weights = [  # kernel and bias of each layer
{weights}]
x, y = torch.tensor([{list(problem.x)}]), torch.tensor([{list(problem.y)}])


def model(a):
{_torch_model(layers)}    return a


def loss(y, p):
    return {torch_losses.call(problem.loss)}


E = loss(y, model(x))  # it writes down what happens on the way forward ...
E.backward()  # ... and walks back along it
print("E =", E.item())
for weight in weights:
    print(weight.grad.numpy())

torch.optim.SGD(weights, lr={rate:g}).step()
print("E after the update =", loss(y, model(x)).item())
"""


def _torch_deep(network: Deep, activation: str, drawing: str, seed: int, rate: float) -> str:
    layers = network.layers(activation)
    return f"""{TORCH_HEAD}{_drawn(network, layers, drawing, seed)}
x, y = torch.tensor(x).float(), torch.tensor(y).float()
weights = [torch.tensor(part).float().requires_grad_() for part in weights]


def model(a, sums):
{_torch_model(layers, "    sums.append(z)  # z of each layer, to ask for its gradient" + chr(10))}    return a


E = F.binary_cross_entropy(model(x, sums := []), y)
deltas, kernels = torch.autograd.grad(E, sums, retain_graph=True), torch.autograd.grad(E, weights[::2])
for number, (delta, kernel) in enumerate(zip(deltas, kernels), start=1):
    print(number, "dE/dz:", (delta**2).mean().sqrt().item(), "dE/dW:", (kernel**2).mean().sqrt().item())

with torch.no_grad():
    for weight, slope in zip(weights[::2], kernels):
        weight -= {rate:g} * slope
print("E:", E.item(), "after one update:", F.binary_cross_entropy(model(x, []), y).item())
"""


def _torch_model(layers: list[Dense], then: str = "") -> str:
    """The lines of a function that takes `a` through the layers, whose weights are called so."""
    lines = []
    for place, (_, _, name) in enumerate(layers):
        flat = " + 0 * z  # 0 x: a step has no slope of its own" if name == "step" else ""
        lines += [
            f"    z = a @ weights[{2 * place}] + weights[{2 * place + 1}]\n",
            then,
            f"    a = {torch_activations.call(name, 'z')}{flat}\n",
        ]
    return "".join(lines)


def _drawn(network: Deep, layers: list[Dense], drawing: str, seed: int) -> str:
    """Data and first weights, which numpy draws for either framework."""
    data = "x, y = np.array([[1.0]]), np.array([[1.0]])"
    if len(layers[0].bias) > 1:
        data = f"""x = random.normal(size=({len(network.x)}, 2))
y = (x[:, :1] * x[:, 1:] > 0).astype(float)"""
    sizes = [len(layers[0].kernel), *(len(layer.bias) for layer in layers)]
    return f"""random = np.random.default_rng({seed})
{data}
sizes = {sizes}
weights = []
for n_in, n_out in zip(sizes[:-1], sizes[1:]):
    kernel = {drawing}
    weights += [kernel, np.zeros(n_out)]
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

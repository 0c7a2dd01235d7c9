"""A run as a script of its own, in Keras or PyTorch: it prints the losses that were shown.

Left out: dropout's random choices, which the frameworks draw from streams of their own; with dropout the
script learns the same task, to other digits.
"""

from dlplay.activations import ACTIVATIONS
from dlplay.activations import torch_names as torch_activations
from dlplay.losses import LOSSES
from dlplay.losses import torch_names as torch_losses
from dlplay.optimizers import OPTIMIZERS
from dlplay.optimizers import torch_names as torch_optimizers
from dlplay.playground import torch_names
from dlplay.playground.recipe import Recipe
from dlplay.playground.script_loop import Words, loop
from dlplay.playground.script_setup import setup
from dlplay.playground.training import Training

DROPOUT_NOTE = "# Dropout draws random numbers of its own here: the digits will differ a little.\n"


def keras_script(training: Training) -> str:
    """The run so far in Keras; after it `train_loss` and `test_loss` are those of the run."""
    return "\n".join((setup(training, "import keras\n"), _keras_network(training), _keras_loop(training)))


def torch_script(training: Training) -> str:
    """The run so far in PyTorch, whose optimizers place epsilon differently: nearly the same losses."""
    return "\n".join((setup(training, ""), _torch_network(training), _torch_loop(training)))


def _keras_network(training: Training) -> str:
    first, dropout = training.recipe_at(0), _highest_dropout(training)
    penalty = f", kernel_regularizer={_keras_penalty(first)}" if first.l1 or first.l2 else ""
    layers = []
    for position, units in enumerate(training.sizes[1:]):
        function = ACTIVATIONS[training.activations[position]].keras_argument()
        layers.append(f"    keras.layers.Dense({units}, activation={function}{penalty}),\n")
        if dropout and position < len(first.hidden):
            layers.append(f"    keras.layers.Dropout({dropout}),\n")
    later = "".join(f"{line}\n" for line in _keras_dropout(first)) if first.dropout < dropout else ""
    optimizer = OPTIMIZERS[first.optimizer].keras_call(learning_rate=first.learning_rate)
    return f"""\
{DROPOUT_NOTE if dropout else ""}keras.config.set_floatx("float64")  # as precise as the page
keras.config.set_dtype_policy("float64")  # also where layers were made before
model = keras.Sequential([
    keras.Input(({training.sizes[0]},)),
{"".join(layers)}])
{later}model.set_weights(weights)
loss = {LOSSES[training.loss].keras_call()}
model.compile(optimizer={optimizer}, loss=loss)
"""


def _keras_loop(training: Training) -> str:
    every = "::2" if _highest_dropout(training) else ":"

    def change(before: Recipe, after: Recipe) -> list[str]:
        lines = []
        if (before.l1, before.l2) != (after.l1, after.l2):
            lines = [
                f"for layer in model.layers[{every}]:",
                f"    layer.kernel.regularizer = {_keras_penalty(after)}",
            ]
        if before.dropout != after.dropout:
            lines += _keras_dropout(after)
        if lines:
            lines.append("model.compile(optimizer=model.optimizer, loss=loss)  # so that it takes notice")
        if before.learning_rate != after.learning_rate:
            lines.append(f"model.optimizer.learning_rate = {after.learning_rate}")
        return lines

    words = Words(
        "model.train_on_batch(features[batch], y[batch])",
        "weights = model.get_weights()",
        "model.set_weights(weights)",
        change,
    )
    return f"""\
{loop(training, words)}
train_loss = float(loss(y[train], model(features[train])))
test_loss = float(loss(y[test], model(features[test]))) if len(test) else float("nan")
print(train_loss, test_loss)
"""


def _keras_penalty(recipe: Recipe) -> str:
    return f"keras.regularizers.L1L2({recipe.l1}, {recipe.l2})"


def _keras_dropout(recipe: Recipe) -> list[str]:
    return ["for layer in model.layers[1::2]:", f"    layer.rate = {recipe.dropout}"]


def _highest_dropout(training: Training) -> float:
    """Of the whole run: a network that never has any needs no layer for it."""
    return max([training.last.dropout, *(one.value for one in training.earlier if one.name == "dropout")])


def _torch_network(training: Training) -> str:
    first, changed = training.recipe_at(0), {one.name for one in training.earlier} - {"learning_rate"}

    def written(name: str) -> str:
        return name if name in changed else str(getattr(first, name))

    lines = []
    for position, function in enumerate(training.activations):
        lines.append(f"    a = a @ kernels[{position}] + biases[{position}]")
        lines.append(f"    a = {torch_activations.call(function, 'a')}")
        if _highest_dropout(training) and position < len(first.hidden):
            lines.append(f"    a = F.dropout(a, {written('dropout')}, training)")
    penalty = "".join(
        f" + {written(name)} * sum({term} for w in kernels)"
        for name, term in (("l1", "w.abs().sum()"), ("l2", "(w * w).sum()"))
        if name in changed or getattr(first, name)
    )
    optimizer = torch_optimizers.call(first.optimizer, "kernels + biases", learning_rate=first.learning_rate)
    lion = f"\n{torch_optimizers.LION}" if first.optimizer == "lion" else ""
    starts = "".join(f"{name} = {getattr(first, name)}\n" for name in sorted(changed))
    loss = torch_losses.call(training.loss)
    return f"""\
{"import math" + chr(10) if "math." in loss else ""}import torch
import torch.nn.functional as F

{DROPOUT_NOTE if _highest_dropout(training) else ""}features, y = torch.tensor(features), torch.tensor(y)
kernels = [torch.tensor(w, requires_grad=True) for w in weights[::2]]
biases = [torch.tensor(b, requires_grad=True) for b in weights[1::2]]
{starts}

def model(a, training=False):
{chr(10).join(lines)}
    return a


def loss(y, p):
    return {loss}

{lion}
optimizer = {optimizer}


def train_on_batch(x, y):
    optimizer.zero_grad()
    total = loss(y, model(x, training=True)){penalty}
    total.backward()
    optimizer.step()

"""


def _torch_loop(training: Training) -> str:
    words = Words(
        "train_on_batch(features[batch], y[batch])",
        "weights = [part.data for pair in zip(kernels, biases) for part in pair]",
        "",
        torch_names.change,
    )
    return f"""\
{loop(training, words)}
with torch.no_grad():
    train_loss = float(loss(y[train], model(features[train])))
    test_loss = float(loss(y[test], model(features[test]))) if len(test) else float("nan")
print(train_loss, test_loss)
"""

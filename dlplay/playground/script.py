"""A run as a script of its own, in Keras or PyTorch, and as a notebook: it prints the losses that were shown.

The functions that draw points and first weights go into the script as they stand here, so that the random
numbers are the same ones. Left out: dropout's random choices, which the frameworks draw from streams of their
own; with dropout the script learns the same task, to other digits.
"""

import inspect
import json
import re
from collections.abc import Callable
from functools import partial
from types import ModuleType
from typing import Any

import numpy as np

from dlplay import initializers, toy_data
from dlplay.activations import ACTIVATIONS
from dlplay.losses import LOSSES
from dlplay.optimizers import OPTIMIZERS
from dlplay.playground import own, problem
from dlplay.playground import torch_names as torch
from dlplay.playground.training import Training

SHARED: dict[
    Any, tuple[Callable[..., Any], ...]
] = {  # what the sources of a function need besides themselves
    **dict.fromkeys(toy_data.TOY_DATA.values(), (toy_data.Points, toy_data._around, toy_data._within)),
    initializers.fan_scaled: (initializers.uniform, initializers.cut_normal),
}
DROPOUT_NOTE = "# Dropout draws random numbers of its own here: the digits will differ a little.\n"


def keras_script(training: Training) -> str:
    """The run so far in Keras; after it `train_loss` and `test_loss` are those of the run."""
    return "\n".join(_keras_cells(training))


def torch_script(training: Training) -> str:
    """The run so far in PyTorch, whose optimizers place epsilon differently: nearly the same losses."""
    return "\n".join((_setup(training, ""), _torch_network(training), _torch_loop(training)))


def notebook(training: Training) -> str:
    """The Keras script as a Jupyter notebook, a cell for each part (nbformat 4)."""
    cells: list[dict[str, Any]] = [
        {"cell_type": "code", "execution_count": None, "id": f"part-{number}", "metadata": {}, "outputs": []}
        | {"source": cell.strip().splitlines(keepends=True)}
        for number, cell in enumerate(_keras_cells(training))
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return json.dumps(
        {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    )


def _keras_cells(training: Training) -> tuple[str, str, str]:
    return _setup(training, "import keras\n"), _keras_network(training), _keras_loop(training)


def _setup(training: Training, imports: str) -> str:
    """Points, features, and the weights of the start."""
    recipe = training.recipe
    drawn, call = _points(training)
    initial, kernel = _initializer(recipe.initializer)
    typed = "from typing import NamedTuple\n" if "NamedTuple" in drawn else ""
    math = "import math\n" if "math." in initial else ""
    columns = ", ".join(_lambda(problem, name) for name in recipe.features)
    return f"""\
{math}{typed}
{imports}import numpy as np

{drawn}
{call}x1, x2 = x.T
features = np.column_stack([{columns}])
{_targets(training)}
order = np.random.default_rng([{recipe.seed}, 1]).permutation(len(x))
train, test = order[:{training.problem.trained_on}], order[{training.problem.trained_on}:]

{initial}
random = np.random.default_rng([{recipe.seed}, 2])
sizes = {training.sizes}
weights = []  # kernel and bias of each layer
for n_in, n_out in zip(sizes, sizes[1:]):
    weights += [{kernel}, np.zeros(n_out)]
"""


def _points(training: Training) -> tuple[str, str]:
    """What draws the points, and the lines that call it."""
    recipe = training.recipe
    if recipe.data == "own":
        x, labels, _ = own.unpack(recipe.own)
        return "", f"x = np.array({x.tolist()})\nlabels = np.array({labels.tolist()})\n"
    limit = f"LIMIT = {toy_data.LIMIT}\n"
    drawing = f"random = np.random.default_rng([{recipe.seed}, 0])\n"
    if recipe.data in problem.REGRESSION:
        height = problem.REGRESSION[recipe.data]
        return f"{limit}\n\n{_source(height)}\n", (
            f"{drawing}x = random.uniform(-LIMIT, LIMIT, ({recipe.points}, 2))\n"
            f"labels = {height.__name__}(*x.T) + {recipe.noise} * random.normal(size={recipe.points})\n"
        )
    draw = toy_data.TOY_DATA[recipe.data]
    turns = f"TURNS = {toy_data.TURNS}\n" if recipe.data == "spiral" else ""
    return f"{limit}{turns}\n\n{_sources(draw)}\n", (
        f"{drawing}x, labels = {draw.__name__}({recipe.points}, {recipe.seed}, {recipe.classes})\n"
        f"x = x + {recipe.noise} * random.normal(size=x.shape)\n"
    )


def _targets(training: Training) -> str:
    if training.problem.task == "classes":
        return f"y = np.eye({training.problem.classes})[labels]"
    return "y = labels[:, None].astype(float)"


def _initializer(name: str) -> tuple[str, str]:
    """What draws a kernel, and its call."""
    rule = initializers.INITIALIZERS[name]
    if isinstance(rule, partial):
        return f"\n{_sources(rule.func)}\n", f"{rule.func.__name__}{(*rule.args,)}"[
            :-1
        ] + ", n_in, n_out, random)"
    if rule.__name__ == "<lambda>":
        text = _lambda(initializers, name)
        needed = f"\n{_source(initializers.uniform)}\n" if text.startswith("uniform(") else ""
        return needed, text
    return f"\n{_source(rule)}\n", f"{rule.__name__}(n_in, n_out, random)"


def _keras_network(training: Training) -> str:
    recipe = training.recipe
    penalty = ""
    if recipe.l1 or recipe.l2:
        penalty = f", kernel_regularizer=keras.regularizers.L1L2({recipe.l1}, {recipe.l2})"
    layers = []
    for position, units in enumerate(training.sizes[1:]):
        function = ACTIVATIONS[training.activations[position]].keras_argument()
        layers.append(f"    keras.layers.Dense({units}, activation={function}{penalty}),\n")
        if recipe.dropout and position < len(recipe.hidden):
            layers.append(f"    keras.layers.Dropout({recipe.dropout}),\n")
    optimizer = OPTIMIZERS[recipe.optimizer].keras_call(learning_rate=recipe.learning_rate)
    return f"""\
{DROPOUT_NOTE if recipe.dropout else ""}keras.config.set_floatx("float64")  # as precise as the page
keras.config.set_dtype_policy("float64")  # also where layers were made before
model = keras.Sequential([
    keras.Input(({training.sizes[0]},)),
{"".join(layers)}])
model.set_weights(weights)
loss = {LOSSES[training.loss].keras_call()}
model.compile(optimizer={optimizer}, loss=loss)
"""


def _keras_loop(training: Training) -> str:
    edited = ("weights = model.get_weights()", "model.set_weights(weights)")
    return f"""\
{_loop(training, edited, "model.train_on_batch(features[batch], y[batch])")}
train_loss = float(loss(y[train], model(features[train])))
test_loss = float(loss(y[test], model(features[test]))) if len(test) else float("nan")
print(train_loss, test_loss)
"""


def _torch_network(training: Training) -> str:
    recipe = training.recipe
    lines = []
    for position, function in enumerate(training.activations):
        lines.append(f"    a = a @ kernels[{position}] + biases[{position}]")
        lines.append(f"    a = {torch.ACTIVATIONS[function].replace('@', 'a')}")
        if recipe.dropout and position < len(recipe.hidden):
            lines.append(f"    a = F.dropout(a, {recipe.dropout}, training)")
    penalty = "".join(
        f" + {rate} * sum({term} for w in kernels)"
        for rate, term in ((recipe.l1, "w.abs().sum()"), (recipe.l2, "(w * w).sum()"))
        if rate
    )
    optimizer, definition = torch.optimizer(recipe.optimizer, recipe.learning_rate)
    return f"""\
import torch
import torch.nn.functional as F

{DROPOUT_NOTE if recipe.dropout else ""}features, y = torch.tensor(features), torch.tensor(y)
kernels = [torch.tensor(w, requires_grad=True) for w in weights[::2]]
biases = [torch.tensor(b, requires_grad=True) for b in weights[1::2]]


def model(a, training=False):
{chr(10).join(lines)}
    return a


def loss(y, p):
    return {torch.LOSSES[training.loss]}

{definition}
optimizer = {optimizer}


def train_on_batch(x, y):
    optimizer.zero_grad()
    total = loss(y, model(x, training=True)){penalty}
    total.backward()
    optimizer.step()

"""


def _torch_loop(training: Training) -> str:
    edited = ("weights = [part.data for pair in zip(kernels, biases) for part in pair]", "")
    return f"""\
{_loop(training, edited, "train_on_batch(features[batch], y[batch])")}
with torch.no_grad():
    train_loss = float(loss(y[train], model(features[train])))
    test_loss = float(loss(y[test], model(features[test]))) if len(test) else float("nan")
print(train_loss, test_loss)
"""


def _loop(training: Training, edited: tuple[str, str], learn: str) -> str:
    """The training, batch by batch; `edited` are the lines around a weight that is set by hand."""
    recipe, steps = training.recipe, training.step_count
    places: dict[int, list[str]] = {}
    for edit in training.edits:
        if edit.place < len(training.row):
            places.setdefault(edit.step, []).append(
                f"weights[{_position(training, edit.place)}] = {edit.value}"
            )
    before = ""
    for step, lines in places.items():
        if step < steps:
            body = _lines(12, edited[0], *lines, edited[1])
            before += f"        if step == {step}:  # set by hand\n{body}"
    after = _lines(0, edited[0], *places[steps], edited[1]) if steps in places else ""
    return f"""\
step, shuffles = 0, np.random.default_rng([{recipe.seed}, 3])
while step < {steps}:
    epoch = train[shuffles.permutation(len(train))]
    for start in range(0, min(len(epoch), ({steps} - step) * {recipe.batch_size}), {recipe.batch_size}):
        batch = epoch[start : start + {recipe.batch_size}]
{before}        {learn}
        step += 1
{after}"""


def _lines(indent: int, *lines: str) -> str:
    return "".join(f"{' ' * indent}{line}\n" for line in lines if line)


def _position(training: Training, place: int) -> str:
    """A place in the row of weights as the indices into the list of weights: "2][0, 3"."""
    for number, part in enumerate(part for layer in training.layers for part in (layer.kernel, layer.bias)):
        if place < part.size:
            return f"{number}][{', '.join(str(int(one)) for one in np.unravel_index(place, part.shape))}"
        place -= part.size
    raise ValueError(f"place must be in the row of weights; received {place} too many")


def _sources(function: Callable) -> str:
    return "\n\n".join(_source(one) for one in (*SHARED.get(function, ()), function))


def _source(one: Callable) -> str:
    """A function as it stands here; the one constant that it may read is put in."""
    return inspect.getsource(one).replace("CUT_DEVIATION", str(initializers.CUT_DEVIATION))


def _lambda(module: ModuleType, name: str) -> str:
    """The expression of the lambda that stands in a module's registry under this name."""
    found = re.search(rf'^    "{name}": lambda [^:]+: (.+),$', inspect.getsource(module), re.MULTILINE)
    if found is None:
        raise LookupError(f"{module.__name__} has no lambda under {name!r}")
    return found[1]

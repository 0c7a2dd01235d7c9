"""The head of a run's script: its points and features, and the weights that it begins with.

The functions that draw points and first weights go into the script as they stand here, so that the random
numbers are the same ones.
"""

import inspect
import re
from collections.abc import Callable
from functools import partial
from types import ModuleType
from typing import Any

from dlplay import initializers, toy_data
from dlplay.playground import own, problem
from dlplay.playground.training import Training

SHARED: dict[
    Any, tuple[Callable[..., Any], ...]
] = {  # what the sources of a function need besides themselves
    **dict.fromkeys(toy_data.TOY_DATA.values(), (toy_data.Points, toy_data._around, toy_data._within)),
    initializers.fan_scaled: (initializers.uniform, initializers.cut_normal),
}


def setup(training: Training, imports: str) -> str:
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

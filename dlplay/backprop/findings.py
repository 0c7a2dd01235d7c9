"""What is remarkable about a network's numbers: why nothing flows back, why a step went wrong."""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import numpy as np

from dlplay.activations import ACTIVATIONS
from dlplay.activations.saturation import FAINT
from dlplay.backprop.names import Names, unicode
from dlplay.backprop.problem import Problem, Run
from dlplay.losses import EPSILON
from dlplay.network import JOINED

NOTHING = 1e-9  # a gradient below this moves no weight that anybody could see
FAR = 1000.0  # where an activation that has an end has reached it
ENDLESS = 100.0  # an output this large at FAR has no end


class Finding(NamedTuple):
    """A key of the catalogue and what its sentence is filled with: names, and numbers as they are."""

    key: str
    values: Mapping[str, str | float]


def findings(problem: Problem, run: Run, loss_after: float) -> list[Finding]:
    """Everything that deserves a sentence, the gravest first.

    Args:
        loss_after: E after one update.
    """
    if not run.finite:
        return [Finding("overflow", {})]
    found = [
        *_range(problem, run),
        *_weights(problem),
        *_slopes(problem, run),
        *_gradient(run),
    ]
    if not np.isfinite(loss_after):
        found.append(Finding("explodes", {}))
    elif loss_after > run.loss * (1 + 1e-9) + 1e-12:
        found.append(Finding("overshoot", {"before": run.loss, "after": loss_after}))
    return found


@cache
def reach(output: str) -> tuple[float, float]:
    """The lowest and the highest that an output can come to, infinite where there is no end."""
    if output == "softmax":
        return 0.0, 1.0
    z = np.concatenate([np.linspace(-FAR, FAR, 41), np.linspace(-10, 10, 401)])
    with np.errstate(all="ignore"):
        values = ACTIVATIONS[output].function(z)
    low, high = float(values.min()), float(values.max())
    return (low if low > -ENDLESS else -np.inf), (high if high < ENDLESS else np.inf)


def _range(problem: Problem, run: Run) -> list[Finding]:
    """A target that no weights can reach, a prediction that the loss cannot take."""
    low, high = reach(problem.output)
    found = []
    outside = next((one for one in problem.y if not low <= one <= high), None)
    if outside is not None:
        ends = {"low": low, "high": high} if np.isfinite(high) else {"low": low}
        key = "unreachable" if np.isfinite(high) else "unreachable_above"
        found.append(Finding(key, {"y": outside, "output": problem.output, **ends}))
    if problem.loss == "binary_crossentropy":
        if any(not 0 <= one <= 1 for one in problem.y):
            found.append(Finding("target_no_probability", {}))
        p = run.trace.a[-1][0]
        clipped = p[(p < EPSILON) | (p > 1 - EPSILON)]
        if len(clipped):
            key = "from_logits" if (problem.output, problem.loss) in JOINED else "clipped"
            found.append(Finding(key, {"p": float(clipped[0])}))
    return found


def _weights(problem: Problem) -> list[Finding]:
    """Weights that are all 0, or hidden neurons that nothing tells apart."""
    kernels = [layer.kernel for layer in problem.layers()]
    if not any(kernel.any() for kernel in kernels):
        return [Finding("zeros", {})]
    names = Names(problem.sizes)
    for layer, (inner, bias, outer) in enumerate(
        zip(kernels, (layer.bias for layer in problem.layers()), kernels[1:], strict=False), start=1
    ):
        columns = np.vstack([inner, bias, outer.T])
        for j in range(1, columns.shape[1]):
            if (columns[:, j] == columns[:, j - 1]).all():
                one, other = (unicode(names.neuron(layer, unit)) for unit in (j - 1, j))
                return [Finding("twins", {"one": one, "other": other})]
    return []


def _slopes(problem: Problem, run: Run) -> list[Finding]:
    """Neurons that let nothing through backwards, and those that let hardly anything through."""
    dead, faint = {}, {}
    names = Names(problem.sizes)
    for layer, activation in enumerate(problem.activations, start=1):
        z = run.trace.z[layer - 1][0]
        if layer == problem.depth and (activation, problem.loss) in JOINED:
            continue  # the loss does not go through this slope
        for unit, slope in enumerate(np.abs(ACTIVATIONS[activation].derivative(z))):
            name = unicode(names.neuron(layer, unit))
            if slope == 0:
                dead[name] = activation, float(z[unit])
            elif slope < FAINT:
                faint[name] = activation, float(slope)
    found = []
    if dead:
        activation, z = next(iter(dead.values()))
        found.append(Finding("dead", {"neurons": ", ".join(dead), "activation": activation, "z": z}))
    if faint:
        activation, slope = next(iter(faint.values()))
        told: dict[str, str | float] = {"neurons": ", ".join(faint), "activation": activation, "slope": slope}
        found.append(Finding("saturated", told))
    return found


def _gradient(run: Run) -> list[Finding]:
    size = float(np.abs(run.gradients.row()).max())
    if size > NOTHING:
        return []
    return [Finding("stuck" if run.loss > 1e-6 else "solved", {"loss": run.loss})]

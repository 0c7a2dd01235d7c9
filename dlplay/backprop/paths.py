"""The whole chain from the loss to one weight: every path by which it acts on the loss, factor by factor."""

from itertools import product
from typing import NamedTuple

from dlplay.activations import ACTIVATIONS
from dlplay.backprop.names import partial
from dlplay.backprop.problem import Quantity
from dlplay.backprop.walk import Walk
from dlplay.numbers import latex


class Factor(NamedTuple):
    """One derivative on a path."""

    name: str  # LaTeX
    value: float


def paths(walk: Walk, part: Quantity) -> list[list[Factor]]:
    """All paths from E back to a weight or bias; dE/dpart is the sum of their products.

    Softmax, and a loss taken from the logits, make dE/dz of the output one factor.
    """
    ways = product(*(range(walk.sizes[layer]) for layer in range(part.layer + 1, walk.last + 1)))
    return [_path(walk, part, (part.unit, *way)) for way in ways]


def _path(walk: Walk, part: Quantity, units: tuple[int, ...]) -> list[Factor]:
    """Along these neurons, from the part's layer to the last."""
    end = Quantity("z", walk.last, units[-1])
    factors = _from_loss(walk, end)
    for layer in range(walk.last, part.layer, -1):
        upper, lower = units[layer - part.layer], units[layer - part.layer - 1]
        a = walk.names.neuron(layer - 1, lower)
        weight = float(walk.layers[layer - 1].kernel[lower, upper])
        factors.append(Factor(partial(walk.names.sum(layer, upper), a), weight))
        factors.append(_through(walk, layer - 1, lower))
    z = walk.names.sum(part.layer, part.unit)
    before = 1.0 if part.letter == "b" else walk.run.at(Quantity("a", part.layer - 1, part.source))
    return [*factors, Factor(partial(z, walk.names.of(part._replace(slope=False))), before)]


def _from_loss(walk: Walk, z: Quantity) -> list[Factor]:
    if walk.joined or walk.problem.output == "softmax":
        by_z = z._replace(slope=True)
        return [Factor(walk.names.of(by_z), walk.run.at(by_z))]
    by_p = z._replace(letter="a", slope=True)
    return [Factor(walk.names.of(by_p), walk.run.at(by_p)), _through(walk, z.layer, z.unit)]


def _through(walk: Walk, layer: int, unit: int) -> Factor:
    """f'(z) of a neuron."""
    z = walk.run.at(Quantity("z", layer, unit))
    slope = float(ACTIVATIONS[walk.layers[layer - 1].activation].derivative(z))
    return Factor(partial(walk.names.neuron(layer, unit), walk.names.sum(layer, unit)), slope)


def written(ways: list[list[Factor]]) -> list[str]:
    """Each path as a product in LaTeX, every factor's number below it."""
    return [
        r" \cdot ".join(rf"\underbrace{{{one.name}}}_{{{latex(one.value)}}}" for one in way) for way in ways
    ]

"""Backpropagation as a list of steps: forward, loss, the chain rule edge by edge, update, the loss after it.

A step says what is computed and from what, in LaTeX with symbols and with numbers. Its numbers are those of
`dlplay.network`; a test computes each step from its own factors and compares.
"""

from collections.abc import Iterator

import numpy as np

from dlplay.backprop import backwards, formulas, loss_formulas
from dlplay.backprop.problem import Problem, Quantity, Run
from dlplay.backprop.walk import Line, Step, Walk
from dlplay.network import Trace
from dlplay.numbers import bracketed, latex

EXACT = 6  # significant digits of a weight that moves a little


def steps(problem: Problem, run: Run, rate: float) -> list[Step]:
    """Every step of one round.

    Args:
        run: `problem.run()`.
        rate: the learning rate eta of the update.
    """
    walk = Walk(problem, run, rate)
    with np.errstate(all="ignore"):
        return [
            Step("start", "forward"),
            *_forward(walk),
            _loss(walk),
            *backwards.steps(walk),
            _update(walk),
            _after(walk),
        ]


def _forward(walk: Walk) -> Iterator[Step]:
    for layer in range(1, walk.last + 1):
        units = range(walk.sizes[layer])
        if walk.layers[layer - 1].activation == "softmax":  # it needs every sum before it gives any output
            yield from (_sum(walk, layer, unit) for unit in units)
            yield from (_softmax(walk, layer, unit) for unit in units)
        else:
            for unit in units:
                yield _sum(walk, layer, unit)
                yield _activation(walk, layer, unit)


def _sum(walk: Walk, layer: int, unit: int) -> Step:
    """z = w_1 a_1 + ... + b."""
    names, sources = walk.names, range(walk.sizes[layer - 1])
    kernel, bias, _ = walk.layers[layer - 1]
    weights, inputs = kernel[:, unit].tolist(), walk.run.trace.a[layer - 1][0].tolist()
    symbols = [rf"{names.weight(layer, i, unit)} \cdot {names.neuron(layer - 1, i)}" for i in sources]
    numbers = [rf"{bracketed(w)} \cdot {bracketed(a)}" for w, a in zip(weights, inputs, strict=True)]
    target = Quantity("z", layer, unit)
    line = Line(
        target,
        names.of(target),
        (" + ".join([*symbols, names.bias(layer, unit)]),),
        (" + ".join([*numbers, bracketed(bias[unit])]),),
        walk.run.at(target),
        (*zip(weights, inputs, strict=True), (float(bias[unit]),)),
    )
    uses = [Quantity("a", layer - 1, i) for i in sources] + [Quantity("w", layer, unit, i) for i in sources]
    return Step("sum", "forward", (line,), (*uses, Quantity("b", layer, unit)))


def _activation(walk: Walk, layer: int, unit: int) -> Step:
    """a = f(z)."""
    target, z = Quantity("a", layer, unit), Quantity("z", layer, unit)
    name, symbol = walk.layers[layer - 1].activation, walk.names.of(z)
    written = formulas.activation(name, walk.run.at(z), symbol)
    call = rf"{formulas.operator(name)}({symbol})"
    line = Line(
        target,
        walk.names.of(target),
        (call, written.symbols),
        (written.numbers,),
        walk.run.at(target),
        condition=written.condition,
    )
    return Step("activation", "forward", (line,), (z,))


def _softmax(walk: Walk, layer: int, unit: int) -> Step:
    """p_k = e^z_k / sum of e^z_j."""
    target, z = Quantity("a", layer, unit), Quantity("z", layer, unit)
    uses = tuple(Quantity("z", layer, k) for k in range(walk.sizes[layer]))
    symbols, numbers = (
        rf"\frac{{e^{{{of(z)}}}}}{{{' + '.join(f'e^{{{of(one)}}}' for one in uses)}}}"
        for of in (walk.names.of, lambda one: latex(walk.run.at(one)))
    )
    line = Line(target, walk.names.of(target), (symbols,), (numbers,), walk.run.at(target))
    return Step("softmax", "forward", (line,), uses)


def _loss(walk: Walk) -> Step:
    units = range(walk.sizes[-1])
    uses = [Quantity(letter, walk.last, k) for letter in "ay" for k in units]
    return Step("loss", "loss", (_loss_line(walk, walk.run.trace, walk.run.loss),), tuple(uses))


def _loss_line(walk: Walk, trace: Trace, loss: float) -> Line:
    """E = ..., from the predictions of a pass forward, or from their sums where those have no digits left."""
    problem, p = walk.problem, trace.a[-1][0].tolist()
    if walk.joined and any(map(loss_formulas.clipped, p)):
        names = [(y, walk.names.sum(walk.last, k)) for k, (y, _) in enumerate(walk.outputs)]
        written = loss_formulas.loss_from_logits(problem.output, problem.y, trace.z[-1][0].tolist(), names)
    else:
        written = loss_formulas.loss(problem.loss, problem.y, p, walk.outputs)
    return Line(Quantity("E"), "E", (written.symbols,), (written.numbers,), loss)


def _update(walk: Walk) -> Step:
    """w := w - eta dE/dw, all at once."""
    after = walk.problem.updated(walk.run.gradients.row(), walk.rate)
    lines = []
    for place, part in enumerate(_row(walk)):
        old, by = walk.problem.weights[place], part._replace(slope=True)
        slope, name = walk.run.at(by), walk.names.of(part)
        lines.append(
            Line(
                part,
                name,
                (rf"{name} - \eta \cdot {walk.names.of(by)}",),
                (rf"{latex(old, EXACT)} - {latex(walk.rate)} \cdot {bracketed(slope)}",),
                after.weights[place],
                ((old,), (-walk.rate, slope)),
            )
        )
    return Step("update", "update", tuple(lines), tuple(line.quantity for line in lines))


def _after(walk: Walk) -> Step:
    """The same example through the new weights."""
    trace, loss = walk.problem.updated(walk.run.gradients.row(), walk.rate).forward()
    return Step("after", "after", (_loss_line(walk, trace, loss),))


def _row(walk: Walk) -> list[Quantity]:
    """Weights and biases in the order of the row."""
    parts = []
    for layer in range(1, walk.last + 1):
        units, sources = range(walk.sizes[layer]), range(walk.sizes[layer - 1])
        parts += [Quantity("w", layer, unit, source) for source in sources for unit in units]
        parts += [Quantity("b", layer, unit) for unit in units]
    return parts

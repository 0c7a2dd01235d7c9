"""The steps back from the loss to every weight: the chain rule, one factor after the other.

dE/dp                               what a little more of the prediction would do to the loss
dE/dz = dE/da f'(z)                 through the activation function
dE/dw = dE/dz a                     to a weight: what it was multiplied by
dE/db = dE/dz
dE/da = sum of dE/dz w              to a neuron of the layer before: by every edge that leaves it
"""

from collections.abc import Iterator

from dlplay.activations import ACTIVATIONS
from dlplay.backprop import formulas, loss_formulas
from dlplay.backprop.names import partial
from dlplay.backprop.problem import Quantity
from dlplay.backprop.walk import Line, Step, Walk
from dlplay.numbers import bracketed


def steps(walk: Walk) -> Iterator[Step]:
    """Layer by layer from the last, neuron by neuron."""
    # softmax with its cross-entropy goes from E to z at once: between them nothing is gained; neither where
    # dE/dp would be as good as infinite, and f'(z) as good as 0
    at_once = walk.problem.output == "softmax" or any(map(loss_formulas.clipped, walk.predictions))
    if not (walk.joined and at_once):
        yield from (_by_output(walk, unit) for unit in range(walk.sizes[-1]))
    for layer in range(walk.last, 0, -1):
        for unit in range(walk.sizes[layer]):
            if layer < walk.last:
                yield _by_activation(walk, layer, unit)
            yield _by_sum(walk, layer, unit)
            yield from (_by_weight(walk, layer, source, unit) for source in range(walk.sizes[layer - 1]))
            yield _by_bias(walk, layer, unit)


def _by_output(walk: Walk, unit: int) -> Step:
    target, problem = Quantity("a", walk.last, unit, slope=True), walk.problem
    written = loss_formulas.loss_slope(problem.loss, unit, problem.y, walk.predictions, walk.outputs)
    uses = (Quantity("E"), Quantity("a", walk.last, unit), Quantity("y", walk.last, unit))
    return _step("by_output", walk, target, (written.symbols,), (written.numbers,), (), uses)


def _by_sum(walk: Walk, layer: int, unit: int) -> Step:
    if layer == walk.last and walk.joined:
        return _joined(walk, unit)
    if layer == walk.last and walk.problem.output == "softmax":
        return _through_softmax(walk, unit)
    names, a, z = walk.names, Quantity("a", layer, unit), Quantity("z", layer, unit)
    above, target = a._replace(slope=True), z._replace(slope=True)
    name = walk.layers[layer - 1].activation
    written = formulas.slope(name, walk.run.at(z), (names.of(z), names.of(a)))
    change, slope = walk.run.at(above), float(ACTIVATIONS[name].derivative(walk.run.at(z)))
    symbols = [rf"{names.of(above)} \cdot {partial(names.of(a), names.of(z))}"]
    numbers = [rf"{bracketed(change)} \cdot {bracketed(slope)}"]
    if written.symbols != written.numbers:  # the slope is a number where the function is straight
        symbols.append(rf"{names.of(above)} \cdot {formulas.enclosed(written.symbols)}")
        numbers.insert(0, rf"{bracketed(change)} \cdot {formulas.enclosed(written.numbers)}")
    return _step(
        "by_sum",
        walk,
        target,
        tuple(symbols),
        tuple(numbers),
        ((change, slope),),
        (above, a, z),
        written.condition,
    )


def _joined(walk: Walk, unit: int) -> Step:
    """Sigmoid or softmax with its cross-entropy: the slope of the one cancels that of the other."""
    p, y = Quantity("a", walk.last, unit), Quantity("y", walk.last, unit)
    target, above = Quantity("z", walk.last, unit, slope=True), p._replace(slope=True)
    p_name, z_name = walk.names.of(p), walk.names.sum(walk.last, unit)
    softmax = walk.problem.output == "softmax"
    share = 1.0 if softmax else 1 / walk.sizes[-1]
    chain = (
        rf"\sum_k {partial('E', 'p_k')} \cdot {partial('p_k', z_name)}"
        if softmax
        else rf"{walk.names.of(above)} \cdot {partial(p_name, z_name)}"
    )
    value, wanted = walk.run.at(p), walk.problem.y[unit]
    symbols, numbers = f"{p_name} - {walk.names.of(y)}", f"{bracketed(value)} - {bracketed(wanted)}"
    if share != 1:
        symbols, numbers = (rf"\frac{{1}}{{{walk.sizes[-1]}}} ({text})" for text in (symbols, numbers))
    at_once = softmax or any(map(loss_formulas.clipped, walk.predictions))
    uses = ((Quantity("E") if at_once else above), p, y)
    terms = ((share, value), (-share, wanted))
    return _step("by_sum_joined", walk, target, (chain, symbols), (numbers,), terms, uses)


def _through_softmax(walk: Walk, unit: int) -> Step:
    """Each output depends on each sum, so every output brings its part."""
    outputs = [Quantity("a", walk.last, k) for k in range(walk.sizes[-1])]
    above = [one._replace(slope=True) for one in outputs]
    z_name = walk.names.sum(walk.last, unit)
    p, slopes = [walk.names.of(one) for one in outputs], [walk.names.of(one) for one in above]
    chain = " + ".join(rf"{by} \cdot {partial(name, z_name)}" for by, name in zip(slopes, p, strict=True))
    inner = " + ".join(
        rf"{by} \cdot {f'{name} (1 - {name})' if k == unit else f'(-{name} {p[unit]})'}"
        for k, (by, name) in enumerate(zip(slopes, p, strict=True))
    )
    jacobian = ACTIVATIONS["softmax"].jacobian(walk.run.trace.z[-1][0])
    terms = tuple((walk.run.at(one), float(jacobian[k, unit])) for k, one in enumerate(above))
    target = Quantity("z", walk.last, unit, slope=True)
    uses = (*above, *outputs)
    return _step("by_sum_softmax", walk, target, (chain, inner), (_products(terms),), terms, uses)


def _by_weight(walk: Walk, layer: int, source: int, unit: int) -> Step:
    target = Quantity("w", layer, unit, source, slope=True)
    delta, a = Quantity("z", layer, unit, slope=True), Quantity("a", layer - 1, source)
    by_z, z = walk.names.of(delta), walk.names.sum(layer, unit)
    weight = walk.names.weight(layer, source, unit)
    terms = ((walk.run.at(delta), walk.run.at(a)),)
    symbols = (rf"{by_z} \cdot {partial(z, weight)}", rf"{by_z} \cdot {walk.names.of(a)}")
    return _step("by_weight", walk, target, symbols, (_products(terms),), terms, (delta, a))


def _by_bias(walk: Walk, layer: int, unit: int) -> Step:
    target, delta = Quantity("b", layer, unit, slope=True), Quantity("z", layer, unit, slope=True)
    chain = (
        rf"{walk.names.of(delta)} \cdot {partial(walk.names.sum(layer, unit), walk.names.bias(layer, unit))}"
    )
    terms = ((walk.run.at(delta), 1.0),)
    return _step("by_bias", walk, target, (chain,), (_products(terms),), terms, (delta,))


def _by_activation(walk: Walk, layer: int, unit: int) -> Step:
    """What a hidden neuron does to E by way of every neuron that it feeds."""
    fed = range(walk.sizes[layer + 1])
    deltas = [Quantity("z", layer + 1, j, slope=True) for j in fed]
    weights = [Quantity("w", layer + 1, j, unit) for j in fed]
    name, names = walk.names.neuron(layer, unit), walk.names
    chain = " + ".join(
        rf"{names.of(one)} \cdot {partial(names.sum(layer + 1, one.unit), name)}" for one in deltas
    )
    inner = " + ".join(
        rf"{names.of(one)} \cdot {names.of(w)}" for one, w in zip(deltas, weights, strict=True)
    )
    row = walk.layers[layer].kernel[unit].tolist()
    terms = tuple((walk.run.at(one), w) for one, w in zip(deltas, row, strict=True))
    target = Quantity("a", layer, unit, slope=True)
    return _step(
        "by_activation", walk, target, (chain, inner), (_products(terms),), terms, (*deltas, *weights)
    )


def _products(terms: tuple[tuple[float, ...], ...]) -> str:
    return " + ".join(r" \cdot ".join(bracketed(one) for one in term) for term in terms)


def _step(
    kind: str,
    walk: Walk,
    target: Quantity,
    symbols: tuple[str, ...],
    numbers: tuple[str, ...],
    terms: tuple[tuple[float, ...], ...],
    uses: tuple[Quantity, ...],
    condition: str = "",
) -> Step:
    line = Line(target, walk.names.of(target), symbols, numbers, walk.run.at(target), terms, condition)
    return Step(kind, "backward", (line,), uses)

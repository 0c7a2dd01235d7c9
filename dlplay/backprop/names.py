"""What every number of a network is called: neurons x_1, h_1, g_1, p; weights w_1, w_2; biases b_1, b_2.

Names are LaTeX; `plain` gives the same in Unicode. A layer of one neuron needs no index.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dlplay.backprop.problem import Quantity

HIDDEN = "hg"  # the letters of hidden layers; deeper networks are not written out
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(frozen=True)
class Names:
    """The names in a network of these sizes, the inputs first."""

    sizes: tuple[int, ...]

    def neuron(self, layer: int, unit: int) -> str:
        last = len(self.sizes) - 1
        letter = "x" if layer == 0 else "p" if layer == last else HIDDEN[layer - 1]
        return self._indexed(letter, layer, unit)

    def sum(self, layer: int, unit: int) -> str:
        return f"z_{{{self.neuron(layer, unit)}}}"

    def target(self, unit: int) -> str:
        return self._indexed("y", len(self.sizes) - 1, unit)

    def weight(self, layer: int, source: int, unit: int) -> str:
        before = sum(a * b for a, b in zip(self.sizes[: layer - 1], self.sizes[1:layer], strict=True))
        return f"w_{{{before + source * self.sizes[layer] + unit + 1}}}"

    def bias(self, layer: int, unit: int) -> str:
        return f"b_{{{sum(self.sizes[1:layer]) + unit + 1}}}"

    def of(self, quantity: Quantity) -> str:
        """The name of a number; of its slope, the partial derivative."""
        letter, layer, unit, source, slope = quantity
        if letter == "w":
            name = self.weight(layer, source, unit)
        elif letter in "ab":
            name = (self.neuron if letter == "a" else self.bias)(layer, unit)
        elif letter == "z":
            name = self.sum(layer, unit)
        else:
            name = self.target(unit) if letter == "y" else "E"
        return partial("E", name) if slope else name

    def parts(self) -> dict[str, Quantity]:
        """Every weight, then every bias, by its plain key: w1, w2, ..., b1, ..."""
        layers = range(1, len(self.sizes))
        parts = [
            Quantity("w", layer, unit, source)
            for layer in layers
            for source in range(self.sizes[layer - 1])
            for unit in range(self.sizes[layer])
        ]
        parts += [Quantity("b", layer, unit) for layer in layers for unit in range(self.sizes[layer])]
        return {re.sub("[_{}]", "", self.of(part)): part for part in parts}

    def _indexed(self, letter: str, layer: int, unit: int) -> str:
        return letter if self.sizes[layer] == 1 else f"{letter}_{unit + 1}"


def partial(above: str, below: str) -> str:
    r"""\frac{\partial above}{\partial below}"""
    return rf"\frac{{\partial {above}}}{{\partial {below}}}"


def unicode(latex: str) -> str:
    """A neuron's, weight's, bias's or target's name in Unicode: w_{12} becomes w₁₂."""
    letter, _, index = latex.partition("_")
    return letter + index.strip("{}").translate(SUBSCRIPTS)


def spelt(names: Sequence[str]) -> str:
    """Several names in one line."""
    return ", ".join(map(unicode, names))

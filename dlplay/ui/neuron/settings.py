"""What a student sets on the neuron page."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from dlplay.activations import ACTIVATIONS, CURVES
from dlplay.toy_data import TOY_DATA, TRUTH_TABLES
from dlplay.ui.settings import Choice, Number, Settings, setting
from dlplay.ui.weights import Weights

EACH = Number(-3.0, 3.0, 0.1)  # of one neuron's inputs, weights and bias
TWO = "xor2"  # the gate XOR with two hidden neurons
XOR = (8.0, 4.0, 8.0, -4.0, -4.0, -2.0, 4.0, 4.0, -2.0)  # the weights that these start with
SIZES = (2, 3, 2, 1)  # of the small network's layers
NET = (
    1.0,
    -0.8,
    0.5,
    0.6,
    1.2,
    -1.5,
    0.0,
    0.3,
    -0.2,
    1.4,
    -0.7,
    0.5,
    1.0,
    -1.1,
    0.8,
    0.1,
    -0.3,
    1.6,
    -1.2,
    0.2,
)
PARTS = tuple(  # the key of each weight and bias, layer by layer
    [
        f"w{layer}{i}{j}"
        for layer, (n_in, units) in enumerate(pairwise(SIZES), start=1)
        for i in range(1, n_in + 1)
        for j in range(1, units + 1)
    ]
    + [f"b{layer}{j}" for layer, units in enumerate(SIZES[1:], start=1) for j in range(1, units + 1)]
)
# a function that grows without bound within two layers has no picture
STEADY = tuple(name for name in CURVES if np.isfinite(ACTIVATIONS[name].function(1e3)))


@dataclass(frozen=True)
class NeuronSettings(Settings):
    view: str = setting("one", Choice(("one", "gates", "layers")))
    inputs: str = setting("2", Choice(("2", "3")))
    activation: str = setting("sigmoid", Choice(CURVES))
    x: tuple[float, ...] = setting((1.0, 0.5, -1.0), Weights(3, EACH.high, EACH.step))
    w: tuple[float, ...] = setting((1.2, -0.8, 0.5, 0.4), Weights(4, EACH.high, EACH.step))
    data: str = setting("blobs", Choice(tuple(TOY_DATA)))
    gate: str = setting("and", Choice((*TRUTH_TABLES, TWO)))
    gate_activation: str = setting("step", Choice(("step", "sigmoid")))
    gate_w: tuple[float, ...] = setting((2.0, 2.0, 0.0), Weights(3, 10.0, 0.5))
    xor_w: tuple[float, ...] = setting(XOR, Weights(9, 10.0, 0.5))
    net_x: tuple[float, ...] = setting((1.0, -0.5), Weights(2, 2.0, 0.1))
    net_activation: str = setting("tanh", Choice(STEADY))
    net_w: tuple[float, ...] = setting(NET, Weights(20, 3.0, 0.1))
    part: str = setting("w111", Choice(PARTS))

"""Five ways to say what in a picture speaks for a digit, each a map of its pixels.

Notation: x picture (28, 28); z = z_k(x) the logit of the digit that is asked about; x' blank paper, all 0; A
the maps of the convolution after its activation. No method sees the training data or the word "digit": each
asks the network alone.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dlplay.digits.gradient import Gradient, pass_back
from dlplay.digits.network import Network

STEPS = 100  # between blank paper and the picture, of integrated gradients
CROWDED = 1.5  # more of them near blank paper, where most units switch on: (m / STEPS) ** CROWDED
PATCH = 5  # pixels along a side that occlusion covers; odd, so that it has a middle
AT_ONCE = 50  # pictures read at a time: more do not fit into the processor's memory

Map = Callable[[Network, np.ndarray, int], np.ndarray]


@dataclass(frozen=True)
class Method:
    """A way to explain.

    Attributes:
        map: (network, picture float32 (28, 28) in [0, 1], label) -> float64 (28, 28).
        formula: in LaTeX.
        signed: whether it can also say what speaks against.
        source: the paper that it comes from.
    """

    map: Map
    formula: str
    source: str
    signed: bool = True


def slopes(network: Network, pictures: np.ndarray, label: int) -> Gradient:
    """dz/dx, dz/dA … of pictures (n, 28, 28), float32."""
    trace = network(pictures)
    one = np.zeros(trace.logits.shape, np.float32)
    one[:, label] = 1
    return pass_back(network, trace, one)


def gradient(network: Network, picture: np.ndarray, label: int) -> np.ndarray:
    """dz/dx: how much the logit would rise with a little more ink at a pixel, logits a unit of ink."""
    return slopes(network, picture[None], label).picture[0].astype(np.float64)


def gradient_x_input(network: Network, picture: np.ndarray, label: int) -> np.ndarray:
    """x dz/dx: the slope, times the ink that is there; 0 where there is none."""
    return picture * gradient(network, picture, label)


def integrated_gradients(network: Network, picture: np.ndarray, label: int, steps: int = STEPS) -> np.ndarray:
    """(x - x') times the mean slope on the straight way from blank paper x' to x.

    Its sum is z(x) - z(x') (completeness), up to the error of taking the slope at the middle of each of
    `steps` parts for all of it: less than 1 % of the difference for the network's answer.
    """
    ends = np.linspace(0, 1, steps + 1) ** CROWDED
    lengths = np.diff(ends).astype(np.float32)
    middles = ((ends[1:] + ends[:-1]) / 2).astype(np.float32)
    slope = np.zeros(picture.shape)
    for part in np.array_split(np.arange(steps), -(-steps // AT_ONCE)):
        found = slopes(network, middles[part, None, None] * picture, label).picture
        slope += np.tensordot(lengths[part], found, axes=1)
    return picture * slope


def grad_cam(network: Network, picture: np.ndarray, label: int) -> np.ndarray:
    """max(0, sum_f w_f A_f) with w_f the mean over the map of dz/dA_f, each number at its window's middle.

    The outermost pixels, which no window has its middle on, are 0.

    Raises:
        ValueError: for a network without convolution, which has no maps.
    """
    trace = network(picture[None])
    by_maps = slopes(network, picture[None], label).conv
    if trace.conv is None or by_maps is None:
        raise ValueError("network must have a convolution")
    found = np.maximum(trace.conv[0] @ by_maps[0].mean(axis=(0, 1)), 0)
    before = (len(picture) - len(found)) // 2
    return np.pad(found.astype(np.float64), (before, len(picture) - len(found) - before))


def occlusion(network: Network, picture: np.ndarray, label: int, patch: int = PATCH) -> np.ndarray:
    """z(x) - z(x without the `patch` x `patch` pixels around this one): what the logit loses with them."""
    around = np.abs(np.subtract.outer(np.arange(len(picture)), np.arange(len(picture)))) <= patch // 2
    inked = around @ (picture > 0) @ around  # where the patch covers any ink: elsewhere nothing changes
    lost = np.zeros(picture.shape)
    places = np.argwhere(inked)
    whole = network(picture).logits[label]
    for at in range(0, len(places), AT_ONCE):
        part = places[at : at + AT_ONCE]
        covered = around[part[:, 0], :, None] & around[part[:, 1], None, :]
        lost[tuple(part.T)] = whole - network(picture * ~covered).logits[:, label]
    return lost


METHODS = {
    "gradient": Method(
        gradient,
        r"\frac{\partial z_k}{\partial x_{ij}}",
        "Simonyan, Vedaldi and Zisserman, Deep inside convolutional networks, 2014",
    ),
    "gradient_x_input": Method(
        gradient_x_input,
        r"x_{ij} \, \frac{\partial z_k}{\partial x_{ij}}",
        "Shrikumar, Greenside, Shcherbina and Kundaje, Not just a black box, 2016",
    ),
    "integrated_gradients": Method(
        integrated_gradients,
        r"(x_{ij} - x'_{ij}) \int_0^1 \frac{\partial z_k}{\partial x_{ij}}"
        r"\bigl(x' + \alpha (x - x')\bigr) \, d\alpha",
        "Sundararajan, Taly and Yan, Axiomatic attribution for deep networks, 2017",
    ),
    "grad_cam": Method(
        grad_cam,
        r"\max\Bigl(0, \sum_f w_f A_{ijf}\Bigr), \quad"
        r" w_f = \tfrac{1}{26 \cdot 26} \sum_{ij} \frac{\partial z_k}{\partial A_{ijf}}",
        "Selvaraju and others, Grad-CAM, 2017",
        signed=False,
    ),
    "occlusion": Method(
        occlusion,
        r"z_k(x) - z_k(x \setminus ij)",
        "Zeiler and Fergus, Visualizing and understanding convolutional networks, 2014",
    ),
}

"""The smallest change of the pixels that makes the network answer a chosen digit.

Notation: x picture; t the digit that is wanted; m(x) = z_t - ln sum_{j != t} exp(z_j), at least 0 where the
network gives t at least 50 %; length of a change d: sqrt(sum d^2). Between its kinks m is nearly linear, so

    d = -m g / |g|^2,  g = dm/dx

is about the shortest way to m = 0. The step is repeated (DeepFool), every pixel kept from 0 to 1; pixels that
stand there and would go beyond take no part. Then the way back to x is halved until it stands just beyond the
border, and the search begins again from the point of the border's tangent that is nearest to x.

What it finds is a small change: that none is smaller is not proven, nor is there none where it finds none.
Source: Moosavi-Dezfooli, Fawzi and Frossard, "DeepFool", 2016; for the return to the border Croce and Hein,
"Minimally distorted adversarial examples with a fast adaptive boundary attack", 2020.
"""

from typing import NamedTuple

import numpy as np

from dlplay.digits.gradient import pass_back
from dlplay.digits.network import Network

STEPS, ROUNDS, HALVINGS = 40, 8, 10
PUSH = 0.02  # logits that each step aims further than the last: else it can go round between kinks for ever
LONGEST = 0.6  # length of a step: where g is nearly 0, the linear view would send it far off


class Change(NamedTuple):
    """A picture that the network reads as the wanted digit.

    picture: float32 (28, 28) from 0 to 1.
    length: of the change, sqrt(sum d^2), in units of full ink.
    found: False if no such picture was found; it is then the last that was tried.
    """

    picture: np.ndarray
    length: float
    found: bool


def smallest_change(network: Network, picture: np.ndarray, label: int) -> Change:
    """Change a picture, float32 (28, 28) in [0, 1], as little as it takes for `label` to get 50 %."""
    best = _try(network, picture, picture, label)
    for _ in range(ROUNDS):
        if not (best.found and best.length):
            break
        _, slope = _margin(network, best.picture, label)
        start = _step(picture, float(((picture - best.picture) * slope).sum()), slope, np.inf)
        again = _try(network, picture, start, label)
        if not (again.found and again.length < best.length):
            break
        best = again
    return best


def _try(network: Network, picture: np.ndarray, start: np.ndarray, label: int) -> Change:
    """Step from `start` to the border, then back towards the picture."""
    there = start
    for number in range(STEPS):
        m, slope = _margin(network, there, label)
        if m >= 0:
            there = _back(network, picture, there, label)
            return Change(there, float(np.linalg.norm(there - picture)), True)
        there = _step(there, m - PUSH * (number + 1), slope)
    return Change(there, float(np.linalg.norm(there - picture)), False)


def _margin(network: Network, picture: np.ndarray, label: int) -> tuple[float, np.ndarray]:
    """m and its slope (28, 28)."""
    trace = network(picture[None])
    rivals = trace.logits[0].astype(np.float64)
    rivals[label] = -np.inf
    shares = np.exp(rivals - rivals.max())
    total = shares.sum()
    at_logits = (-shares / total).astype(np.float32)
    at_logits[label] = 1
    m = trace.logits[0, label] - rivals.max() - np.log(total)
    return float(m), pass_back(network, trace, at_logits[None]).picture[0]


def _step(picture: np.ndarray, m: float, slope: np.ndarray, longest: float = LONGEST) -> np.ndarray:
    """The nearest picture in [0, 1] where m would be 0, were its slope the same everywhere."""
    free = np.where(((slope > 0) & (picture < 1)) | ((slope < 0) & (picture > 0)), slope, 0)
    steepness = float(np.linalg.norm(free))
    if not steepness:
        return picture
    length = np.float32(np.clip(-m / steepness, -longest, longest))
    return np.clip(picture + length / steepness * free, 0, 1, dtype=np.float32)


def _back(network: Network, picture: np.ndarray, there: np.ndarray, label: int) -> np.ndarray:
    """As near to the picture as the straight way back leaves the label 50 %."""
    nearest, shares = there, (0.0, 1.0)
    for _ in range(HALVINGS):
        middle = sum(shares) / 2
        between = picture + np.float32(middle) * (there - picture)
        if network(between).probabilities[label] >= 0.5:
            nearest, shares = between, (shares[0], middle)
        else:
            shares = (middle, shares[1])
    return nearest

"""Smooth relatives of the rectifier: soft corners (softplus and kin) and gates x s(x) (silu, gelu, mish).

numpy has no erf: the normal distribution's integral is a Taylor series here, about nodes at which Python's
own `math.erfc` gives the value.
"""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from dlplay.activations.activation import LARGEST, Abbreviation, Activation, Paper, Parameter, Piece
from dlplay.activations.squashing import sigmoid, sigmoid_slope

GELU_CUBIC = 0.044715  # Hendrycks and Gimpel (2016), section 2
ROOT = math.sqrt(2 / math.pi)
TINY = np.finfo(float).tiny

SPACING, TERMS = 1 / 16, 12
NODES = SPACING * np.arange(-40 / SPACING, 40 / SPACING + 1)  # beyond, Phi is 0 or 1 in float64
CDF_AT_NODES = np.array([0.5 * math.erfc(-c / math.sqrt(2)) for c in NODES])


def normal_cdf(x: np.ndarray) -> np.ndarray:
    """Phi(x), the share of a standard normal distribution below x; within 1e-15.

    Taylor's series about the nearest node c, d = x - c: the derivatives of phi are phi times Hermite's
    polynomials, so Phi(x) = Phi(c) + phi(c) sum_k (-1)^k He_k(c) d^(k+1) / (k+1)!.
    """
    near = np.clip(x, -NODES[-1], NODES[-1])
    place = np.rint(np.where(np.isnan(near), 0.0, near) / SPACING).astype(int) + len(NODES) // 2
    c = NODES[place]
    d = near - c
    hermite, last = np.ones_like(c), np.zeros_like(c)
    power, series = d, d
    for k in range(1, TERMS):
        hermite, last = c * hermite - (k - 1) * last, hermite
        power = power * -d / (k + 1)
        series = series + hermite * power
    return CDF_AT_NODES[place] + normal_density(c) * series


def normal_density(x: np.ndarray) -> np.ndarray:
    """phi(x) = exp(-x^2 / 2) / sqrt(2 pi)."""
    x = np.clip(x, -40.0, 40.0)  # beyond, it is 0 in float64, and x^2 might overflow
    return np.exp(-0.5 * x * x) / math.sqrt(2 * math.pi)


def gelu(x: np.ndarray, approximate: bool) -> np.ndarray:
    return np.maximum(x, -LARGEST) * (sigmoid(2 * _inner(x)) if approximate else normal_cdf(x))


def gelu_slope(x: np.ndarray, approximate: bool) -> np.ndarray:
    if not approximate:
        return normal_cdf(x) + np.clip(x, -LARGEST, LARGEST) * normal_density(x)
    near = np.clip(x, -1e3, 1e3)
    return sigmoid(2 * _inner(x)) + near * sigmoid_slope(2 * _inner(x)) * 2 * ROOT * (
        1 + 3 * GELU_CUBIC * near * near
    )


def _inner(x: np.ndarray) -> np.ndarray:
    near = np.clip(x, -1e3, 1e3)  # tanh is 1 long before, and x^3 might overflow
    return ROOT * (near + GELU_CUBIC * near**3)


def gelu_pieces(parameters: Mapping[str, Any]) -> tuple[Piece, ...]:
    """The exact formula or the one with tanh."""
    if parameters["approximate"]:
        inner = Abbreviation("u", r"\sqrt{2/\pi}\, (@x + 0.044715 \cdot @x^3)", _inner)
        return (
            Piece(
                r"\frac{@x}{2} \left(1 + \tanh @u\right)",
                r"\frac{1 + \tanh @u}{2} + \frac{@x}{2} \left(1 - \tanh^2 @u\right) \\ &\quad \cdot "
                r"\sqrt{2/\pi}\, (1 + 0.134145 \cdot @x^2)",
                short=inner,
            ),
        )
    share = Abbreviation(
        r"\Phi", r"\frac{1}{2} \left(1 + \operatorname{erf} \frac{@x}{\sqrt 2}\right)", normal_cdf
    )
    return (Piece(r"@x \cdot @u", r"@u + \frac{@x}{\sqrt{2\pi}}\, e^{-@x^2/2}", short=share),)


def mish(x: np.ndarray) -> np.ndarray:
    return np.maximum(x, -LARGEST) * np.tanh(np.logaddexp(0.0, x))


def mish_slope(x: np.ndarray) -> np.ndarray:
    gate = np.tanh(np.logaddexp(0.0, x))
    return gate + np.clip(x, -LARGEST, LARGEST) * sigmoid(x) * (1 - gate * gate)


def hard_silu_slope(x: np.ndarray) -> np.ndarray:
    near = np.clip(x, -3.0, 3.0)
    return np.where(np.abs(x) < 3, (2 * near + 3) / 6, np.where(x > 0, 1.0, 0.0))


def squareplus(x: np.ndarray, b: float) -> np.ndarray:
    """(x + r) / 2 with r = sqrt(x^2 + b); below 0 as b / (2 (r - x)), where x + r would cancel."""
    half = 0.5 * np.hypot(x, math.sqrt(_not_negative(b)))
    below = 0.25 * b / np.maximum(half - 0.5 * np.minimum(x, 0.0), TINY)
    return np.where(x > 0, 0.5 * np.maximum(x, 0.0) + half, below)


def squareplus_slope(x: np.ndarray, b: float) -> np.ndarray:
    near = np.clip(x, -LARGEST, LARGEST)
    root = np.hypot(near, math.sqrt(_not_negative(b)))
    return 0.5 * (1 + near / np.maximum(root, TINY))


def _not_negative(b: float) -> float:
    if not b >= 0:
        raise ValueError(f"squareplus needs b >= 0; b is {b}")
    return b


def sparse_plus(x: np.ndarray) -> np.ndarray:
    return np.where(x < 1, 0.25 * (np.clip(x, -1.0, 1.0) + 1) ** 2, x)


def exponential(x: np.ndarray) -> np.ndarray:
    with np.errstate(over="ignore"):  # e^x beyond float64 is infinite, as in Keras
        return np.exp(x)


GATES = (
    Activation(
        "silu",
        lambda x: np.maximum(x, -LARGEST) * sigmoid(x),
        lambda x: sigmoid(x) + np.clip(x, -LARGEST, LARGEST) * sigmoid_slope(x),
        (
            Piece(
                r"\frac{@x}{1 + e^{-@x}}",
                r"@f + \frac{1}{1 + e^{-@x}} \left(1 - @f\right)",
            ),
        ),
        paper=Paper("Ramachandran, Zoph, Le", 2017, "https://arxiv.org/abs/1710.05941"),
    ),
    Activation(
        "hard_silu",
        lambda x: np.maximum(x, -LARGEST) * ((np.clip(x, -3.0, 3.0) + 3) / 6),
        hard_silu_slope,
        (
            Piece("0", "0", r"@x \le -3", lambda x, p: x <= -3),
            Piece(r"\frac{@x (@x + 3)}{6}", r"\frac{2 \cdot @x + 3}{6}", "-3 < @x < 3", lambda x, p: x < 3),
            Piece("@x", "1", r"@x \ge 3"),
        ),
        paper=Paper("Howard et al.", 2019, "https://arxiv.org/abs/1905.02244"),
    ),
    Activation(
        "gelu",
        gelu,
        gelu_slope,
        gelu_pieces,
        (Parameter("approximate", "", False),),
        Paper("Hendrycks, Gimpel", 2016, "https://arxiv.org/abs/1606.08415"),
    ),
    Activation(
        "mish",
        mish,
        mish_slope,
        (
            Piece(
                r"@x \tanh @u",
                r"\tanh @u \\ &\quad + \frac{@x}{1 + e^{-@x}} \left(1 - \tanh^2 @u\right)",
                short=Abbreviation("u", r"\ln\!\left(1 + e^{@x}\right)", lambda x: np.logaddexp(0.0, x)),
            ),
        ),
        paper=Paper("Misra", 2019, "https://arxiv.org/abs/1908.08681"),
    ),
    Activation(
        "softplus",
        lambda x: np.logaddexp(0.0, x),
        sigmoid,
        (Piece(r"\ln\!\left(1 + e^{@x}\right)", r"\frac{1}{1 + e^{-@x}}"),),
        paper=Paper(
            "Dugas, Bengio, Bélisle, Nadeau, Garcia",
            2001,
            "https://papers.nips.cc/paper/2000/hash/44968aece94f667e4095002d140b5896-Abstract.html",
        ),
    ),
    Activation(
        "squareplus",
        squareplus,
        squareplus_slope,
        (
            Piece(
                r"\frac{@x + \sqrt{@x^2 + @b}}{2}",
                r"\frac{1}{2} \left(1 + \frac{@x}{\sqrt{@x^2 + @b}}\right)",
            ),
        ),
        (Parameter("b", "b", 4.0, 0.0, 10.0, 0.1),),
        Paper("Barron", 2021, "https://arxiv.org/abs/2112.11687"),
    ),
    Activation(
        "sparse_plus",
        sparse_plus,
        lambda x: 0.5 * (np.clip(x, -1.0, 1.0) + 1),
        (
            Piece("0", "0", r"@x \le -1", lambda x, p: x <= -1),
            Piece(r"\frac{(@x + 1)^2}{4}", r"\frac{@x + 1}{2}", "-1 < @x < 1", lambda x, p: x < 1),
            Piece("@x", "1", r"@x \ge 1"),
        ),
        paper=Paper("Blondel, Martins, Niculae", 2020, "https://arxiv.org/abs/1901.02324"),
    ),
    Activation("exponential", exponential, exponential, (Piece("e^{@x}", "e^{@x}"),)),
    Activation("linear", lambda x: x.copy(), np.ones_like, (Piece("@x", "1"),)),
)

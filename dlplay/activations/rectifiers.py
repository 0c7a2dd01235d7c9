"""The family of the rectified linear unit: let positive inputs through, damp or drop the rest.

Left out: parametric rectifiers, whose slope is learnt (Keras has them as layers).
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from dlplay.activations.activation import Activation, Paper, Parameter, Piece

# Klambauer et al. (2017), equation 14: the fixed point keeps mean 0 and variance 1.
SELU_ALPHA, SELU_SCALE = 1.6732632423543772, 1.0507009873554805


def below(x: float, parameters: Mapping[str, Any]) -> bool:
    return x < 0


def to_zero(x: float, parameters: Mapping[str, Any]) -> bool:
    return x <= 0


def relu(x: np.ndarray, negative_slope: float, max_value: float | None, threshold: float) -> np.ndarray:
    """x above the threshold, negative_slope (x - threshold) up to it; nothing above max_value."""
    rectified = np.maximum(x, 0.0) if threshold == 0 else np.where(x > threshold, x, 0.0)
    if max_value is not None:
        rectified = np.clip(rectified, 0.0, max_value)
    if negative_slope:
        rectified = rectified - negative_slope * np.maximum(threshold - x, 0.0)
    return rectified


def relu_slope(x: np.ndarray, negative_slope: float, max_value: float | None, threshold: float) -> np.ndarray:
    passed = x > threshold
    if max_value is not None:
        passed = passed & (x < max_value) & (x > 0)
    return np.where(x <= threshold, float(negative_slope), passed.astype(float))


def relu_pieces(parameters: Mapping[str, Any]) -> tuple[Piece, ...]:
    """The textbook's two lines, and a line or term for every parameter that is in use."""
    slope, limit, threshold = (parameters[name] for name in ("negative_slope", "max_value", "threshold"))
    distance = r"(@x - @threshold)" if threshold else "@x"
    edge = "@threshold" if threshold else "0"
    low = (rf"@negative_slope {distance}", "@negative_slope") if slope else ("0", "0")
    pieces = [Piece(*low, rf"@x \le {edge}", lambda x, p: x <= p["threshold"])]
    if limit is not None:
        if threshold < 0:
            pieces.append(Piece("0", "0", rf"{edge} < @x \le 0", lambda x, p: x <= 0))
            edge = "0"
        if threshold < limit:
            pieces.append(Piece("@x", "1", rf"{edge} < @x < @max_value", lambda x, p: x < p["max_value"]))
            edge = ""
        condition = r"@x \ge @max_value" if not edge else rf"@x > {edge}"
        return (*pieces, Piece("@max_value", "0", condition))
    return (*pieces, Piece("@x", "1", rf"@x > {edge}"))


def elu(x: np.ndarray, alpha: float) -> np.ndarray:
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0.0)))


def elu_slope(x: np.ndarray, alpha: float) -> np.ndarray:
    return np.where(x > 0, 1.0, alpha * np.exp(np.minimum(x, 0.0)))


def selu_slope(x: np.ndarray) -> np.ndarray:
    return SELU_SCALE * np.where(x >= 0, 1.0, SELU_ALPHA * np.exp(np.minimum(x, 0.0)))


def celu(x: np.ndarray, alpha: float) -> np.ndarray:
    return np.maximum(x, 0.0) + alpha * np.expm1(_scaled(x, alpha))


def celu_slope(x: np.ndarray, alpha: float) -> np.ndarray:
    # at 0 both sides are 1; TensorFlow adds them up there
    return np.exp(_scaled(x, alpha))


def _scaled(x: np.ndarray, alpha: float) -> np.ndarray:
    """The negative part of x, divided by alpha."""
    if not alpha > 0:
        raise ValueError(f"celu needs alpha > 0; alpha is {alpha}")
    return np.clip(x, -1e3 * alpha, 0.0) / alpha  # e^-1000 is 0 in float64


RELU = Activation(
    "relu",
    relu,
    relu_slope,
    relu_pieces,
    (
        Parameter("negative_slope", r"\alpha", 0.0),
        Parameter("max_value", "m", None, 0.5, 8.0, 0.5),
        Parameter("threshold", r"\theta", 0.0, -2.0, 4.0, 0.1),
    ),
    Paper("Nair, Hinton", 2010, "https://www.cs.toronto.edu/~fritz/absps/reluICML.pdf"),
)

RECTIFIERS = (
    RELU,
    Activation(
        "leaky_relu",
        lambda x, negative_slope: relu(x, negative_slope, None, 0.0),
        lambda x, negative_slope: np.where(x > 0, 1.0, float(negative_slope)),
        (Piece(r"@negative_slope @x", "@negative_slope", r"@x \le 0", to_zero), Piece("@x", "1", "@x > 0")),
        (Parameter("negative_slope", r"\alpha\,", 0.2),),
        Paper(
            "Maas, Hannun, Ng", 2013, "https://ai.stanford.edu/~amaas/papers/relu_hybrid_icml2013_final.pdf"
        ),
    ),
    Activation(
        "relu6",
        lambda x: np.clip(x, 0.0, 6.0),
        lambda x: np.where((x > 0) & (x < 6), 1.0, 0.0),
        (
            Piece("0", "0", r"@x \le 0", to_zero),
            Piece("@x", "1", "0 < @x < 6", lambda x, p: x < 6),
            Piece("6", "0", r"@x \ge 6"),
        ),
        paper=Paper("Krizhevsky", 2010, "https://www.cs.toronto.edu/~kriz/conv-cifar10-aug2010.pdf"),
    ),
    Activation(
        "elu",
        elu,
        elu_slope,
        (
            Piece(r"@alpha \left(e^{@x} - 1\right)", r"@alpha e^{@x}", r"@x \le 0", to_zero),
            Piece("@x", "1", "@x > 0"),
        ),
        (Parameter("alpha", r"\alpha\,", 1.0, 0.0, 3.0),),
        Paper("Clevert, Unterthiner, Hochreiter", 2016, "https://arxiv.org/abs/1511.07289"),
    ),
    Activation(
        "selu",
        lambda x: SELU_SCALE * elu(x, SELU_ALPHA),
        selu_slope,
        (
            Piece(
                r"1.0507 \cdot 1.6733 \left(e^{@x} - 1\right)",
                r"1.0507 \cdot 1.6733\, e^{@x}",
                "@x < 0",
                below,
            ),
            Piece(r"1.0507 \cdot @x", "1.0507", r"@x \ge 0"),
        ),
        paper=Paper("Klambauer, Unterthiner, Mayr, Hochreiter", 2017, "https://arxiv.org/abs/1706.02515"),
    ),
    Activation(
        "celu",
        celu,
        celu_slope,
        (
            Piece(r"@alpha \left(e^{@x / @alpha} - 1\right)", r"e^{@x / @alpha}", r"@x \le 0", to_zero),
            Piece("@x", "1", "@x > 0"),
        ),
        (Parameter("alpha", r"\alpha", 1.0, 0.1, 3.0, 0.1),),
        Paper("Barron", 2017, "https://arxiv.org/abs/1704.07483"),
    ),
    Activation(
        "threshold",
        lambda x, threshold, default_value: np.where(x > threshold, x, float(default_value)),
        lambda x, threshold, default_value: np.where(x > threshold, 1.0, 0.0),
        (
            Piece("@default_value", "0", r"@x \le @threshold", lambda x, p: x <= p["threshold"]),
            Piece("@x", "1", "@x > @threshold"),
        ),
        (
            Parameter("threshold", r"\theta", 1.0, -3.0, 3.0, 0.1),
            Parameter("default_value", "v", 0.0, -3.0, 3.0, 0.1),
        ),
        Paper("Konda, Memisevic, Krueger", 2015, "https://arxiv.org/abs/1402.3337"),
    ),
)

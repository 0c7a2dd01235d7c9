"""Losses for the probability of yes: binary and focal cross-entropy.

p is a probability, or a logit z where `from_logits` is set. c is p clipped to [epsilon, 1 - epsilon]; outside
of that the slope is 0, as in Keras.
"""

import numpy as np

from dlplay.losses.loss import EPSILON, Loss, Parameter, Terms, mean_over

SMOOTHING = Parameter("label_smoothing", 0.0, 0.0, 0.5, 0.05)
GAMMA = Parameter("gamma", 2.0, 0.0, 5.0, 0.5)
ALPHA = Parameter("alpha", 0.25, 0.05, 1.0, 0.05)
LOGITS, AXIS = Parameter("from_logits", False), Parameter("axis", -1)
FOCAL = "Lin, Goyal, Girshick, He and Dollár, “Focal loss for dense object detection”, ICCV 2017"


def binary_crossentropy(
    y: np.ndarray, p: np.ndarray, from_logits: bool, label_smoothing: float, axis: int
) -> Terms:
    """L = mean of -(y ln c + (1 - y) ln(1 - c)); from logits max(z, 0) - z y + ln(1 + exp(-|z|)).

    dL/dp = (c - y) / (c (1 - c) n); dL/dz = (sigmoid(z) - y) / n.
    Label smoothing s first turns y into y (1 - s) + s / 2.
    """
    y = y * (1 - label_smoothing) + 0.5 * label_smoothing
    return mean_over(*(_from_logits(y, p) if from_logits else _from_probabilities(y, p)), axis)


def binary_focal_crossentropy(
    y: np.ndarray,
    p: np.ndarray,
    apply_class_balancing: bool,
    alpha: float,
    gamma: float,
    from_logits: bool,
    label_smoothing: float,
    axis: int,
) -> Terms:
    """L = mean of w (1 - q)^gamma b, with b the binary cross-entropy.

    q = y p + (1 - y)(1 - p) is the probability given to the truth;
    w = y alpha + (1 - y)(1 - alpha) with class balancing, else 1.
    """
    y = y * (1 - label_smoothing) + 0.5 * label_smoothing
    probability, inner = (sigmoid(p), sigmoid(p) * sigmoid(-p)) if from_logits else (p, 1)
    cross_entropy, slope = _from_logits(y, p) if from_logits else _from_probabilities(y, p)
    missing = 1 - (y * probability + (1 - y) * (1 - probability))
    factor, factor_slope = power(missing, gamma)
    weight = y * alpha + (1 - y) * (1 - alpha) if apply_class_balancing else np.ones_like(y)
    slopes = weight * (factor * slope - factor_slope * (2 * y - 1) * inner * cross_entropy)
    return mean_over(weight * factor * cross_entropy, slopes, axis)


def sigmoid(z: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-z)), without overflow and without losing small probabilities."""
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, small) / (1 + small)


def _from_probabilities(y: np.ndarray, p: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Binary cross-entropy -(y ln c + (1 - y) ln(1 - c)), and its slope."""
    c = np.clip(p, EPSILON, 1 - EPSILON).astype(p.dtype)
    return -(y * np.log(c) + (1 - y) * np.log(1 - c)), np.where(c == p, (1 - y) / (1 - c) - y / c, 0)


def _from_logits(y: np.ndarray, z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The same of sigmoid(z), max(z, 0) - z y + ln(1 + exp(-|z|)), and its slope sigmoid(z) - y."""
    return np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))), sigmoid(z) - y


def power(base: np.ndarray, exponent: float) -> tuple[np.ndarray, np.ndarray]:
    """base^exponent and its slope; the slope of base^0 is 0 at base 0 as well."""
    slope = exponent * base ** (exponent - 1) if exponent else np.zeros_like(base)
    return base**exponent, slope


BINARY = (
    Loss(
        "binary_crossentropy",
        "BinaryCrossentropy",
        "binary",
        binary_crossentropy,
        r"L = -\frac{1}{n}\sum_i \bigl(y_i \ln p_i + (1 - y_i)\ln(1 - p_i)\bigr)",
        r"\frac{\partial L}{\partial p_i} = \frac{1}{n}\,\frac{p_i - y_i}{p_i (1 - p_i)},"
        r"\qquad \frac{\partial L}{\partial z_i} = \frac{1}{n}(p_i - y_i)",
        "Cox, “The regression analysis of binary sequences”, Journal of the Royal Statistical "
        "Society B 20(2), 1958",
        (LOGITS, SMOOTHING, AXIS),
    ),
    Loss(
        "binary_focal_crossentropy",
        "BinaryFocalCrossentropy",
        "binary",
        binary_focal_crossentropy,
        r"L = -\frac{1}{n}\sum_i (1 - q_i)^\gamma \ln q_i \qquad q_i = \begin{cases} p_i & y_i = 1 \\"
        r" 1 - p_i & y_i = 0 \end{cases}",
        r"\frac{\partial L}{\partial q_i} = \frac{1}{n}\Bigl(\gamma (1 - q_i)^{\gamma - 1}\ln q_i"
        r" - \frac{(1 - q_i)^\gamma}{q_i}\Bigr)",
        FOCAL,
        (Parameter("apply_class_balancing", False), ALPHA, GAMMA, LOGITS, SMOOTHING, AXIS),
    ),
)

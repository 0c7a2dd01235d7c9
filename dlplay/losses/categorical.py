"""Losses for probabilities of several classes, and the divergence of two distributions.

p are probabilities, or logits z where `from_logits` is set; C classes lie along `axis`. c is p clipped to
[epsilon, 1 - epsilon]; outside of that the slope is 0, as in Keras. The gradient from logits is that of the
value for any y; TensorFlow's assumes that y sums to one, as the targets of a classifier do.
"""

import numpy as np

from dlplay.losses.entropy import ALPHA, AXIS, FOCAL, GAMMA, LOGITS, SMOOTHING, power
from dlplay.losses.loss import EPSILON, Loss, Parameter, Terms


def categorical_crossentropy(
    y: np.ndarray, p: np.ndarray, from_logits: bool, label_smoothing: float, axis: int
) -> Terms:
    """L = -sum y ln c(p / sum p); from logits -sum y ln softmax(z), slope softmax(z) - y.

    Label smoothing s first turns y into y (1 - s) + s / C.
    """
    y = _smooth(y, p, label_smoothing)
    if from_logits:
        log_p = _log_softmax(p, axis)
        return Terms(-np.sum(y * log_p, axis), np.exp(log_p) * y.sum(axis, keepdims=True) - y)
    share, clipped, inside = _shares(p, axis)
    return Terms(-np.sum(y * np.log(clipped), axis), _through_shares(p, share, -y / clipped * inside, axis))


def categorical_focal_crossentropy(
    y: np.ndarray,
    p: np.ndarray,
    alpha: float,
    gamma: float,
    from_logits: bool,
    label_smoothing: float,
    axis: int,
) -> Terms:
    """L = -sum alpha (1 - c)^gamma y ln c, with c as in the categorical cross-entropy."""
    y = _smooth(y, p, label_smoothing)
    probability = np.exp(_log_softmax(p, axis)) if from_logits else p
    share, clipped, inside = _shares(probability, axis)
    factor, factor_slope = power(1 - clipped, gamma)
    cross_entropy = -y * np.log(clipped)
    slope = alpha * (-factor * y / clipped - factor_slope * cross_entropy) * inside
    slopes = _through_shares(probability, share, slope, axis)
    if from_logits:
        slopes = probability * (slopes - np.sum(slopes * probability, axis, keepdims=True))
    return Terms(np.sum(alpha * factor * cross_entropy, axis), slopes)


def sparse_categorical_crossentropy(
    y: np.ndarray, p: np.ndarray, from_logits: bool, ignore_class: int | None, axis: int
) -> Terms:
    """L = -ln(c_y / sum c) for the class number y; from logits -ln softmax(z)_y.

    Samples whose y is `ignore_class` count nothing. `axis` must be the last one, as in Keras with TensorFlow.
    """
    if axis not in (-1, p.ndim - 1):
        raise ValueError(f"axis must be the last one; received {axis}")
    y = class_numbers(y, p, ignore_class)
    counted = np.ones(y.shape, bool) if ignore_class is None else y != ignore_class
    truth = np.where(counted, y, 0)[..., None] == np.arange(p.shape[-1])
    if from_logits:
        logits, inner = p, p.dtype.type(1)
    else:
        clipped = np.clip(p, EPSILON, 1 - EPSILON).astype(p.dtype)
        logits, inner = np.log(clipped), (clipped == p) / clipped
    log_p = _log_softmax(logits, -1)
    losses = np.where(counted, -np.sum(log_p, -1, where=truth), 0)
    slopes = np.where(counted[..., None], (np.exp(log_p) - truth) * inner, 0)
    return Terms(losses, slopes, None if ignore_class is None else counted)


def categorical_generalized_cross_entropy(y: np.ndarray, p: np.ndarray, q: float) -> Terms:
    """L = (1 - p_y^q) / q for the class number y: cross-entropy as q -> 0, and 1 - p_y as q -> 1."""
    if not 0 < q < 1:
        raise ValueError(f"q must lie between 0 and 1; received {q}")
    truth = class_numbers(y, p)[..., None] == np.arange(p.shape[-1])
    probability = np.sum(p, -1, where=truth)
    slopes = np.where(truth, -(probability ** (q - 1))[..., None], 0)
    return Terms((1 - probability**q) / q, slopes)


def kl_divergence(y: np.ndarray, p: np.ndarray) -> Terms:
    """L = sum y ln(y / p), both clipped to [epsilon, 1]; dL/dp = -y / p."""
    y, clipped = np.clip(y, EPSILON, 1).astype(p.dtype), np.clip(p, EPSILON, 1).astype(p.dtype)
    return Terms(np.sum(y * np.log(y / clipped), -1), np.where(clipped == p, -y / clipped, 0))


def class_numbers(y: np.ndarray, p: np.ndarray, ignored: int | None = None) -> np.ndarray:
    """Class numbers as integers of p's shape without its last axis."""
    if y.ndim == p.ndim and y.shape[-1] == 1:
        y = y[..., 0]
    if y.shape != p.shape[:-1]:
        raise ValueError(f"y_true of shape {y.shape} does not fit y_pred of shape {p.shape}")
    numbers = y.astype(np.int64)
    outside = (numbers < 0) | (numbers >= p.shape[-1])
    if ignored is not None:
        outside &= numbers != ignored
    if outside.any():
        raise ValueError(f"y_true must lie in [0, {p.shape[-1]}); received {numbers[outside][0]}")
    return numbers


def _smooth(y: np.ndarray, p: np.ndarray, label_smoothing: float) -> np.ndarray:
    return np.broadcast_to(y * (1 - label_smoothing) + label_smoothing / p.shape[-1], p.shape)


def _log_softmax(z: np.ndarray, axis: int) -> np.ndarray:
    shifted = z - z.max(axis, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis, keepdims=True))


def _shares(p: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """p / sum p, the same clipped, and where clipping changed nothing."""
    share = p / p.sum(axis, keepdims=True)
    clipped = np.clip(share, EPSILON, 1 - EPSILON).astype(p.dtype)
    return share, clipped, clipped == share


def _through_shares(p: np.ndarray, share: np.ndarray, slope: np.ndarray, axis: int) -> np.ndarray:
    """The slope with respect to p, from that with respect to p / sum p."""
    return (slope - np.sum(slope * share, axis, keepdims=True)) / p.sum(axis, keepdims=True)


CATEGORICAL = (
    Loss(
        "categorical_crossentropy",
        "CategoricalCrossentropy",
        "categorical",
        categorical_crossentropy,
        r"L = -\sum_k y_k \ln p_k",
        r"\frac{\partial L}{\partial p_k} = -\frac{y_k}{p_k} + 1,"
        r"\qquad \frac{\partial L}{\partial z_k} = p_k - y_k",
        "Good, “Rational decisions”, Journal of the Royal Statistical Society B 14(1), 1952",
        (LOGITS, SMOOTHING, AXIS),
    ),
    Loss(
        "sparse_categorical_crossentropy",
        "SparseCategoricalCrossentropy",
        "categorical",
        sparse_categorical_crossentropy,
        r"L = -\ln p_y",
        r"\frac{\partial L}{\partial p_k} = 1 - \frac{[k = y]}{p_k},"
        r"\qquad \frac{\partial L}{\partial z_k} = p_k - [k = y]",
        "Good, “Rational decisions”, Journal of the Royal Statistical Society B 14(1), 1952",
        (LOGITS, Parameter("ignore_class", None), AXIS),
        labels=True,
    ),
    Loss(
        "categorical_focal_crossentropy",
        "CategoricalFocalCrossentropy",
        "categorical",
        categorical_focal_crossentropy,
        r"L = -\alpha \sum_k (1 - p_k)^\gamma\, y_k \ln p_k",
        r"\frac{\partial L}{\partial p_k} = \alpha\, y_k \Bigl(\gamma (1 - p_k)^{\gamma - 1} \ln p_k"
        r" - \frac{(1 - p_k)^\gamma}{p_k}\Bigr)",
        FOCAL,
        (ALPHA, GAMMA, LOGITS, SMOOTHING, AXIS),
    ),
    Loss(
        "categorical_generalized_cross_entropy",
        "CategoricalGeneralizedCrossEntropy",
        "categorical",
        categorical_generalized_cross_entropy,
        r"L = \frac{1 - p_y^{\,q}}{q}",
        r"\frac{\partial L}{\partial p_y} = -p_y^{\,q - 1}",
        "Zhang and Sabuncu, “Generalized cross entropy loss for training deep neural networks with noisy "
        "labels”, NeurIPS 2018",
        (Parameter("q", 0.5, 0.05, 0.95, 0.05),),
        labels=True,
    ),
    Loss(
        "kl_divergence",
        "KLDivergence",
        "categorical",
        kl_divergence,
        r"L = \sum_k y_k \ln \frac{y_k}{p_k}",
        r"\frac{\partial L}{\partial p_k} = -\frac{y_k}{p_k}",
        "Kullback and Leibler, “On information and sufficiency”, Annals of Mathematical "
        "Statistics 22(1), 1951",
    ),
)

"""Losses that ask for a margin, an overlap or a similarity.

Hinge losses and the circle loss compare scores; Dice and Tversky compare regions.
"""

import numpy as np

from dlplay.losses.entropy import sigmoid
from dlplay.losses.loss import EPSILON, Loss, Parameter, Terms, mean_over


def hinge(y: np.ndarray, p: np.ndarray) -> Terms:
    """L = mean max(1 - y p, 0), y = ±1; dL/dp = -y / n inside the margin. Labels 0 become -1."""
    y = _signs(y)
    margin = 1 - y * p
    return mean_over(np.maximum(margin, 0), np.where(margin >= 0, -y, 0))


def squared_hinge(y: np.ndarray, p: np.ndarray) -> Terms:
    """L = mean max(1 - y p, 0)^2; dL/dp = -2 y max(1 - y p, 0) / n."""
    y = _signs(y)
    missing = np.maximum(1 - y * p, 0)
    return mean_over(missing * missing, -2 * y * missing)


def categorical_hinge(y: np.ndarray, p: np.ndarray) -> Terms:
    """L = max(max_k (1 - y_k) p_k - sum_k y_k p_k + 1, 0), y one-hot; equal rivals share the slope."""
    others = (1 - y) * p
    highest = others.max(-1, keepdims=True)
    missing = highest[..., 0] - np.sum(y * p, -1) + 1
    rivals = others == highest
    slope = rivals / rivals.sum(-1, keepdims=True, dtype=p.dtype) * (1 - y) - y
    return Terms(np.maximum(missing, 0), np.where(missing[..., None] >= 0, slope, 0))


def dice(y: np.ndarray, p: np.ndarray, axis: int | tuple[int, ...] | None) -> Terms:
    """L = 1 - 2 I / (S + epsilon), I = sum y p, S = sum y + sum p; over the whole batch if axis is None."""
    y, axis = np.broadcast_to(y, p.shape), _axes(axis)
    overlap = np.sum(y * p, axis=axis, keepdims=True)
    size = (y.sum(axis=axis, keepdims=True) + p.sum(axis=axis, keepdims=True)) + p.dtype.type(EPSILON)
    return Terms(np.squeeze(1 - 2 * overlap / size, axis), 2 * (overlap - y * size) / size**2)


def tversky(
    y: np.ndarray, p: np.ndarray, alpha: float, beta: float, axis: int | tuple[int, ...] | None
) -> Terms:
    """L = 1 - I / (I + alpha M + beta F + epsilon): I = sum y p, M = sum y (1 - p), F = sum (1 - y) p.

    So in Keras 3.15 alpha weighs what was missed and beta what was wrongly marked.
    """
    y, axis = np.broadcast_to(y, p.shape), _axes(axis)
    overlap, missed, extra = (
        np.sum(part, axis=axis, keepdims=True) for part in (y * p, y * (1 - p), (1 - y) * p)
    )
    size = overlap + missed * alpha + extra * beta + p.dtype.type(EPSILON)
    size_slope = y - alpha * y + beta * (1 - y)
    return Terms(np.squeeze(1 - overlap / size, axis), (overlap * size_slope - y * size) / size**2)


def circle(y: np.ndarray, p: np.ndarray, gamma: float, margin: float, remove_diagonal: bool) -> Terms:
    """L_i = ln(1 + sum_P exp(gamma (d^2 - m^2)) sum_N exp(gamma max(1 + m - d, 0)(1 - m - d))).

    d_ij = max(1 - p_i . p_j, 0) for unit vectors p; P are the others of i's class, N those of other classes.
    Samples whose loss is 0 do not count in the mean, as in Keras.
    """
    if p.ndim != 2 or y.size != len(p):
        raise ValueError(f"y_true of shape {y.shape} does not fit y_pred of shape {p.shape}: one label a row")
    product = p @ p.T
    d = np.maximum(1 - product, 0)
    same = y.reshape(-1, 1) == y.reshape(1, -1)
    friends, strangers = same & ~(np.eye(len(p), dtype=bool) & remove_diagonal), ~same
    weight = np.maximum(1 + margin - d, 0)
    pull, pull_shares = _log_sum_exp(gamma * (d * d - margin**2), friends)
    push, push_shares = _log_sum_exp(gamma * weight * (1 - margin - d), strangers)
    total = pull + push
    losses = np.maximum(total, 0) + np.log1p(np.exp(-np.abs(total)))
    push_slope = np.where(1 + margin - d >= 0, -2 * gamma * (1 - d), 0)
    slope = sigmoid(total)[:, None] * (pull_shares * 2 * gamma * d + push_shares * push_slope)
    by_product = np.where(product <= 1, -slope, 0)  # d = 1 - product falls as the product grows
    return Terms(losses, (by_product + by_product.T) @ p, losses > 0)


def _signs(y: np.ndarray) -> np.ndarray:
    """0 and 1 as -1 and +1, if nothing else occurs."""
    return 2 * y - 1 if np.all((y == 0) | (y == 1)) else y


def _axes(axis: int | list[int] | tuple[int, ...] | None) -> int | tuple[int, ...] | None:
    return tuple(axis) if isinstance(axis, list) else axis


def _log_sum_exp(x: np.ndarray, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """ln of the sum of exp(x) over the chosen of each row, and their shares; -inf and 0 for none."""
    x = np.where(chosen, x, -np.inf)
    largest = x.max(axis=1, keepdims=True)
    exponentials = np.exp(x - np.where(np.isfinite(largest), largest, 0))
    total = exponentials.sum(axis=1, keepdims=True)
    shares = exponentials / np.where(total > 0, total, 1)
    return (np.log(total) + np.where(np.isfinite(largest), largest, 0))[:, 0], shares


MARGIN = (
    Loss(
        "hinge",
        "Hinge",
        "binary",
        hinge,
        r"L = \frac{1}{n}\sum_i \max(1 - y_i \hat y_i,\, 0) \qquad y_i = \pm 1",
        r"\frac{\partial L}{\partial \hat y_i} = \begin{cases} -\frac{y_i}{n} & y_i \hat y_i \le 1 \\"
        r" 0 & y_i \hat y_i > 1 \end{cases}",
        "Cortes and Vapnik, “Support-vector networks”, Machine Learning 20(3), 1995",
    ),
    Loss(
        "squared_hinge",
        "SquaredHinge",
        "binary",
        squared_hinge,
        r"L = \frac{1}{n}\sum_i \max(1 - y_i \hat y_i,\, 0)^2 \qquad y_i = \pm 1",
        r"\frac{\partial L}{\partial \hat y_i} = -\frac{2}{n}\, y_i \max(1 - y_i \hat y_i,\, 0)",
        "Tang, “Deep learning using linear support vector machines”, ICML workshop, 2013",
    ),
    Loss(
        "categorical_hinge",
        "CategoricalHinge",
        "categorical",
        categorical_hinge,
        r"L = \max\Bigl(\max_k (1 - y_k)\hat y_k - \sum_k y_k \hat y_k + 1,\, 0\Bigr)",
        r"\frac{\partial L}{\partial \hat y_k} = \begin{cases} -1 & \text{true class} \\"
        r" +1 & \text{highest rival} \\ 0 & \text{else} \end{cases} \quad \text{if } L > 0",
        "Crammer and Singer, “On the algorithmic implementation of multiclass kernel-based vector machines”, "
        "JMLR 2, 2001",
    ),
    Loss(
        "dice",
        "Dice",
        "overlap",
        dice,
        r"L = 1 - \frac{2 \sum_i y_i p_i}{\sum_i y_i + \sum_i p_i + 10^{-7}}",
        r"\frac{\partial L}{\partial p_i} = \frac{2\,(I - y_i S)}{S^2} \qquad I = \sum_j y_j p_j,"
        r"\; S = \sum_j y_j + \sum_j p_j + 10^{-7}",
        "Milletari, Navab and Ahmadi, “V-Net”, 3DV 2016",
        (Parameter("axis", None),),
    ),
    Loss(
        "tversky",
        "Tversky",
        "overlap",
        tversky,
        r"L = 1 - \frac{I}{I + \alpha \sum_i y_i (1 - p_i) + \beta \sum_i (1 - y_i) p_i + 10^{-7}}"
        r" \qquad I = \sum_i y_i p_i",
        r"\frac{\partial L}{\partial p_i} ="
        r" \frac{I\,\bigl((1 - \alpha) y_i + \beta (1 - y_i)\bigr) - y_i S}{S^2}"
        r" \qquad S = \text{the denominator}",
        "Salehi, Erdogmus and Gholipour, “Tversky loss function for image segmentation using 3D fully "
        "convolutional deep networks”, MLMI 2017",
        (
            Parameter("alpha", 0.5, 0.05, 1.0, 0.05),
            Parameter("beta", 0.5, 0.05, 1.0, 0.05),
            Parameter("axis", None),
        ),
    ),
    Loss(
        "circle",
        "Circle",
        "embedding",
        circle,
        r"L_i = \ln\Bigl(1 + \sum_{j \in P_i} e^{\gamma (d_{ij}^2 - m^2)}"
        r" \sum_{k \in N_i} e^{\gamma \max(1 + m - d_{ik}, 0)(1 - m - d_{ik})}\Bigr)"
        r" \qquad d_{ij} = 1 - p_i \cdot p_j",
        r"\frac{\partial L_i}{\partial d_{ij}} = (1 - e^{-L_i})\, s_{ij}\, 2 \gamma d_{ij}\ (j \in P_i),"
        r"\qquad -(1 - e^{-L_i})\, s_{ik}\, 2 \gamma (1 - d_{ik})\ (k \in N_i)",
        "Sun et al., “Circle loss: a unified perspective of pair similarity optimization”, CVPR 2020",
        (
            Parameter("gamma", 80.0, 1.0, 128.0, 1.0),
            Parameter("margin", 0.4, 0.0, 0.9, 0.05),
            Parameter("remove_diagonal", True),
        ),
        labels=True,
    ),
)

"""Losses for predicted quantities. e = p - y is the residual, n the predictions of a sample."""

import numpy as np

from dlplay.losses.loss import EPSILON, Loss, Parameter, Terms, mean_over


def mean_squared_error(y: np.ndarray, p: np.ndarray) -> Terms:
    """L = mean e^2; dL/dp = 2 e / n."""
    e = p - y
    return mean_over(e * e, 2 * e)


def mean_absolute_error(y: np.ndarray, p: np.ndarray) -> Terms:
    """L = mean |e|; dL/dp = sign(e) / n."""
    e = p - y
    return mean_over(np.abs(e), np.sign(e))


def mean_absolute_percentage_error(y: np.ndarray, p: np.ndarray) -> Terms:
    """L = 100 mean(|e| / max(|y|, epsilon)); dL/dp = 100 sign(e) / (n max(|y|, epsilon))."""
    e = p - y
    scale = 100 / np.maximum(np.abs(y), p.dtype.type(EPSILON))
    return mean_over(np.abs(e) * scale, np.sign(e) * scale)


def mean_squared_logarithmic_error(y: np.ndarray, p: np.ndarray) -> Terms:
    """L = mean d^2 with d = ln(1 + max(p, epsilon)) - ln(1 + max(y, epsilon)); dL/dp = 2 d / (n (1 + p)).

    A prediction below epsilon has slope 0.
    """
    epsilon = p.dtype.type(EPSILON)
    positive = np.maximum(p, epsilon)
    d = np.log(positive + 1) - np.log(np.maximum(y, epsilon) + 1)
    return mean_over(d * d, np.where(p >= epsilon, 2 * d / (positive + 1), 0))


def log_cosh(y: np.ndarray, p: np.ndarray) -> Terms:
    """L = mean ln cosh e = |e| + ln(1 + exp(-2 |e|)) - ln 2, which cannot overflow; dL/dp = tanh(e) / n."""
    e = p - y
    size = np.abs(e)
    return mean_over(size + np.log1p(np.exp(-2 * size)) - p.dtype.type(np.log(2)), np.tanh(e))


def huber(y: np.ndarray, p: np.ndarray, delta: float) -> Terms:
    """L = mean of e^2 / 2 where |e| <= delta, else delta |e| - delta^2 / 2; dL/dp = clip(e, ±delta) / n."""
    e = p - y
    size = np.abs(e)
    return mean_over(
        np.where(size <= delta, 0.5 * e * e, delta * size - 0.5 * delta**2), np.clip(e, -delta, delta)
    )


def poisson(y: np.ndarray, p: np.ndarray) -> Terms:
    """L = mean(p - y ln(p + epsilon)); dL/dp = (1 - y / (p + epsilon)) / n."""
    above = p + p.dtype.type(EPSILON)
    return mean_over(p - y * np.log(above), 1 - y / above)


def cosine_similarity(y: np.ndarray, p: np.ndarray, axis: int) -> Terms:
    """L = -sum(u v) with u = y / |y| and v = p / |p|; dL/dp = -(u - (u.v) v) / |p|. -1: same direction.

    1 / |p| goes no higher than 1 / epsilon, so that a vector of zeros gives 0.
    """
    u, v = y * _inverse_length(y, axis), p * _inverse_length(p, axis)
    cosine = np.sum(u * v, axis=axis, keepdims=True)
    inverse = _inverse_length(p, axis)
    across = np.where(inverse < 1 / EPSILON, cosine, 0) * v  # the part that would only change the length
    return Terms(-np.squeeze(cosine, axis), (across - u) * inverse)


def _inverse_length(x: np.ndarray, axis: int) -> np.ndarray:
    length = np.sqrt(np.sum(x * x, axis=axis, keepdims=True))
    return np.minimum(1 / length, x.dtype.type(1 / EPSILON))


REGRESSION = (
    Loss(
        "mean_squared_error",
        "MeanSquaredError",
        "regression",
        mean_squared_error,
        r"L = \frac{1}{n}\sum_i (\hat y_i - y_i)^2",
        r"\frac{\partial L}{\partial \hat y_i} = \frac{2}{n}(\hat y_i - y_i)",
        "Legendre, Nouvelles méthodes pour la détermination des orbites des comètes, 1805",
    ),
    Loss(
        "mean_absolute_error",
        "MeanAbsoluteError",
        "regression",
        mean_absolute_error,
        r"L = \frac{1}{n}\sum_i |\hat y_i - y_i|",
        r"\frac{\partial L}{\partial \hat y_i} = \frac{1}{n}\,\mathrm{sign}(\hat y_i - y_i)",
        "Boscovich, De litteraria expeditione per pontificiam ditionem, 1757",
    ),
    Loss(
        "mean_absolute_percentage_error",
        "MeanAbsolutePercentageError",
        "regression",
        mean_absolute_percentage_error,
        r"L = \frac{100}{n}\sum_i \frac{|\hat y_i - y_i|}{\max(|y_i|, 10^{-7})}",
        r"\frac{\partial L}{\partial \hat y_i} = \frac{100}{n}"
        r"\,\frac{\mathrm{sign}(\hat y_i - y_i)}{\max(|y_i|, 10^{-7})}",
        "Makridakis, “Accuracy measures”, International Journal of Forecasting 9(4), 1993",
    ),
    Loss(
        "mean_squared_logarithmic_error",
        "MeanSquaredLogarithmicError",
        "regression",
        mean_squared_logarithmic_error,
        r"L = \frac{1}{n}\sum_i \bigl(\ln(1 + \hat y_i) - \ln(1 + y_i)\bigr)^2",
        r"\frac{\partial L}{\partial \hat y_i} = \frac{2}{n}\,"
        r"\frac{\ln(1 + \hat y_i) - \ln(1 + y_i)}{1 + \hat y_i}",
        "Keras 3.15, keras.losses.MeanSquaredLogarithmicError",
    ),
    Loss(
        "log_cosh",
        "LogCosh",
        "regression",
        log_cosh,
        r"L = \frac{1}{n}\sum_i \ln\cosh(\hat y_i - y_i)",
        r"\frac{\partial L}{\partial \hat y_i} = \frac{1}{n}\tanh(\hat y_i - y_i)",
        "Green, “Bayesian reconstructions from emission tomography data using a modified EM algorithm”, "
        "IEEE Transactions on Medical Imaging 9(1), 1990",
    ),
    Loss(
        "huber",
        "Huber",
        "regression",
        huber,
        r"L = \frac{1}{n}\sum_i \begin{cases} \tfrac12 e_i^2 & |e_i| \le \delta \\"
        r" \delta |e_i| - \tfrac12 \delta^2 & |e_i| > \delta \end{cases} \qquad e_i = \hat y_i - y_i",
        r"\frac{\partial L}{\partial \hat y_i} = \frac{1}{n}\max(-\delta, \min(e_i, \delta))",
        "Huber, “Robust estimation of a location parameter”, Annals of Mathematical Statistics 35(1), 1964",
        (Parameter("delta", 1.0, 0.1, 5.0, 0.1),),
    ),
    Loss(
        "poisson",
        "Poisson",
        "regression",
        poisson,
        r"L = \frac{1}{n}\sum_i \bigl(\hat y_i - y_i \ln(\hat y_i + 10^{-7})\bigr)",
        r"\frac{\partial L}{\partial \hat y_i} = \frac{1}{n}\Bigl(1 - \frac{y_i}{\hat y_i + 10^{-7}}\Bigr)",
        "Nelder and Wedderburn, “Generalized linear models”, Journal of the Royal Statistical Society A "
        "135(3), 1972",
    ),
    Loss(
        "cosine_similarity",
        "CosineSimilarity",
        "regression",
        cosine_similarity,
        r"L = -\frac{y \cdot \hat y}{\lVert y \rVert\,\lVert \hat y \rVert}",
        r"\frac{\partial L}{\partial \hat y_i} = -\frac{u_i - (u \cdot v)\,v_i}{\lVert \hat y \rVert}"
        r" \qquad u = \frac{y}{\lVert y \rVert},\; v = \frac{\hat y}{\lVert \hat y \rVert}",
        "Salton, Wong and Yang, “A vector space model for automatic indexing”, Communications "
        "of the ACM 18(11), 1975",
        (Parameter("axis", -1),),
    ),
)

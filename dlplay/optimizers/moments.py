"""Momentum together with a learning rate for each weight: Adam, AdamW, Adamax, Nadam.

Keras adds epsilon to sqrt(v_t) before v_t is corrected, the paper's text after it; next to the corrected
v_hat it is epsilon / sqrt(1 - beta_2^t).
"""

import numpy as np

from dlplay.activations.activation import Paper, Parameter
from dlplay.optimizers.optimizer import EPSILON, Line, Optimizer, State, rate

BETA_1 = Parameter("beta_1", r"\beta_1", 0.9, 0.0, 0.99, 0.01)
BETA_2 = Parameter("beta_2", r"\beta_2", 0.999, 0.0, 0.9999, 0.0001)
KINGMA = Paper("Kingma, Ba", 2015, "https://arxiv.org/abs/1412.6980")
NADAM_DECAY = 0.96  # Keras's; Dozat's schedule of the momentum


def adam(
    w: np.ndarray,
    g: np.ndarray,
    state: State | None,
    learning_rate: float,
    beta_1: float,
    beta_2: float,
    epsilon: float,
) -> State:
    """m_t = beta_1 m_(t-1) + (1 - beta_1) g;  v_t = beta_2 v_(t-1) + (1 - beta_2) g^2;
    m_hat = m_t / (1 - beta_1^t);  v_hat = v_t / (1 - beta_2^t);
    w_t = w_(t-1) - eta m_hat / (sqrt(v_hat) + epsilon / sqrt(1 - beta_2^t))"""
    t, m, v = _means(g, state, beta_1, beta_2)
    unbiased = 1 - beta_2**t
    m_hat, v_hat = m / (1 - beta_1**t), v / unbiased
    step = learning_rate * m_hat / (np.sqrt(v_hat) + epsilon / unbiased**0.5)
    return {"t": t, "m": m, "v": v, "m_hat": m_hat, "v_hat": v_hat, "w": w - step}


def adamw(
    w: np.ndarray,
    g: np.ndarray,
    state: State | None,
    learning_rate: float,
    weight_decay: float,
    beta_1: float,
    beta_2: float,
    epsilon: float,
) -> State:
    """Adam's step from weights that have shrunk by eta lambda w_(t-1)."""
    return adam(w - (learning_rate * weight_decay) * w, g, state, learning_rate, beta_1, beta_2, epsilon)


def adamax(
    w: np.ndarray,
    g: np.ndarray,
    state: State | None,
    learning_rate: float,
    beta_1: float,
    beta_2: float,
    epsilon: float,
) -> State:
    """m_t as in Adam;  u_t = max(beta_2 u_(t-1), |g|);
    w_t = w_(t-1) - eta / (1 - beta_1^t) m_t / (u_t + epsilon)"""
    t, m, u = (state["t"] + 1, state["m"], state["u"]) if state else (1, 0.0, 0.0)
    m = m + (g - m) * (1 - beta_1)
    u = np.maximum(beta_2 * u, np.abs(g))
    m_hat = m / (1 - beta_1**t)
    return {"t": t, "m": m, "u": u, "m_hat": m_hat, "w": w - learning_rate * m_hat / (u + epsilon)}


def nadam(
    w: np.ndarray,
    g: np.ndarray,
    state: State | None,
    learning_rate: float,
    beta_1: float,
    beta_2: float,
    epsilon: float,
) -> State:
    """m_t, v_t, v_hat as in Adam;  mu_t = beta_1 (1 - 0.96^t / 2);  Pi_t = mu_1 ... mu_t;
    m_hat = mu_(t+1) m_t / (1 - Pi_t mu_(t+1)) + (1 - mu_t) g / (1 - Pi_t);
    w_t = w_(t-1) - eta m_hat / (sqrt(v_hat) + epsilon)"""
    t, m, v = _means(g, state, beta_1, beta_2)
    mu, mu_next = (beta_1 * (1 - 0.5 * NADAM_DECAY**step) for step in (t, t + 1))
    product = mu * (state["product"] if state else 1.0)
    m_hat = mu_next * m / (1 - product * mu_next) + (1 - mu) * g / (1 - product)
    v_hat = v / (1 - beta_2**t)
    return {
        "t": t,
        "m": m,
        "v": v,
        "mu": mu,
        "mu_next": mu_next,
        "product": product,
        "m_hat": m_hat,
        "v_hat": v_hat,
        "w": w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon),
    }


def _means(
    g: np.ndarray, state: State | None, beta_1: float, beta_2: float
) -> tuple[int, np.ndarray, np.ndarray]:
    t, m, v = (state["t"] + 1, state["m"], state["v"]) if state else (1, 0.0, 0.0)
    return t, m + (g - m) * (1 - beta_1), v + (g * g - v) * (1 - beta_2)


MEAN = Line("m", r"@beta_1 \cdot @m0 + (1 - @beta_1) \cdot @g")
SQUARES = Line("v", r"@beta_2 \cdot @v0 + (1 - @beta_2) \cdot @g^2")
UNBIASED = (
    Line("m_hat", r"\frac{@m}{1 - @beta_1^{@t}}"),
    Line("v_hat", r"\frac{@v}{1 - @beta_2^{@t}}"),
)
STEP = (
    r"\frac{@learning_rate \cdot @m_hat}"
    r"{\sqrt{@v_hat} + \frac{@epsilon}{\sqrt{1 - @beta_2^{@t}}}}"
)

MOMENTS = (
    Optimizer(
        "adam",
        "Adam",
        "Adam",
        adam,
        (MEAN, SQUARES, *UNBIASED, Line("w", f"@w0 - {STEP}")),
        (rate(0.001), BETA_1, BETA_2, EPSILON),
        KINGMA,
    ),
    Optimizer(
        "adamw",
        "AdamW",
        "AdamW",
        adamw,
        (
            MEAN,
            SQUARES,
            *UNBIASED,
            Line("w", rf"(1 - @learning_rate \cdot @weight_decay) \cdot @w0 - {STEP}"),
        ),
        (
            rate(0.001),
            Parameter("weight_decay", r"\lambda", 0.004, 0.0, 1.0, 0.001),
            BETA_1,
            BETA_2,
            EPSILON,
        ),
        Paper("Loshchilov, Hutter", 2019, "https://arxiv.org/abs/1711.05101"),
    ),
    Optimizer(
        "adamax",
        "Adamax",
        "Adamax",
        adamax,
        (
            MEAN,
            Line("u", r"\max(@beta_2 \cdot @u0,\, |@g|)"),
            UNBIASED[0],
            Line("w", r"@w0 - @learning_rate \cdot \frac{@m_hat}{@u + @epsilon}"),
        ),
        (rate(0.001), BETA_1, BETA_2, EPSILON),
        KINGMA,
    ),
    Optimizer(
        "nadam",
        "Nadam",
        "Nadam",
        nadam,
        (
            MEAN,
            SQUARES,
            Line("mu", rf"@beta_1 \cdot (1 - 0.5 \cdot {NADAM_DECAY}^{{@t}})"),
            Line("mu_next", rf"@beta_1 \cdot (1 - 0.5 \cdot {NADAM_DECAY}^{{@t + 1}})"),
            Line("product", r"@product0 \cdot @mu"),
            Line(
                "m_hat",
                r"\frac{@mu_next \cdot @m}{1 - @product \cdot @mu_next}"
                r" + \frac{(1 - @mu) \cdot @g}{1 - @product}",
            ),
            UNBIASED[1],
            Line("w", r"@w0 - \frac{@learning_rate \cdot @m_hat}{\sqrt{@v_hat} + @epsilon}"),
        ),
        (rate(0.001), BETA_1, BETA_2, EPSILON),
        Paper("Dozat", 2016, "https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ"),
    ),
)

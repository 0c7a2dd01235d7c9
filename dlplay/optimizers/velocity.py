"""Plain gradient descent, momentum, Nesterov's momentum, and Lion, whose steps have all one length."""

import numpy as np

from dlplay.activations.activation import Paper, Parameter
from dlplay.optimizers.optimizer import Line, Optimizer, State, rate

MOMENTUM = Parameter("momentum", r"\beta", 0.9, 0.0, 0.99, 0.01)


def sgd(w: np.ndarray, g: np.ndarray, state: State | None, learning_rate: float) -> State:
    """w_t = w_(t-1) - eta g"""
    return {"t": state["t"] + 1 if state else 1, "w": w - learning_rate * g}


def momentum(
    w: np.ndarray, g: np.ndarray, state: State | None, learning_rate: float, momentum: float
) -> State:
    """m_t = beta m_(t-1) - eta g;  w_t = w_(t-1) + m_t"""
    t, m = (state["t"] + 1, momentum * state["m"]) if state else (1, 0.0)
    m = m - learning_rate * g
    return {"t": t, "m": m, "w": w + m}


def nesterov(
    w: np.ndarray, g: np.ndarray, state: State | None, learning_rate: float, momentum: float
) -> State:
    """m_t = beta m_(t-1) - eta g;  w_t = w_(t-1) + beta m_t - eta g"""
    t, m = (state["t"] + 1, momentum * state["m"]) if state else (1, 0.0)
    push = learning_rate * g
    m = m - push
    return {"t": t, "m": m, "w": w + (momentum * m - push)}


def lion(
    w: np.ndarray, g: np.ndarray, state: State | None, learning_rate: float, beta_1: float, beta_2: float
) -> State:
    """c_t = beta_1 m_(t-1) + (1 - beta_1) g;  w_t = w_(t-1) - eta sign(c_t);
    m_t = beta_2 m_(t-1) + (1 - beta_2) g"""
    t, m = (state["t"] + 1, state["m"]) if state else (1, 0.0)
    c = beta_1 * m + (1 - beta_1) * g
    return {
        "t": t,
        "c": c,
        "w": w - learning_rate * np.sign(c),
        "m": beta_2 * m + (1 - beta_2) * g,
    }


VELOCITY = (
    Optimizer(
        "sgd",
        "SGD",
        "SGD",
        sgd,
        (Line("w", r"@w0 - @learning_rate \cdot @g"),),
        (rate(0.01),),
        Paper("Robbins, Monro", 1951, "https://doi.org/10.1214/aoms/1177729586"),
    ),
    Optimizer(
        "momentum",
        "Momentum",
        "SGD",
        momentum,
        (Line("m", r"@momentum \cdot @m0 - @learning_rate \cdot @g"), Line("w", "@w0 + @m")),
        (rate(0.01), MOMENTUM),
        Paper("Polyak", 1964, "https://doi.org/10.1016/0041-5553(64)90137-5"),
        {"momentum": 0.9},
    ),
    Optimizer(
        "nesterov",
        "Nesterov",
        "SGD",
        nesterov,
        (
            Line("m", r"@momentum \cdot @m0 - @learning_rate \cdot @g"),
            Line("w", r"@w0 + @momentum \cdot @m - @learning_rate \cdot @g"),
        ),
        (rate(0.01), MOMENTUM),
        Paper("Sutskever, Martens, Dahl, Hinton", 2013, "https://proceedings.mlr.press/v28/sutskever13.html"),
        {"momentum": 0.9, "nesterov": True},
    ),
    Optimizer(
        "lion",
        "Lion",
        "Lion",
        lion,
        (
            Line("c", r"@beta_1 \cdot @m0 + (1 - @beta_1) \cdot @g"),
            Line("w", r"@w0 - @learning_rate \cdot \operatorname{sign}(@c)"),
            Line("m", r"@beta_2 \cdot @m0 + (1 - @beta_2) \cdot @g"),
        ),
        (
            rate(0.001),
            Parameter("beta_1", r"\beta_1", 0.9, 0.0, 0.99, 0.01),
            Parameter("beta_2", r"\beta_2", 0.99, 0.0, 0.999, 0.001),
        ),
        Paper("Chen et al.", 2023, "https://arxiv.org/abs/2302.06675"),
    ),
)

"""A learning rate for each weight, from the squares of its own gradients: Adagrad, Adadelta, RMSprop."""

import numpy as np

from dlplay.activations.activation import Paper, Parameter
from dlplay.optimizers.optimizer import EPSILON, Line, Optimizer, State, rate


def adagrad(
    w: np.ndarray,
    g: np.ndarray,
    state: State | None,
    learning_rate: float,
    initial_accumulator_value: float,
    epsilon: float,
) -> State:
    """v_t = v_(t-1) + g^2;  w_t = w_(t-1) - eta g / sqrt(v_t + epsilon)"""
    t, v = (state["t"] + 1, state["v"]) if state else (1, initial_accumulator_value)
    v = v + g * g
    return {"t": t, "v": v, "w": w - learning_rate * g / np.sqrt(v + epsilon)}


def adadelta(
    w: np.ndarray, g: np.ndarray, state: State | None, learning_rate: float, rho: float, epsilon: float
) -> State:
    """v_t = rho v_(t-1) + (1 - rho) g^2;  d = -g sqrt(s_(t-1) + epsilon) / sqrt(v_t + epsilon);
    s_t = rho s_(t-1) + (1 - rho) d^2;  w_t = w_(t-1) + eta d"""
    t, v, s = (state["t"] + 1, state["v"], state["s"]) if state else (1, 0.0, 0.0)
    v = rho * v + (1 - rho) * (g * g)
    d = -g * np.sqrt((s + epsilon) / (v + epsilon))
    return {"t": t, "v": v, "d": d, "s": rho * s + (1 - rho) * (d * d), "w": w + learning_rate * d}


def rmsprop(
    w: np.ndarray, g: np.ndarray, state: State | None, learning_rate: float, rho: float, epsilon: float
) -> State:
    """v_t = rho v_(t-1) + (1 - rho) g^2;  w_t = w_(t-1) - eta g / sqrt(v_t + epsilon)"""
    t, v = (state["t"] + 1, state["v"]) if state else (1, 0.0)
    v = rho * v + (1 - rho) * (g * g)
    return {"t": t, "v": v, "w": w - learning_rate * g / np.sqrt(v + epsilon)}


DIVIDED = Line("w", r"@w0 - @learning_rate \cdot \frac{@g}{\sqrt{@v + @epsilon}}")
AVERAGED = Line("v", r"@rho \cdot @v0 + (1 - @rho) \cdot @g^2")

ADAPTIVE = (
    Optimizer(
        "adagrad",
        "Adagrad",
        "Adagrad",
        adagrad,
        (Line("v", "@v0 + @g^2"), DIVIDED),
        (
            rate(0.001),
            Parameter("initial_accumulator_value", "v_0", 0.1, 0.0, 1.0, 0.05),
            EPSILON,
        ),
        Paper("Duchi, Hazan, Singer", 2011, "https://jmlr.org/papers/v12/duchi11a.html"),
    ),
    Optimizer(
        "adadelta",
        "Adadelta",
        "Adadelta",
        adadelta,
        (
            AVERAGED,
            Line("d", r"-\frac{\sqrt{@s0 + @epsilon}}{\sqrt{@v + @epsilon}} \cdot @g"),
            Line("s", r"@rho \cdot @s0 + (1 - @rho) \cdot @d^2"),
            Line("w", r"@w0 + @learning_rate \cdot @d"),
        ),
        (rate(0.001), Parameter("rho", r"\rho", 0.95, 0.0, 0.999, 0.001), EPSILON),
        Paper("Zeiler", 2012, "https://arxiv.org/abs/1212.5701"),
    ),
    Optimizer(
        "rmsprop",
        "RMSprop",
        "RMSprop",
        rmsprop,
        (AVERAGED, DIVIDED),
        (rate(0.001), Parameter("rho", r"\rho", 0.9, 0.0, 0.999, 0.001), EPSILON),
        Paper("Hinton", 2012, "https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf"),
    ),
)

"""Famous test functions of two weights, each with one difficulty that optimizers meet."""

import numpy as np

from dlplay.surfaces.surface import Limits, Rule, Surface, together


def quadratic(a: float, b: float) -> tuple[Rule, Rule]:
    """(a x^2 + b y^2) / 2"""
    scale = np.array([a, b])
    return lambda w: 0.5 * (scale * w * w).sum(axis=-1), lambda w: scale * w


def saddle(w: np.ndarray) -> np.ndarray:
    """x^2 / 2 + (y^2 - 1)^2 / 4"""
    x, y = w[..., 0], w[..., 1]
    return x * x / 2 + (y * y - 1) ** 2 / 4


def saddle_slope(w: np.ndarray) -> np.ndarray:
    x, y = w[..., 0], w[..., 1]
    return together(x, y * (y * y - 1))


def beale(w: np.ndarray) -> np.ndarray:
    """(1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2"""
    x, y = w[..., 0], w[..., 1]
    return (1.5 - x + x * y) ** 2 + (2.25 - x + x * y * y) ** 2 + (2.625 - x + x * y**3) ** 2


def beale_slope(w: np.ndarray) -> np.ndarray:
    x, y = w[..., 0], w[..., 1]
    square = y * y
    a, b, c = 1.5 - x + x * y, 2.25 - x + x * square, 2.625 - x + x * y * square
    by_x = a * (y - 1) + b * (square - 1) + c * (y * square - 1)
    return together(2 * by_x, 2 * x * (a + 2 * y * b + 3 * square * c))


def rosenbrock(w: np.ndarray) -> np.ndarray:
    """(1 - x)^2 + 100 (y - x^2)^2"""
    x, y = w[..., 0], w[..., 1]
    return (1 - x) ** 2 + 100 * (y - x * x) ** 2


def rosenbrock_slope(w: np.ndarray) -> np.ndarray:
    x, y = w[..., 0], w[..., 1]
    off = 200 * (y - x * x)
    return together(2 * (x - 1) - 2 * x * off, off)


def himmelblau(w: np.ndarray) -> np.ndarray:
    """(x^2 + y - 11)^2 + (x + y^2 - 7)^2"""
    x, y = w[..., 0], w[..., 1]
    return (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2


def himmelblau_slope(w: np.ndarray) -> np.ndarray:
    x, y = w[..., 0], w[..., 1]
    a, b = x * x + y - 11, x + y * y - 7
    return together(4 * x * a + 2 * b, 2 * a + 4 * y * b)


def rastrigin(w: np.ndarray) -> np.ndarray:
    """20 + x^2 - 10 cos(2 pi x) + y^2 - 10 cos(2 pi y)"""
    return 20 + (w * w - 10 * np.cos(2 * np.pi * w)).sum(axis=-1)


def rastrigin_slope(w: np.ndarray) -> np.ndarray:
    return 2 * w + 20 * np.pi * np.sin(2 * np.pi * w)


FUNCTIONS = (
    Surface(
        "bowl",
        *quadratic(1, 1),
        latex=r"\tfrac{1}{2} (x^2 + y^2)",
        keras="(x**2 + y**2) / 2",
        limits=Limits(-3, 3, -2.5, 2.5),
        minima=((0.0, 0.0),),
        start=(-2.5, 1.8),
        noise=2.0,
        fold=0.0,
        source="",
    ),
    Surface(
        "ravine",
        *quadratic(0.5, 24),
        latex=r"\tfrac{1}{2} \left(\tfrac{1}{2} x^2 + 24 y^2\right)",
        keras="(0.5 * x**2 + 24 * y**2) / 2",
        limits=Limits(-4, 4, -2, 2),
        minima=((0.0, 0.0),),
        start=(-3.5, 1.0),
        noise=4.0,
        fold=1.0,
        source="",
    ),
    Surface(
        "saddle",
        saddle,
        saddle_slope,
        latex=r"\tfrac{1}{2} x^2 + \tfrac{1}{4} (y^2 - 1)^2",
        keras="x**2 / 2 + (y**2 - 1) ** 2 / 4",
        limits=Limits(-2.5, 2.5, -1.8, 1.8),
        minima=((0.0, 1.0), (0.0, -1.0)),
        start=(-2.0, 0.01),
        noise=0.5,
        fold=0.0,
        source="",
    ),
    Surface(
        "beale",
        beale,
        beale_slope,
        latex=r"(1.5 - x + xy)^2 + (2.25 - x + xy^2)^2 \\ + (2.625 - x + xy^3)^2",
        keras="(1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2",
        limits=Limits(-4.5, 4.5, -4.5, 4.5),
        minima=((3.0, 0.5),),
        start=(1.0, 1.5),
        noise=4.0,
        fold=0.5,
        source="Beale (1958)",
    ),
    Surface(
        "rosenbrock",
        rosenbrock,
        rosenbrock_slope,
        latex=r"(1 - x)^2 + 100 (y - x^2)^2",
        keras="(1 - x) ** 2 + 100 * (y - x**2) ** 2",
        limits=Limits(-2, 2, -1, 3),
        minima=((1.0, 1.0),),
        start=(-1.5, 2.5),
        noise=10.0,
        fold=1.0,
        source="Rosenbrock (1960)",
    ),
    Surface(
        "himmelblau",
        himmelblau,
        himmelblau_slope,
        latex=r"(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
        keras="(x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2",
        limits=Limits(-5, 5, -5, 5),
        minima=(
            (3.0, 2.0),
            (-2.805118086952745, 3.131312518250573),
            (-3.779310253377747, -3.283185991286170),
            (3.584428340330492, -1.848126526964404),
        ),
        start=(-0.2, -1.0),
        noise=20.0,
        fold=5.0,
        source="Himmelblau (1972)",
    ),
    Surface(
        "rastrigin",
        rastrigin,
        rastrigin_slope,
        latex=r"20 + x^2 - 10 \cos 2 \pi x + y^2 - 10 \cos 2 \pi y",
        keras="20 + x**2 - 10 * keras.ops.cos(2 * np.pi * x) + y**2 - 10 * keras.ops.cos(2 * np.pi * y)",
        limits=Limits(-4.5, 4.5, -4.5, 4.5),
        minima=((0.0, 0.0),),
        start=(-3.3, 2.6),
        noise=20.0,
        fold=0.0,
        source="Rastrigin (1974)",
    ),
)

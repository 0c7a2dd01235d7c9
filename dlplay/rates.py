"""Learning rates to choose from, and for each surface those that show each optimizer at its best.

The table was found by trying all rates from the surface's own start: of those that arrive soon, one whose
path is short; where none arrives, one that gets far. A test holds that none of them diverges.
"""

from dlplay.optimizers import OPTIMIZERS

# Ten a decade, rounded as on a ruler's preferred numbers, so that each is some 20 to 30 % above the last.
LADDER = tuple(
    float(f"{mantissa}e{power}")
    for power in range(-5, 2)
    for mantissa in (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8)
) + (100.0,)

_SUITABLE = {  # in the order of OPTIMIZERS
    "bowl": (0.2, 0.02, 0.02, 0.1, 0.5, 20.0, 0.1, 0.2, 0.2, 0.2, 0.2),
    "ravine": (0.08, 0.01, 0.01, 0.1, 1.0, 20.0, 0.05, 0.2, 0.2, 0.2, 0.2),
    "saddle": (0.2, 0.05, 0.05, 0.02, 0.5, 20.0, 0.05, 0.1, 0.1, 0.1, 0.1),
    "beale": (0.02, 0.003, 0.004, 0.05, 2.0, 20.0, 0.05, 0.5, 0.5, 1.0, 0.5),
    "rosenbrock": (0.0008, 0.001, 0.001, 0.02, 0.5, 20.0, 0.03, 0.15, 0.15, 0.5, 0.1),
    "himmelblau": (0.005, 0.002, 0.005, 0.1, 0.5, 10.0, 0.1, 0.2, 0.2, 0.2, 0.2),
    "rastrigin": (0.0005, 0.008, 0.001, 0.02, 1.0, 10.0, 0.05, 0.8, 0.8, 0.5, 0.2),
    "network": (0.6, 0.05, 0.06, 0.1, 1.0, 20.0, 0.05, 0.2, 0.2, 0.5, 0.2),
}

# surface -> optimizer -> learning rate
RATES: dict[str, dict[str, float]] = {
    surface: dict(zip(OPTIMIZERS, rates, strict=True)) for surface, rates in _SUITABLE.items()
}

# surface -> steps in which something is to be seen
STEPS = {
    "bowl": 60,
    "ravine": 100,
    "saddle": 100,
    "beale": 150,
    "rosenbrock": 500,
    "himmelblau": 60,
    "rastrigin": 100,
    "network": 100,
}

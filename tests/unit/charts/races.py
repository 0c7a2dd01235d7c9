"""A ground and a path for the charts of races."""

import numpy as np

from dlplay.ui.optimizers.charts_track import Ground

HEIGHTS = np.add.outer(np.linspace(0, 9, 4), np.linspace(0, 3, 5))  # rises to the right and upwards
PATH = np.array([[1.5, 0.5], [0.5, 0.25], [-1.0, -0.5]], np.float32)


def ground(picture: str, *minima: tuple[float, float]) -> Ground:
    x, y = np.linspace(-2, 2, 5), np.linspace(-1, 1, 4)
    return Ground(x, y, HEIGHTS, picture, np.array(minima), PATH[0].astype(float))

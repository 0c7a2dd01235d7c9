"""One number over many steps, as a picture that follows the factor by which each step multiplies it."""

import numpy as np

from dlplay.ui import live

HEIGHT = 175  # CSS pixels
LEAST = 0.008  # of the panel's height: nothing at all is still seen
GAP = 0.15  # of a bar's width


def bars(steps: int, colour: str, title: str) -> dict:
    """The panel: a bar for every step, the first of them what is there at step 0; `title` of its axis."""
    start, end = np.arange(steps + 1) - 0.5 + GAP / 2, np.arange(steps + 1) + 0.5 - GAP / 2
    marks = {"bars": live.bars(start, end, np.zeros(steps + 1), colour=colour)}
    return live.panel(
        live.axis(-0.5, steps + 0.5, title, grid=False), live.axis(0, 1, ticks=[]), marks, height=HEIGHT
    )


def left(factors: np.ndarray, steps: int) -> np.ndarray:
    """What is left of 1 after 0 ... steps steps, for each factor (n,): (n, steps + 1)."""
    return factors[:, None] ** np.arange(steps + 1)


def moving(powers: np.ndarray) -> dict[str, dict]:
    """The bars' heights for each factor: what grows beyond 1 sets the scale.

    Args:
        powers: as `left` gives them.
    """
    share = powers / np.maximum(powers.max(axis=1, keepdims=True), 1.0)
    return {"bars": {"high": np.maximum(share, LEAST)}}

"""What became of a run, by numbers that anyone can check.

arrived    within 1 % of the picture's diagonal of a minimum, and stayed there
diverged   left the surroundings of the picture
saddle     within 1 % of a place without slope, from where the surface bends down in one direction
local      the same, at the bottom of a hollow that is not the deepest
shrunk     stands still where weight decay pulls as hard as the slope
orbiting   goes on moving without coming nearer
slow       still on its way down

Gradient descent on a surface whose largest curvature is h multiplies its distance to the minimum by 1 - eta h
along that direction in each step: it is stable for eta < 2 / h. With momentum beta the limit is
2 (1 + beta) / h, with Nesterov's 2 (1 + beta) / (h (1 + 2 beta)). Both follow from the roots of the step's
characteristic polynomial; source: Polyak (1964); Lessard, Recht, Packard (2016), "Analysis and design of
optimization algorithms via integral quadratic constraints".
"""

from dataclasses import dataclass

import numpy as np

from dlplay.descent import NEAR, Run
from dlplay.optimizers import OPTIMIZERS
from dlplay.surfaces import SURFACES, Surface

LATE = 0.2  # of the steps: the window in which a run is judged at its end
ROUNDABOUT = 0.3  # of the way in the window: the part by which an orbiting run gets on at most
NEWTON, LEVEL, BEYOND = 8, 1e-6, 1e3  # steps to look for a place without slope; slope 0; out of sight
STILL = 1e-3  # of the diagonal: the way in the window of a run that stands still


@dataclass(frozen=True)
class Outcome:
    """The kind, one of those above, and the numbers that say so, by name."""

    kind: str
    step: int  # arrived: the first of those near; diverged: where it left; else the last
    distance: float  # to the nearest minimum, at the end
    minimum: int  # which one that is
    curvature: float  # the largest one met within the picture
    limit: float | None  # the largest stable rate by that curvature; None where no such rule holds
    length: float  # of a step, mean over the last window
    slope: float  # the length of the gradient of all data at the end
    bend: float  # the smaller eigenvalue of the second derivatives at the end
    more: float  # steps that would still be needed at the pace of the last window


def outcome(run: Run) -> Outcome:
    """Judge a run."""
    surface = SURFACES[run.setup.surface]
    end = run.weights[-1]
    numbers, distances = surface.nearest(run.weights)
    near = distances < NEAR * surface.limits.diagonal
    late = max(int(LATE * run.steps), 1)
    window = run.weights[-late - 1 :]
    moved = float(np.linalg.norm(np.diff(window, axis=0), axis=1).sum())
    net = float(np.linalg.norm(window[-1] - window[0]))
    curvature = largest_curvature(surface, run.weights)
    bends = surface.curvature(end)
    kind = _kind(run, surface, bool(near[-1]), moved, net)
    step = run.steps if run.left is None else run.left
    return Outcome(
        kind,
        _settled(near) if kind == "arrived" else step,
        float(distances[-1]),
        int(numbers[-1]),
        curvature,
        stable_limit(run.optimizer, curvature, dict(run.chosen).get("momentum")),
        moved / late,
        float(np.linalg.norm(surface.slope(end))),
        float(bends[0]),
        float(distances[-1]) * late / net if net > 0 else np.inf,
    )


def largest_curvature(surface: Surface, path: np.ndarray) -> float:
    """The largest eigenvalue of the second derivatives where a path (n, 2) lies within the picture."""
    left, right, bottom, top = surface.limits
    inside = (path >= (left, bottom)).all(axis=1) & (path <= (right, top)).all(axis=1)
    return float(surface.curvature(path[inside] if inside.any() else path[:1])[:, 1].max())


def stable_limit(optimizer: str, curvature: float, momentum: float | None = None) -> float | None:
    """The learning rate above which gradient descent diverges where the surface bends by `curvature`."""
    if optimizer not in ("sgd", "momentum", "nesterov") or curvature <= 0:
        return None
    beta = OPTIMIZERS[optimizer].defaults.get("momentum", 0.0) if momentum is None else momentum
    if optimizer == "nesterov":
        return 2 * (1 + beta) / (curvature * (1 + 2 * beta))
    return 2 * (1 + beta) / curvature


def _kind(run: Run, surface: Surface, near: bool, moved: float, net: float) -> str:
    if run.left is not None:
        return "diverged"
    if near:
        return "arrived"
    end, diagonal = run.weights[-1], surface.limits.diagonal
    level = _level_place(surface, end)
    if np.hypot(*(level - end)) < NEAR * diagonal and surface.nearest(level)[1] > NEAR * diagonal:
        return "saddle" if surface.curvature(level)[0] < 0 else "local"
    decay = OPTIMIZERS[run.optimizer].defaults.get("weight_decay", 0.0)
    if dict(run.chosen).get("weight_decay", decay) > 0 and moved < STILL * diagonal:
        return "shrunk"
    return "orbiting" if net < ROUNDABOUT * moved else "slow"


def _level_place(surface: Surface, w: np.ndarray) -> np.ndarray:
    """The place without slope to which Newton's method leads from w; far away if it leads to none."""
    for _ in range(NEWTON):
        w = w - np.linalg.lstsq(surface.hessian(w), surface.slope(w), rcond=None)[0]
        if not np.abs(w).max() < BEYOND:
            break
    return w if np.abs(surface.slope(w)).max() < LEVEL else np.full(2, BEYOND)


def _settled(near: np.ndarray) -> int:
    """The first step from which on a run stays near; it is near at the end."""
    away = np.flatnonzero(~near)
    return int(away[-1]) + 1 if len(away) else 0

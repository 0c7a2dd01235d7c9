"""Which turn brings learned points nearest to hidden places: the learned axes have no names of their own."""

import numpy as np


def agreement(points: np.ndarray, places: np.ndarray, angles: np.ndarray) -> np.ndarray:
    """How well each axis agrees with a hidden one, as a correlation over the things, (angles, 2).

    Args:
        points: (things, 2), turned about the origin by each of the angles, in radians against the clock.
        places: (things, 2).
    """
    turned = np.stack([turn(points, angle) for angle in angles])
    centred, hidden = turned - turned.mean(axis=1, keepdims=True), places - places.mean(axis=0)
    spread = np.sqrt((centred**2).sum(axis=1) * (hidden**2).sum(axis=0))
    return np.divide((centred * hidden).sum(axis=1), spread, out=np.zeros_like(spread), where=spread > 0)


def turn(points: np.ndarray, angle: float) -> np.ndarray:
    """Points (n, 2) turned about the origin."""
    return points @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])


def is_mirrored(points: np.ndarray, places: np.ndarray) -> bool:
    """Whether no turn alone brings them nearest: a mirror, too, changes no p · q. Schönemann (1966)."""
    u, _, v = np.linalg.svd((points - points.mean(axis=0)).T @ (places - places.mean(axis=0)))
    return bool(np.linalg.det(u @ v) < 0)

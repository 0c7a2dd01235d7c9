"""Toy data: inside the picture, the same for everyone, and as separable as their names say."""

import numpy as np
import pytest

from dlplay.toy_data import LIMIT, TOY_DATA, TRUTH_TABLES

EACH = pytest.mark.parametrize("name", TOY_DATA)


@EACH
@pytest.mark.parametrize("n", [1, 40, 401])
def test_points_lie_in_the_picture_and_half_of_them_are_ones(name: str, n: int) -> None:
    x, y = TOY_DATA[name](n, 3)
    assert x.shape == (n, 2)
    assert y.shape == (n,)
    assert np.abs(x).max() <= LIMIT
    assert abs(2 * y.sum() - n) <= 1


@EACH
@pytest.mark.parametrize("classes", [3, 6])
def test_more_classes_share_the_points_and_stay_apart(name: str, classes: int) -> None:
    x, y = TOY_DATA[name](60 * classes, 2, classes)
    assert np.abs(x).max() <= LIMIT
    assert np.bincount(y).tolist() == [60] * classes
    distance = np.linalg.norm(x[:, None] - x[None], axis=-1) + 9 * np.eye(len(x))
    same = (y[distance.argmin(axis=1)] == y).mean()  # whose nearest neighbour is of their class
    assert same > (0.35 if name == "overlapping" else 0.75)


@EACH
def test_the_same_seed_gives_the_same_points_and_another_gives_others(name: str) -> None:
    first, again, other = TOY_DATA[name](40, 1), TOY_DATA[name](40, 1), TOY_DATA[name](40, 2)
    np.testing.assert_array_equal(first.x, again.x)
    assert not np.array_equal(first.x, other.x)


def best_line(x: np.ndarray, y: np.ndarray) -> int:
    """Most points that a line gets right, of 180 directions and every place between the points."""
    best = 0
    for angle in np.linspace(0, 2 * np.pi, 180, endpoint=False):
        along = x @ (np.cos(angle), np.sin(angle))
        for edge in np.sort(along):
            best = max(best, int(((along >= edge) == y).sum()))
    return best


def test_a_line_separates_the_blobs_and_none_of_the_others() -> None:
    right = {name: best_line(*make(40, 1)) for name, make in TOY_DATA.items()}
    assert right["blobs"] == 40
    assert {name for name, count in right.items() if count == 40} == {"blobs"}


def test_a_radius_separates_the_disc_from_its_ring_and_the_signs_the_corners() -> None:
    x, y = TOY_DATA["circle"](200, 5)
    assert np.hypot(*x[y == 1].T).max() < np.hypot(*x[y == 0].T).min()
    x, y = TOY_DATA["xor"](40, 1)
    assert ((x[:, 0] * x[:, 1] < 0) == y).mean() > 0.95


def test_truth_tables_are_those_of_the_textbook() -> None:
    rows = {
        name: dict(zip(map(tuple, table.inputs.tolist()), table.targets.tolist(), strict=True))
        for name, table in TRUTH_TABLES.items()
    }
    assert rows == {
        "and": {(0, 0): 0, (0, 1): 0, (1, 0): 0, (1, 1): 1},
        "or": {(0, 0): 0, (0, 1): 1, (1, 0): 1, (1, 1): 1},
        "not": {(0,): 1, (1,): 0},
        "xor": {(0, 0): 0, (0, 1): 1, (1, 0): 1, (1, 1): 0},
    }

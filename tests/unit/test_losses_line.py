"""The best line of each loss and the two trainings, by witnesses that know nothing of how they were found."""

import numpy as np
import pytest

from dlplay.losses import LOSSES, line, race
from dlplay.losses.line import Line

OUTLIERS = [(9.0, 1.0), (9.0, 12.0), (0.0, 12.0), (5.0, 4.0), (12.0, 0.0)]


@pytest.mark.parametrize("outlier", OUTLIERS)
@pytest.mark.parametrize("name", line.FITTED)
def test_no_line_nearby_or_far_is_better_than_the_best_line(name: str, outlier: tuple[float, float]) -> None:
    x, y = line.points(outlier)
    best = line.best_line(name, outlier)
    smallest = line.fit(name, x, y, best).value
    random = np.random.default_rng(0)
    for scale in (1e-4, 1e-2, 0.3, 3.0):
        for step in random.normal(0, scale, (40, 2)):
            other = Line(best.slope + step[0], best.intercept + step[1])
            assert line.fit(name, x, y, other).value >= smallest - 1e-9


@pytest.mark.parametrize("outlier", OUTLIERS)
def test_the_best_line_of_the_squared_error_is_numpy_s_polyfit(outlier: tuple[float, float]) -> None:
    np.testing.assert_allclose(
        line.best_line("mean_squared_error", outlier), np.polyfit(*line.points(outlier), 1), atol=1e-9
    )


@pytest.mark.parametrize("outlier", OUTLIERS)
@pytest.mark.parametrize("delta", [0.05, 0.4, 1.0, 3.0, 100.0])
def test_the_best_line_of_huber_balances_its_pulls(outlier: tuple[float, float], delta: float) -> None:
    """Huber's rule for the best line: the errors, none counted beyond delta, pull it neither up nor round."""
    x, y = line.points(outlier)
    best = line.best_line("huber", outlier, delta)
    pulls = np.clip(best.slope * x + best.intercept - y, -delta, delta)
    assert abs(pulls.sum()) < 1e-6
    assert abs(pulls @ x) < 1e-6


def test_squared_error_chases_the_outlier_and_huber_does_not() -> None:
    def moved(name: str) -> float:
        low, high = (line.best_line(name, (9.0, height)) for height in (0.0, 12.0))
        return abs((high.slope - low.slope) * 9 + high.intercept - low.intercept)

    assert moved("mean_squared_error") > 2.0
    assert moved("huber") < 0.5
    assert moved("mean_absolute_error") < 0.5


def test_the_gradient_over_slope_and_intercept_is_that_of_the_surface() -> None:
    x, y = line.points((9.0, 1.0))
    step = 1e-6
    for name in line.FITTED:
        here = line.fit(name, x, y, Line(0.33, 2.1))
        values = line.surface(
            name, x, y, np.array([0.33 - step, 0.33, 0.33 + step]), np.array([2.1 - step, 2.1, 2.1 + step])
        )
        assert values[1, 1] == pytest.approx(here.value, rel=1e-12)
        assert (values[1, 2] - values[1, 0]) / (2 * step) == pytest.approx(here.by_slope, rel=1e-5)
        assert (values[2, 1] - values[0, 1]) / (2 * step) == pytest.approx(here.by_intercept, rel=1e-5)


@pytest.mark.parametrize("name", race.RUNNERS)
def test_the_slopes_of_a_training_are_those_of_its_loss(name: str) -> None:
    z = np.linspace(-4, 4, 8) + 0.1
    step = 1e-6
    by_hand = [
        (race.value(name, z + bump) - race.value(name, z - bump)) / (2 * step) for bump in step * np.eye(8)
    ]
    np.testing.assert_allclose(race.slopes(name, z), by_hand, atol=1e-8)


def test_one_is_stuck_and_the_other_is_not() -> None:
    squared, entropy = (race.train(name, -6.0, 0.0, 1.0, 200) for name in race.RUNNERS)
    assert squared.truths[20] < 0.05
    assert entropy.truths[20] > 0.9
    assert entropy.gradients[0] > 50 * squared.gradients[0]
    assert squared.losses[0] == pytest.approx(
        LOSSES["mean_squared_error"].value(race.Y, 1 / (1 + np.exp(6 * race.X)))
    )


@pytest.mark.parametrize("weight", [0.0, -12.0, -300.0])
def test_a_training_from_any_start_stays_finite(weight: float) -> None:
    for name in race.RUNNERS:
        run = race.train(name, weight, 0.0, 5.0, 200)
        assert all(np.isfinite(part).all() for part in run)

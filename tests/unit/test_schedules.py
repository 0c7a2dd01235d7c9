"""Learning-rate schedules against Keras's, and by hand."""

import keras
import numpy as np
import pytest

from dlplay.schedules import SCHEDULES, Schedule

EVERY = pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES)


@EVERY
@pytest.mark.parametrize("steps", [1, 2, 7, 100, 500])
@pytest.mark.parametrize("rate", [1e-5, 0.3, 100.0])
def test_every_rate_is_keras_s(schedule: Schedule, steps: int, rate: float) -> None:
    theirs = eval(schedule.keras_call(rate, steps), {"keras": keras})
    wanted = [theirs if isinstance(theirs, float) else float(theirs(step)) for step in range(steps)]
    np.testing.assert_allclose(schedule.rates(rate, steps), wanted, rtol=2e-6, atol=rate * 1e-6)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("constant", [8, 8, 8, 8, 8, 8, 8, 8]),
        ("step", [8, 8, 4, 4, 2, 2, 1, 1]),
        ("exponential", [8 * 10 ** (-t / 4) for t in range(8)]),
        ("cosine", [4 + 4 * np.cos(np.pi * t / 8) for t in range(8)]),
        ("warmup_cosine", [0, 8, *(4 + 4 * np.cos(np.pi * t / 7) for t in range(1, 7))]),
    ],
)
def test_eight_steps_by_hand(name: str, wanted: list[float]) -> None:
    np.testing.assert_allclose(SCHEDULES[name].rates(8.0, 8), wanted)


@EVERY
def test_no_rate_is_negative_or_above_the_one_set(schedule: Schedule) -> None:
    rates = schedule.rates(0.1, 500)
    assert ((rates >= 0) & (rates <= 0.1 + 1e-12)).all()
    assert rates.max() == pytest.approx(0.1)


def test_no_steps_are_refused() -> None:
    with pytest.raises(ValueError, match="steps must be at least 1; received 0"):
        SCHEDULES["cosine"].rates(0.1, 0)

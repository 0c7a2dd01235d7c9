"""What is said of a running job: never more time than it will get."""

import math

import pytest

from dlplay.jobs import ENDED, Progress
from dlplay.ui import jobs


def running(limit: float, seconds_a_step: float) -> Progress:
    """A training of 4 epochs of 1000 steps, at step 101."""
    points = [
        {"step": step, "steps": 4000, "epoch": 1, "epochs": 4, "seconds": 2 + seconds_a_step * (step - 1)}
        for step in (1, 101)
    ]
    return Progress("running", 0, tuple(points), (), None, points[-1]["seconds"], "", limit)


@pytest.mark.parametrize(
    ("limit", "seconds_a_step", "told"),
    [
        (900.0, 0.1, "about 6 min 30 s left"),
        (math.inf, 1.0, "about 64 min 59 s left"),
        (900.0, 1.0, "stops in about 13 min 18 s, at the limit of 15 min 0 s, after about 0.9 epochs"),
        (100.0, 1.0, "stops in about 0 s, at the limit of 1 min 40 s, after about 0.1 epochs"),
    ],
)
def test_the_time_left_ends_at_the_limit(limit: float, seconds_a_step: float, told: str) -> None:
    """Seen: 66 minutes left where 15 are allowed."""
    assert told in jobs._left(running(limit, seconds_a_step))


def test_a_pace_that_is_not_known_yet_is_not_told() -> None:
    assert jobs._left(running(900.0, 0.001)) == ""


def test_every_end_is_told_in_words_with_what_to_do() -> None:
    assert set(jobs.SIGNS) == ENDED
    for state in ENDED - {"done"}:
        words = jobs.end_sentence(Progress(state, 0, (), (), None, 3.0, ""))
        assert words.count(". ") >= 2, words

"""For all unit tests."""

import pytest


class Clock:
    """Seconds that pass when a test says so; from 1970 on, for who reads them as a date."""

    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()

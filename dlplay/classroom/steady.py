"""The time of day, without the jumps of the machine's own clock.

A laptop sets its clock when it finds a network again, by years where its battery was empty. By that clock
a room opened this morning would end at once, with all that is in it, or not for years.
"""

import time
from collections.abc import Callable


def elapsed() -> float:
    """Seconds that pass whatever the clock is set to; those in which a laptop sleeps are among them."""
    # Linux's other clocks stand still meanwhile; elsewhere `monotonic` does not
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


class Steady:
    """Seconds since 1970: what the machine's clock said at first, carried on by one that nobody sets."""

    def __init__(self, wall: Callable[[], float] = time.time, passing: Callable[[], float] = elapsed):
        self._passing = passing
        self._ahead = wall() - passing()

    def __call__(self) -> float:
        return self._ahead + self._passing()

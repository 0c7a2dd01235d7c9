"""Since when no cluster answers: who waits is told soon, and who comes later at once."""

import time
from collections.abc import Callable


class Outage:
    """Known from `told` seconds of trying in vain until somebody answers.

    Args:
        clock: tells seconds.
    """

    def __init__(self, told: float, clock: Callable[[], float] = time.monotonic):
        self._told, self._clock = told, clock
        self._since: float | None = None

    @property
    def suspected(self) -> bool:
        """Whether it is being tried, and nobody has answered yet."""
        return self._since is not None

    @property
    def known(self) -> bool:
        since = self._since  # another thread may end it meanwhile
        return since is not None and self._clock() - since >= self._told

    def trying(self) -> None:
        """Somebody is asked; to be called before, since there may be no answer at all."""
        if self._since is None:
            self._since = self._clock()

    def over(self) -> None:
        """Somebody has answered."""
        self._since = None

    def in_vain(self, asked: float) -> float:
        """Seconds that somebody has waited who asked for something at that time of the clock."""
        return 0.0 if self._since is None else self._clock() - max(self._since, asked)

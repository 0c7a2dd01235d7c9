"""Who is next in the line, and how long it will be: pure bookkeeping, without a clock of its own.

Addresses take turns, each with its oldest job first: one browser with twenty tabs waits behind itself, and
delays everybody else by one job. A class behind one address waits in the order of asking.
"""

from collections import deque
from collections.abc import Sequence
from itertools import zip_longest
from typing import Protocol, TypeVar

RECENT = 10  # trainings whose seconds tell how long the next ones will take


class Waiting(Protocol):
    """What stands in the line."""

    address: str


Standing = TypeVar("Standing", bound=Waiting)


class Turns:
    """The turns that were given, and the seconds that trainings took."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}  # address -> number of its last turn
        self._number = 0
        self._seconds: deque[float] = deque(maxlen=RECENT)

    def order(self, waiting: Sequence[Standing]) -> list[Standing]:
        """Those who wait, oldest first, in the order in which they will be served."""
        of_address: dict[str, list[Standing]] = {}
        for job in waiting:
            of_address.setdefault(job.address, []).append(job)
        # whose last turn is longest ago begins; of those without one, who asked first
        addresses = sorted(of_address, key=lambda one: self._given.get(one, 0))
        rounds = zip_longest(*(of_address[one] for one in addresses))
        return [job for one_round in rounds for job in one_round if job is not None]

    def give(self, job: Waiting) -> int:
        """It is this one's turn. Returns what `take_back` needs."""
        self._number += 1
        before = self._given.get(job.address, 0)
        self._given[job.address] = self._number
        return before

    def take_back(self, job: Waiting, before: int) -> None:
        """It was not its turn after all: its address stands where it stood."""
        self._given[job.address] = before

    def forget(self, present: Sequence[Waiting]) -> None:
        """Keep the turns of those alone who wait or are being served: addresses are personal."""
        there = {job.address for job in present}
        self._given = {address: turn for address, turn in self._given.items() if address in there}

    def took(self, seconds: float) -> None:
        """A training has ended after so many seconds of work."""
        self._seconds.append(seconds)

    def wait(self, place: int, workers: int) -> float | None:
        """Seconds until the one at a place, from 1 on, begins; None before any training has ended."""
        if not self._seconds or place < 1:
            return None
        return sum(self._seconds) / len(self._seconds) * place / max(workers, 1)

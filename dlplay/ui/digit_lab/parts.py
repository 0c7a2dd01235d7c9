"""The parts of the network that can be opened, as a setting of the page."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from dlplay.digits.liking import FILTERS, OUTPUTS, UNITS

COUNTS = {
    "input": 0,
    "filter": FILTERS,
    "sum": FILTERS,  # a filter's map before ReLU
    "map": FILTERS,
    "pool": FILTERS,
    "unit": UNITS,
    "output": OUTPUTS,
}


class Part(NamedTuple):
    """A part by its kind, a key of `COUNTS`, and its number from 0."""

    kind: str
    number: int = 0

    @property
    def liking(self) -> int | None:
        """Its row in what parts like most; None for the picture, which likes nothing."""
        if self.kind == "input":
            return None
        before = {"unit": FILTERS, "output": FILTERS + UNITS}
        return before.get(self.kind, 0) + self.number

    def __str__(self) -> str:
        return f"{self.kind}-{self.number}" if COUNTS[self.kind] else self.kind


@dataclass(frozen=True)
class PartKind:
    """A part as "unit-93" or "input"; empty for the output that answers."""

    def read(self, text: str) -> str:
        if text:
            part(text)
        return text

    def write(self, value: str) -> str:
        return value


def part(text: str) -> Part:
    """Raises ValueError for what the network does not have."""
    found = re.fullmatch(r"([a-z]+)(?:-(0|[1-9]\d{0,2}))?", text)
    if found is None or found[1] not in COUNTS:
        raise ValueError(f"{text[:32]!r} is no part of the network")
    kind, number, count = found[1], found[2], COUNTS[found[1]]
    if (number is None) != (count == 0) or int(number or 0) >= max(count, 1):
        raise ValueError(f"{text!r} is not among the {count} of its kind")
    return Part(kind, int(number or 0))

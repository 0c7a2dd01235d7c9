"""Settings that this page alone has: a place on the map, and a learning rate for some of the runners.

Both are empty until a student chooses something; then what suits the surface holds.
"""

from dataclasses import dataclass

from dlplay.optimizers import OPTIMIZERS
from dlplay.rates import LADDER
from dlplay.ui.settings import Number

FARTHEST = 5.0  # of all maps
DIGITS = 2  # of a coordinate
LONGEST = 400  # characters that all rates together may take


@dataclass(frozen=True)
class Place:
    """Two coordinates, in the address joined by an underscore: -1.5_2; or none."""

    def read(self, text: str) -> tuple[float, ...]:
        parts = text.split("_", 2) if text else []
        if len(parts) not in (0, 2):
            raise ValueError(f"{text[:32]!r} does not hold two numbers")
        # + 0.0: no minus zero
        return tuple(round(Number(-FARTHEST, FARTHEST, 0.01).read(part), DIGITS) + 0.0 for part in parts)

    def write(self, value: tuple[float, ...]) -> str:
        return "_".join(f"{one:.10g}" for one in value)


@dataclass(frozen=True)
class Rates:
    """Pairs of a runner and its learning rate from the ladder: sgd_0.1__adam_0.05."""

    def read(self, text: str) -> tuple[tuple[str, float], ...]:
        if len(text) > LONGEST:
            raise ValueError(f"{len(text)} characters are more than {LONGEST}")
        rates = dict(self._pair(part) for part in text.split("__") if part)
        return in_order(rates)

    def write(self, value: tuple[tuple[str, float], ...]) -> str:
        return "__".join(f"{name}_{rate:g}" for name, rate in value)

    @staticmethod
    def _pair(part: str) -> tuple[str, float]:
        name, _, text = part.partition("_")
        rate = float(text)
        if name not in OPTIMIZERS or rate not in LADDER:
            raise ValueError(f"{part[:32]!r} is no runner with a rate of the ladder")
        return name, rate


def in_order(rates: dict[str, float]) -> tuple[tuple[str, float], ...]:
    """The rates as a setting holds them."""
    return tuple((name, rates[name]) for name in OPTIMIZERS if name in rates)

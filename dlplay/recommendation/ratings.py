"""The ratings of a class: names, things, and a number from 1 to 5 where somebody has rated something."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

LOWEST, HIGHEST = 1.0, 5.0
MOST_PEOPLE, MOST_THINGS = 200, 60
HELD_OUT = 0.2  # of the ratings


@dataclass(frozen=True, eq=False)
class Ratings:
    """Who rated what how.

    Args:
        people, things: their names, which are text and may repeat.
        values: (people, things), from 1 to 5; NaN where nobody has rated.

    Raises:
        ValueError: for other shapes or numbers, and for more people or things than can be shown.
    """

    people: Sequence[str]
    things: Sequence[str]
    values: np.ndarray

    def __post_init__(self) -> None:
        values = np.array(self.values, np.float64)
        if values.shape != (len(self.people), len(self.things)):
            raise ValueError(f"values must be ({len(self.people)}, {len(self.things)}), is {values.shape}")
        if not 1 <= len(self.people) <= MOST_PEOPLE + 1 or not 1 <= len(self.things) <= MOST_THINGS:
            raise ValueError(f"at most {MOST_PEOPLE} people and {MOST_THINGS} things, got {values.shape}")
        known = values[~np.isnan(values)]
        if not ((known >= LOWEST) & (known <= HIGHEST)).all():
            raise ValueError(f"ratings must be from {LOWEST:.0f} to {HIGHEST:.0f}")
        values.setflags(write=False)
        object.__setattr__(self, "values", values)

    @property
    def known(self) -> np.ndarray:
        """Where somebody has rated, bool (people, things)."""
        return ~np.isnan(self.values)

    def joined(self, name: str, row: np.ndarray) -> "Ratings":
        """These and one more person, with the ratings (things,), below the others."""
        return Ratings((*self.people, name), self.things, np.vstack([self.values, row]))

    def held_out(self, seed: int, share: float = HELD_OUT, always: int = 0) -> np.ndarray:
        """Ratings that are kept from learning, bool (people, things), so that predictions can be checked.

        Args:
            always: so many people at the end of whom nothing is held out.
        """
        hidden = np.zeros(self.values.shape, bool)
        person, thing = np.nonzero(self.known[: len(self.people) - always])
        drawn = np.random.default_rng(seed).permutation(len(person))[: round(share * len(person))]
        hidden[person[drawn], thing[drawn]] = True
        return hidden


def root_mean_square(errors: np.ndarray) -> float:
    """How far predictions are off, in stars; NaN of none."""
    return float(np.sqrt(np.mean(errors**2))) if errors.size else float("nan")

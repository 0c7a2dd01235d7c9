"""Examples without end: numbers and dates, drawn from a seed, in every direction and in many spellings.

What `held_out` names is never drawn for training, so that a test on it measures what was understood and not
what was remembered: a twentieth of all dates, and of all numbers from 100 upward (those below are the
vocabulary).
"""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import numpy as np

from dlplay.translation.languages import DIRECTIONS, LANGUAGES
from dlplay.translation.values import Value

LONGEST = 8  # digits of the numbers that are trained on
YEARS = 1000, 2999
RECENT = 1900, 2099  # half of the years are of these
DATES = 1 / 3  # share of the examples
# what a test set is made of: dates, or numbers of so many digits, the last ones longer than any in training
KINDS: dict[str, int | None] = {"dates": None} | {str(length): length for length in range(3, LONGEST + 4)}
HELD_OUT = 20  # one of so many
FIRST_HELD_OUT = 100
_SCATTER = (
    0x9E3779B97F4A7C15  # 2^64 divided by the golden ratio (Knuth, The Art of Computer Programming, 6.4)
)


class Example(NamedTuple):
    """A text in one language, and the same in another."""

    value: Value
    source: str
    target: str
    asked: str
    answer: str


def held_out(value: Value) -> bool:
    """Whether a number or date is kept for the test, by a hash of it: the same on any machine."""
    if isinstance(value, date):
        key = value.toordinal() + (1 << 48)  # beyond all numbers
    elif value < FIRST_HELD_OUT:
        return False
    else:
        key = value
    return (key * _SCATTER % 2**64 >> 32) % HELD_OUT == 0


def draw(random: np.random.Generator, direction: tuple[str, str] | None = None) -> Example:
    """One example for training; the direction is drawn too where none is given."""
    if direction is None:
        direction = DIRECTIONS[random.integers(len(DIRECTIONS))]
    make = a_date if random.random() < DATES else a_number
    return told(_where(lambda value: not held_out(value), make, random), direction, random)


def test_set(
    random: np.random.Generator, count: int, direction: tuple[str, str], length: int | None
) -> list[Example]:
    """Examples that are never drawn for training: numbers of `length` digits (3 or more), or dates (None)."""
    make = a_date if length is None else lambda random: a_number(random, length)
    return [told(_where(held_out, make, random), direction, random) for _ in range(count)]


def told(value: Value, direction: tuple[str, str], random: np.random.Generator) -> Example:
    """A number or date in both languages; asked in any spelling, answered in the one of the rules."""
    source, target = direction
    language = LANGUAGES[source]
    asked = language.vary(language.write(value).lower(), random)
    return Example(value, source, target, asked, LANGUAGES[target].write(value))


def a_number(random: np.random.Generator, length: int | None = None) -> int:
    """A number of so many digits, or of 1 to `LONGEST`, each as often; some round, some with many zeros."""
    digits = random.integers(10, size=length or random.integers(1, LONGEST + 1))
    kind = random.random()
    if kind < 0.3:
        digits[random.random(len(digits)) < 0.6] = 0
    elif kind < 0.45:
        digits[random.integers(1, len(digits) + 1) :] = 0
    if len(digits) > 1 and digits[0] == 0:
        digits[0] = random.integers(1, 10)
    return int("".join(map(str, digits)))


def a_date(random: np.random.Generator) -> date:
    """A day of `YEARS`."""
    first, last = RECENT if random.random() < 0.5 else YEARS
    days = date(last, 12, 31).toordinal() - (start := date(first, 1, 1).toordinal())
    return date.fromordinal(start + int(random.integers(days + 1)))


def _where(
    wanted: Callable[[Value], bool], make: Callable[[np.random.Generator], Value], random: np.random.Generator
) -> Value:
    """The first that is wanted of what is made."""
    while not wanted(value := make(random)):
        pass
    return value

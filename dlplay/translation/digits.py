"""Numbers and dates in digits, by rule: 321, 2026-03-05 (ISO 8601)."""

import re
from datetime import date

import numpy as np

from dlplay.translation.values import MOST, Value, bounded

CHARACTERS = "0123456789-,"
DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
NUMBER = re.compile(r"0|[1-9]\d*|[1-9]\d{0,2}(,\d{3})+", re.ASCII)


def write(value: Value) -> str:
    """A number or a date: 321, 2026-03-05.

    Raises:
        ValueError: as `bounded`.
    """
    if isinstance(value, date):
        return value.isoformat()
    return str(bounded(value))


def read(text: str) -> Value:
    """The number or date that a text says; taken besides what `write` gives: 12,345 and 2026-3-5.

    Raises:
        ValueError: for whatever is not written by these rules.
    """
    if found := DATE.fullmatch(text):
        year, month, day = map(int, found.groups())
        return date(year, month, day)
    if not NUMBER.fullmatch(text) or len(digits := text.replace(",", "")) > len(str(MOST)):
        raise ValueError(f"text must be a number or a date in digits, got {text!r}")
    return int(digits)


def vary(text: str, random: np.random.Generator) -> str:
    """The same said otherwise, at random, as `read` takes it."""
    if random.random() >= 0.2:
        return text
    return text.replace("-0", "-") if "-" in text else f"{int(text):,}"

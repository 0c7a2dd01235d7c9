"""Numbers and words as they travel to a picture in the browser; arrays.js and words.js take them up there."""

from binascii import b2a_base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

TYPES = {name: np.dtype(f"<{name}") for name in ("u1", "f4", "f8")}
SHADES = 256  # of an image, and places of what is coarse
KINDS = {"B": "u1", "?": "b1"}  # numpy's letters of what is not sent in single precision


@dataclass(frozen=True)
class Linear:
    """Numbers that a slider changes linearly, at each of its values (n, ...): only both ends travel."""

    given: np.ndarray

    def __len__(self) -> int:
        return len(self.given)

    def __getitem__(self, place: Any) -> Any:
        return Linear(self.given[place]) if isinstance(place, slice) else self.given[place]

    def sent(self) -> dict[str, Any]:
        return {"ends": packed(self.given[:: max(len(self.given) - 1, 1)], "f8")}


@dataclass(frozen=True)
class Written:
    """Words that the browser writes from numbers, as `dlplay/numbers.py` would.

    Args:
        template: the words, with a hole for each number: {} in four digits, {.2} with two decimals, {+.2}
            with its sign too.
        numbers: for the holes; one text (holes,) or k texts (k, holes), in a sweep with n before these.
    """

    template: str
    numbers: np.ndarray | Linear

    def __len__(self) -> int:
        return len(self.numbers)

    def __getitem__(self, place: Any) -> "Written":
        return Written(self.template, self.numbers[place])

    def sent(self) -> dict[str, Any]:
        exact = packed(self.numbers, "f8") if isinstance(self.numbers, np.ndarray) else self.numbers.sent()
        return {"template": self.template, "numbers": exact}


@dataclass(frozen=True)
class Among:
    """One of a few words, colours or symbols for each of k things: what they are travels once.

    Args:
        words: all that there are, at most 256.
        places: which of them, (k,) or one (); in a sweep with n before these.
    """

    words: Sequence[str]
    places: np.ndarray

    def __len__(self) -> int:
        return len(self.places)

    def __getitem__(self, place: Any) -> "Among":
        return Among(self.words, np.asarray(self.places[place]))

    def sent(self) -> dict[str, Any]:
        return {"among": list(self.words), "places": packed(self.places.astype(np.uint8))}


@dataclass(frozen=True)
class Coarse:
    """Numbers (n, ...) of which a panel needs only 256 places between two bounds: a byte each travels.

    Args:
        low, high: what lies beyond them is drawn at them.
    """

    given: np.ndarray
    low: float
    high: float

    def __len__(self) -> int:
        return len(self.given)

    def __getitem__(self, place: Any) -> "Coarse":
        return Coarse(self.given[place], self.low, self.high)

    def sent(self) -> dict[str, Any]:
        places = packed(shades_of(self.given, self.low, self.high))
        return {"places": places, "low": float(self.low), "high": float(self.high)}


Given = (
    np.ndarray | Linear | Coarse | Written | Among | Sequence[Any]
)  # what a field of a mark is, or becomes at each value


def sent(given: Given) -> Any:
    """A field as plain data."""
    if isinstance(given, np.ndarray):
        return packed(given)
    if isinstance(given, Linear | Coarse | Written | Among):
        return given.sent()
    return given if isinstance(given, str) else list(given)


def packed(values: np.ndarray, dtype: str = "") -> dict[str, Any]:
    """An array as it travels, in base64: uint8 as it is, truths as bits, everything else in single precision.

    Args:
        dtype: "f8" for numbers that will be written, of which single precision would change digits.
    """
    dtype = dtype or KINDS.get(values.dtype.char, "f4")
    numbers = (
        np.packbits(values, axis=None, bitorder="little")
        if dtype == "b1"
        else values.astype(TYPES[dtype], copy=False)
    )
    data = b2a_base64(numbers.tobytes(), newline=False).decode()
    return {"dtype": dtype, "bdata": data, "shape": list(values.shape)}


def shades_of(values: np.ndarray, low: float, high: float) -> np.ndarray:
    """Values (...,) as numbers of colours, uint8: 0 at `low` and below, 255 at `high` and above."""
    share = (np.asarray(values, np.float32) - low) / (high - low)
    return np.clip(share * (SHADES - 1) + 0.5, 0, SHADES - 1).astype(np.uint8)

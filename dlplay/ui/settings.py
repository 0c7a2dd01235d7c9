"""A page's settings as a frozen dataclass, and the query parameters that carry them.

Every field is declared with `setting(default, kind)`: the kind knows which values are allowed and how
one is written in the address bar. Defaults are left out of the address; an unknown or out-of-range
value falls back to the default and is reported. Nothing here knows Streamlit.
"""

import math
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from typing import Any, Protocol, Self, TypeVar

import numpy as np


@dataclass(frozen=True)
class Settings:
    """What a page's settings derive from; each field is made by `setting`."""

    def fitting(self) -> Self:
        """These, with defaults in the place of values that an address joined and that do not go together."""
        return self


AnySettings = TypeVar("AnySettings", bound=Settings)


class Kind(Protocol):
    def read(self, text: str) -> Any: ...  # raises ValueError for what is not allowed
    def write(self, value: Any) -> str: ...


@dataclass(frozen=True)
class Choice:
    """One of a few keys; the keys are language-neutral, their labels come from the catalogue."""

    options: tuple[str, ...]

    def read(self, text: str) -> str:
        if text not in self.options:
            raise ValueError(f"{text!r} is none of {self.options}")
        return text

    def write(self, value: str) -> str:
        return value


@dataclass(frozen=True)
class Subset:
    """Any number of a few keys, or up to `most`, in their declared order, joined by dots."""

    options: tuple[str, ...]
    most: int | None = None

    def read(self, text: str) -> tuple[str, ...]:
        chosen = set(text.split(".")) - {""}
        if not chosen <= set(self.options):
            raise ValueError(f"{text!r} is no subset of {self.options}")
        if self.most is not None and len(chosen) > self.most:
            raise ValueError(f"{text!r} names more than {self.most}")
        return tuple(option for option in self.options if option in chosen)

    def write(self, value: tuple[str, ...]) -> str:
        return ".".join(value)


@dataclass(frozen=True)
class Number:
    """A finite number in [low, high]; an integer where the step is one."""

    low: float
    high: float
    step: float = 1

    def read(self, text: str) -> float:
        # len: int() of a million digits would take minutes
        number = (int if isinstance(self.step, int) else float)(text) if len(text) < 32 else math.nan
        if not self.low <= number <= self.high:
            raise ValueError(f"{text[:32]!r} is not in [{self.low}, {self.high}]")
        return number

    def write(self, value: float) -> str:
        return f"{value:.10g}"

    @property
    def values(self) -> np.ndarray:
        """Every value that a slider reaches, from low to high."""
        steps = round((self.high - self.low) / self.step)
        return np.round(self.low + self.step * np.arange(steps + 1), 10)

    def nearest(self, value: float) -> float:
        """The value that a slider reaches nearest to any finite one."""
        return self.values[np.abs(self.values - value).argmin()].item()


@dataclass(frozen=True)
class Text:
    """Free text of bounded length, taken as text and never as markup."""

    longest: int

    def read(self, text: str) -> str:
        if len(text) > self.longest:
            raise ValueError(f"{len(text)} characters are more than {self.longest}")
        return text

    def write(self, value: str) -> str:
        return value


def setting(default: Any, kind: Kind, words: str | None = None) -> Any:
    """A dataclass field that knows its kind.

    Args:
        words: the table of the catalogue that names it and its options, where that is not the page's own.
    """
    return field(default=default, metadata={"kind": kind, "words": words})


def kind_of(one: Field[Any]) -> Kind:
    return one.metadata["kind"]


def believed(kind: Kind, value: Any) -> Any:
    """A value from outside as one of this kind, as an address would bring it: lists become tuples.

    Raises:
        ValueError: for what is none.
    """
    try:
        return kind.read(kind.write(value))
    except (TypeError, AttributeError, ArithmeticError) as error:
        raise ValueError(f"no value of {kind}") from error


def holds(kind: Kind, value: Any) -> bool:
    """Whether a value is one of this kind: it can be written and read again."""
    try:
        believed(kind, value)
    except ValueError:
        return False
    return True


def from_query(cls: type[AnySettings], query: Mapping[str, str]) -> tuple[AnySettings, tuple[str, ...]]:
    """Settings from query parameters, and the names of those whose value was not allowed."""
    values, refused = {}, []
    for one in fields(cls):
        if one.name in query:
            try:
                values[one.name] = kind_of(one).read(query[one.name])
            except ValueError:
                refused.append(one.name)
    read = cls(**values)
    settings = read.fitting()
    refused += [one.name for one in fields(cls) if getattr(read, one.name) != getattr(settings, one.name)]
    return settings, tuple(refused)


def to_query(settings: Settings) -> dict[str, str]:
    """The query parameters that bring these settings back; defaults are left out."""
    return {
        one.name: kind_of(one).write(value)
        for one in fields(settings)
        if (value := getattr(settings, one.name)) != one.default
    }

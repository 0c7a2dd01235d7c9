"""A lesson as data: steps, each with a little text, an experiment's settings, and at most one prediction.

Nothing here knows a screen. A class's votes, a report of a visit and the page itself all hold on to a
`Prediction`, whose `key` says which step of which lesson it is, and to what was said, its `Said`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

LANGUAGES = ("en", "zh")
Kind = Literal["choice", "number", "point"]
Said = str | float | tuple[float, float]  # the key of an option, a number, a point
Verdict = Literal["right", "wrong", "low", "high"]


@dataclass(frozen=True)
class Words:
    """A text in one language or in several, by code."""

    by_language: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(self.by_language.values())

    def within(self, language: str) -> str:
        """In this language; where it has none, in one that it has."""
        texts = self.by_language
        return texts.get(language) or next((text for text in texts.values() if text), "")


NONE = Words()


@dataclass(frozen=True)
class Option:
    """One of the answers to choose from."""

    key: str
    words: Words
    belief: Words = NONE  # of a wrong one: which belief leads there, in one sentence


@dataclass(frozen=True)
class Axis:
    """What a number is set on: from `low` to `high` in steps of `step`."""

    low: float
    high: float
    step: float
    name: Words = NONE
    unit: Words = NONE


@dataclass(frozen=True)
class Prediction:
    """A question whose answer is committed before the experiment shows it."""

    key: str  # "lesson/step"
    kind: Kind
    question: Words
    right: Said
    options: tuple[Option, ...] = ()  # of a choice
    axes: tuple[Axis, ...] = ()  # of a number one, of a point two
    tolerance: float = 0.0  # how far from `right` still is right; of a point in parts of each axis's length
    low: Words = NONE  # what leads to a number that is too low; of a point, to one that is too far away
    high: Words = NONE

    def can_be(self, said: object) -> bool:
        """Whether this is an answer to it."""
        if self.kind == "choice":
            return isinstance(said, str) and any(said == one.key for one in self.options)
        values = said if isinstance(said, tuple) else (said,)
        return len(values) == len(self.axes) and all(
            isinstance(value, int | float) and axis.low <= value <= axis.high
            for value, axis in zip(values, self.axes, strict=True)
        )

    def verdict(self, said: Said) -> Verdict:
        """How it stands to the right answer."""
        if self.kind == "choice":
            return "right" if said == self.right else "wrong"
        if isinstance(said, tuple) and isinstance(self.right, tuple):
            parts = [
                (value - right) / (axis.high - axis.low)
                for value, right, axis in zip(said, self.right, self.axes, strict=True)
            ]
            return "right" if sum(part**2 for part in parts) <= self.tolerance**2 + 1e-9 else "wrong"
        if isinstance(said, tuple | str) or isinstance(self.right, tuple | str):
            raise TypeError(f"{said!r} is no answer to {self.key}")
        if abs(said - self.right) <= self.tolerance + 1e-9:
            return "right"
        return "low" if said < self.right else "high"

    def feedback(self, said: Said) -> Words:
        """The sentence on the belief behind a wrong answer; none for the right one."""
        verdict = self.verdict(said)
        if verdict == "right":
            return NONE
        if self.kind == "choice":
            return next(one.belief for one in self.options if one.key == said)
        return self.high if verdict == "high" else self.low


@dataclass(frozen=True)
class Step:
    """A little text, an experiment, a prediction, and what the experiment shows."""

    key: str
    text: Words
    page: str = ""  # the page whose experiment it is; none: words alone
    settings: str = ""  # as they stand in that page's address, once the prediction is made
    before: str | None = None  # as they stand before; None: the experiment is not shown before
    ask: Prediction | None = None
    hint: Words = NONE
    shows: Words = NONE  # what the run shows, with the right answer; `{name}` stands for one of the numbers
    numbers: Mapping[str, float] = field(default_factory=dict)
    outcome: str = ""  # which computation of `dlplay.classroom.outcomes` gives right answer and numbers


@dataclass(frozen=True)
class Lesson:
    """Ordered steps on one idea."""

    id: str
    title: Words
    about: Words
    minutes: int
    steps: tuple[Step, ...]

    @property
    def predictions(self) -> tuple[Prediction, ...]:
        """All its questions, in order."""
        return tuple(step.ask for step in self.steps if step.ask)

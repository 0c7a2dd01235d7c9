"""Where in which lesson a student is, and what she has predicted."""

import re
from dataclasses import dataclass

from dlplay.classroom.lesson import Prediction, Said
from dlplay.classroom.packing import unpack
from dlplay.classroom.reading import MOST_STEPS
from dlplay.classroom.shipped import ORDER
from dlplay.ui.settings import Choice, Number, Settings, setting

ONE = re.compile(r"([a-z][a-z0-9_]{0,23})-([a-z]|-?[0-9.e+-]{1,20}(?:_-?[0-9.e+-]{1,20})?)")
OWN = "own"  # the lesson that a teacher has brought or written
Answers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Answered:
    """Predictions by step, in the address joined by tildes: double-c~sum-1.5~place-1_-0.5."""

    def read(self, text: str) -> Answers:
        parts = text.split("~", MOST_STEPS) if text else []
        found = [ONE.fullmatch(part) for part in parts]
        if len(parts) > MOST_STEPS or not all(found):
            raise ValueError(f"{text[:32]!r} holds no predictions")
        return tuple((one[1], one[2]) for one in found if one)

    def write(self, value: Answers) -> str:
        return "~".join(f"{step}-{said}" for step, said in value)


@dataclass(frozen=True)
class Packed:
    """A lesson's file as `packing` writes it; or none."""

    def read(self, text: str) -> str:
        if text:
            unpack(text)
        return text

    def write(self, value: str) -> str:
        return value


def written(said: Said) -> str:
    """A prediction as it stands in the address."""
    values = said if isinstance(said, tuple) else (said,)
    return "_".join(one if isinstance(one, str) else f"{one:.10g}" for one in values)


def read_back(prediction: Prediction, text: str) -> Said | None:
    """What stands there as an answer to this prediction; None if it is none."""
    said: Said
    try:
        if prediction.kind == "choice":
            said = text
        elif prediction.kind == "number":
            said = float(text)
        else:
            x, y = map(float, text.split("_"))
            said = (x, y)
    except ValueError:
        return None
    return said if prediction.can_be(said) else None


@dataclass(frozen=True)
class LessonSettings(Settings):
    view: str = setting("take", Choice(("take", "write")))
    name: str = setting("", Choice(("", *ORDER, OWN)))
    step: int = setting(1, Number(1, MOST_STEPS))
    said: tuple[tuple[str, str], ...] = setting((), Answered())
    own: str = setting("", Packed())

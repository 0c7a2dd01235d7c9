"""Settings that only a network needs: its hidden layers, what was set by hand, the part under the lens."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dlplay.playground import Earlier, Edit, own
from dlplay.playground.recipe import MOST_STEPS
from dlplay.playground.training import MOST_CHANGES, MOST_EDITS
from dlplay.ui.settings import Kind

MOST_LAYERS, MOST_UNITS = 6, 12
MOST_PLACES = 10_000  # beyond every weight of the largest network


@dataclass(frozen=True)
class Layers:
    """Units of each hidden layer, joined by underscores: 8_4; 0 is none."""

    def read(self, text: str) -> tuple[int, ...]:
        if text == "0":
            return ()
        parts = text.split("_", MOST_LAYERS)
        units = tuple(int(part) for part in parts if len(part) < 3)
        if (
            len(units) != len(parts)
            or len(units) > MOST_LAYERS
            or not all(1 <= n <= MOST_UNITS for n in units)
        ):
            raise ValueError(f"{text[:32]!r} is not up to {MOST_LAYERS} layers of 1 to {MOST_UNITS} units")
        return units

    def write(self, value: tuple[int, ...]) -> str:
        return "_".join(map(str, value)) or "0"


@dataclass(frozen=True)
class Points:
    """Points of one's own, as `dlplay.playground.own` packs them; empty: none yet."""

    def read(self, text: str) -> str:
        own.placed(text)
        return text

    def write(self, value: str) -> str:
        return value


@dataclass(frozen=True)
class Edits:
    """Weights set by hand, each as step~place~value, joined by underscores."""

    def read(self, text: str) -> tuple[Edit, ...]:
        edits = []
        for part in text.split("_", MOST_EDITS) if text else ():
            step, place, value = part.split("~")
            edits.append(Edit(_bounded(step, MOST_STEPS), _bounded(place, MOST_PLACES), _finite(value)))
        if len(edits) > MOST_EDITS:
            raise ValueError(f"more than {MOST_EDITS} weights set by hand")
        return tuple(edits)

    def write(self, value: tuple[Edit, ...]) -> str:
        return "_".join(f"{one.step}~{one.place}~{one.value:.10g}" for one in value)


@dataclass(frozen=True)
class Changes:
    """What was set until some steps, each as until~setting~value, joined by underscores.

    `settings` are what a recipe calls each of them and its kind, so that a value is one of its control.
    """

    settings: Mapping[str, tuple[str, Kind]]

    def read(self, text: str) -> tuple[Earlier, ...]:
        earlier = []
        for part in text.split("_", MOST_CHANGES) if text else ():
            until, setting, value = part.split("~")
            if setting not in self.settings:
                raise ValueError(f"{setting[:32]!r} is none of {tuple(self.settings)}")
            name, kind = self.settings[setting]
            earlier.append(Earlier(_bounded(until, MOST_STEPS), name, float(kind.read(value))))
        if len(earlier) > MOST_CHANGES:
            raise ValueError(f"more than {MOST_CHANGES} changes")
        return tuple(earlier)

    def write(self, value: tuple[Earlier, ...]) -> str:
        settings = {name: setting for setting, (name, _) in self.settings.items()}
        return "_".join(f"{one.until}~{settings[one.name]}~{decimal(one.value)}" for one in value)


def decimal(value: float) -> str:
    """A number as the options of a `Choice` are written: 0.00001, not 1e-05."""
    return np.format_float_positional(value, trim="-")


@dataclass(frozen=True)
class Part:
    """A neuron, layer~unit, or one of its numbers, layer~unit~source with b for the bias. Empty: none."""

    def read(self, text: str) -> tuple[int, ...]:
        if not text:
            return ()
        layer, unit, *source = text.split("~", 3)
        numbers = [_bounded(layer, MOST_LAYERS + 1), _bounded(unit, MOST_UNITS)]
        if len(source) > 1 or numbers[0] < 1:
            raise ValueError(f"{text[:32]!r} is no part of a network")
        return (*numbers, *(-1 if one == "b" else _bounded(one, MOST_UNITS) for one in source))

    def write(self, value: tuple[int, ...]) -> str:
        return "~".join("b" if one < 0 else str(one) for one in value)


def _bounded(text: str, most: int) -> int:
    number = int(text) if len(text) < 8 else -1
    if not 0 <= number <= most:
        raise ValueError(f"{text[:32]!r} is not in [0, {most}]")
    return number


def _finite(text: str) -> float:
    number = float(text) if len(text) < 32 else math.nan
    if not math.isfinite(number):
        raise ValueError(f"{text[:32]!r} is no finite number")
    return number

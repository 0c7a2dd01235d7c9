"""Hidden units that mean something: which are tied to line ends, capitals, speaker names, the form of a poem.

After Karpathy, Johnson and Fei-Fei, "Visualizing and understanding recurrent networks", 2015.
Notation: n characters, L layers, U units.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from dlplay.text import poems

SPEAKER_LINE = re.compile(r"(?:^|(?<=\n\n))[A-Z][^\n:]*:(?=\n)")


class Tie(NamedTuple):
    """A unit and how well its activation tells where a property holds."""

    layer: int
    unit: int
    auc: float  # of the activation as a detector, or of its negative: 0.5 tells nothing, 1 tells all
    sign: int  # +1: high where the property holds; -1: low


def line_end_next(text: str) -> np.ndarray:
    """Where the next character ends the line: (n,) bool. The unit foresees the end, it does not see it."""
    characters = np.array(list(text))
    return np.append(characters[1:] == "\n", False)


def capital(text: str) -> np.ndarray:
    """Where a capital letter stands: (n,) bool."""
    return np.array([character.isupper() for character in text])


def speaker_name(text: str) -> np.ndarray:
    """Inside a speaker's name, its colon included: (n,) bool."""
    inside = np.zeros(len(text), dtype=bool)
    for name in SPEAKER_LINE.finditer(text):
        inside[name.start() : name.end()] = True
    return inside


def mark_next(text: str) -> np.ndarray:
    """Where a line of a poem is full, so that `，` or `。` comes next: (n,) bool."""
    return np.append([character in "，。" for character in text[1:]], False)


def second_line(text: str) -> np.ndarray:
    """Inside the second line of a couplet, from the `，` before it on: (n,) bool."""
    inside, found = False, []
    for character in text:
        inside = character == "，" or (inside and character != "。")
        found.append(inside)
    return np.array(found, dtype=bool)


def seven(text: str) -> np.ndarray:
    """Inside a poem with lines of seven characters: (n,) bool."""
    lines = [poem.partition("，")[0] for poem in text.split("\n\n")]
    lengths = [len(poem) + 2 for poem in text.split("\n\n")]
    return np.repeat([len(line) == 7 for line in lines], lengths)[: len(text)]


def level_tone(text: str) -> np.ndarray:
    """Where a character of a level tone stands and not one of an oblique tone, or a mark: (n,) bool."""
    return np.array([character in poems.level_tones() for character in text], dtype=bool)


def places_asked(text: str, property_name: str) -> np.ndarray:
    """Where it is asked whether a property holds: everywhere, but a mark has no tone; (n,) bool."""
    marks = "，。\n" if property_name == "level_tone" else ""
    return np.array([character not in marks for character in text], dtype=bool)


PROPERTIES: dict[str, Callable[[str], np.ndarray]] = {
    "line_end_next": line_end_next,
    "capital": capital,
    "speaker_name": speaker_name,
    "mark_next": mark_next,
    "second_line": second_line,
    "seven": seven,
    "level_tone": level_tone,
}
OF_PLAYS = ("line_end_next", "capital", "speaker_name")
OF_POEMS = ("mark_next", "second_line", "seven", "level_tone")


def area_under_curve(activations: np.ndarray, holds: np.ndarray) -> np.ndarray:
    """The chance that a unit is higher where a property holds than where it does not, for every unit.

    AUC = (R - P (P + 1) / 2) / (P Q) with R the sum of the ranks where it holds, P places where it does and Q
    where it does not (Mann and Whitney, 1947); equals share their mean rank.

    Args:
        activations: (n, units).
        holds: (n,) bool, neither all true nor all false.

    Returns:
        (units,) in [0, 1].
    """
    positives = int(holds.sum())
    negatives = len(holds) - positives
    if not positives or not negatives:
        raise ValueError("holds must be true somewhere and false somewhere")
    ordered = np.sort(activations, axis=0)
    areas = np.empty(activations.shape[1])
    for unit, column in enumerate(ordered.T):
        values = activations[holds, unit]
        ranks = (np.searchsorted(column, values, "left") + np.searchsorted(column, values, "right") + 1) / 2
        areas[unit] = (ranks.sum() - positives * (positives + 1) / 2) / (positives * negatives)
    return areas


def tied_units(hidden: np.ndarray, text: str, property_name: str, count: int = 3) -> list[Tie]:
    """The units most tied to a property of `PROPERTIES`, the best first.

    hidden: (L, n, U), from `CharLSTM.read(text)`. Empty where the property holds everywhere or nowhere.
    """
    asked = places_asked(text, property_name)
    holds = PROPERTIES[property_name](text)[asked]
    if holds.all() or not holds.any():
        return []
    layers, _, units = hidden.shape
    areas = area_under_curve(hidden.transpose(1, 0, 2)[asked].reshape(len(holds), layers * units), holds)
    best = np.argsort(-np.abs(areas - 0.5), kind="stable")[:count]
    return [
        Tie(
            int(place // units),
            int(place % units),
            float(max(areas[place], 1 - areas[place])),
            _sign(areas[place]),
        )
        for place in best
    ]


def _sign(area: float) -> int:
    return 1 if area >= 0.5 else -1

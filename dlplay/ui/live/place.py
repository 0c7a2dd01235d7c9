"""What a hand did in a picture, as the browser tells it."""

import math
from typing import NamedTuple, TypeGuard


class Place(NamedTuple):
    """A click or a tap, or where a point was let go."""

    panel: int
    mark: str | None  # the point that was dragged, or the one with words that was clicked
    x: float
    y: float
    value: float | None  # of the slider whose sweep the point was dragged along


def read(told: object) -> Place | None:
    """What comes from a browser is checked like everything from outside."""
    if not isinstance(told, dict):
        return None
    panel, mark, x, y, value = (told.get(field) for field in Place._fields)
    if type(panel) is not int or panel < 0 or not (mark is None or isinstance(mark, str)):
        return None
    if not _finite(x) or not _finite(y) or not (value is None or _finite(value)):
        return None
    return Place(panel, mark, x, y, value)


def _finite(number: object) -> TypeGuard[float]:
    return (type(number) is int or type(number) is float) and math.isfinite(number)

"""A picture as a plain dictionary: panels with axes, readouts above them, and what sliders do to all that."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np

from dlplay.ui.live.arrays import Given, Written, sent

Mark = dict[str, Any]
Slider = TypeVar("Slider", bound=Hashable)
EVERY = slice(None)


def axis(
    low: float,
    high: float,
    title: str = "",
    *,
    ticks: Sequence[float] | np.ndarray | None = None,
    labels: Sequence[str] | None = None,
    percent: str = "",
    log: bool = False,
    grid: bool = True,
) -> dict[str, Any]:
    """An axis from `low` to `high`.

    Args:
        ticks: where it is marked; the browser finds round numbers if left out. An empty list: nowhere.
        labels: what stands at the ticks, where it is not their numbers.
        percent: the language in which the numbers are written as percentages; left out, they are not.
        log: a logarithmic axis; `low` must be above 0.
    """
    return {
        "low": float(low),
        "high": float(high),
        "title": title,
        "ticks": None if ticks is None else [float(tick) for tick in ticks],
        "labels": None if labels is None else list(labels),
        "percent": percent,
        "log": log,
        "grid": grid,
    }


def panel(
    x: Mapping[str, Any],
    y: Mapping[str, Any],
    marks: Mapping[str, Mark],
    *,
    title: str = "",
    height: int = 320,
    square: bool = False,
    tall: bool = False,
    place: bool = False,
    colour: str = "",
) -> dict[str, Any]:
    """Axes and what is drawn in them, the first mark lowest; the legend names the uppermost first.

    Args:
        marks: by their names, each of which stands once in a picture.
        height: of the whole panel; with `square`, at most.
        square: one unit is as long on both axes.
        tall: of two columns it has the second to itself, and the others stand below each other in the first.
        place: whether a click or a tap tells Python its place.
        colour: behind everything; the page's own if left out.
    """
    return {
        "x": dict(x),
        "y": dict(y),
        "marks": dict(marks),
        "title": title,
        "height": height,
        "square": square,
        "tall": tall,
        "place": place,
        "colour": colour,
    }


def picture(
    panels: Sequence[dict[str, Any]],
    sweeps: Sequence[dict[str, Any]] = (),
    *,
    alt: str | Written,
    readouts: Mapping[str, Mark] | None = None,
    replay: dict[str, Any] | None = None,
    columns: int = 1,
) -> dict[str, Any]:
    """Panels below each other, or in `columns` where there is room, under a row of readouts.

    Args:
        alt: what it shows, for those who do not see it. The readouts, as they stand under the hand, are said
            after it. Other numbers that a slider changes its sweep must change, as the "words" of "alt".
    """
    return {
        "panels": list(panels),
        "readouts": dict(readouts or {}),
        "replay": replay,
        "sweeps": list(sweeps),
        "alt": {"kind": "alt", "words": sent(alt)},
        "columns": columns,
    }


def replay(count: int, label: str, play: str, pause: str, seconds: float) -> dict[str, Any]:
    """A slider of the picture's own over 0 ... count - 1, without Python; its sweep has the key "replay".

    Args:
        label: of its value.
        play, pause: what the button that moves it does.
        seconds: from end to end.
    """
    return {"count": count, "label": label, "play": play, "pause": pause, "seconds": seconds}


def sweep(
    key: str, values: np.ndarray, marks: Mapping[str, Mapping[str, Given]], rows: slice = EVERY
) -> dict[str, Any]:
    """What becomes of marks and readouts at each value of a slider, while the others stand as they do.

    Args:
        key: of the slider's widget.
        values: all that it can reach (n,), evenly spaced; of a slider over options 0 ... n - 1.
        marks: by name the fields that follow: arrays (n, ...), `Linear` ones, `Written` words, or lists of n.
        rows: where these n lie in what is given, if other sliders' values lie there too; see `reached`.
    """
    ahead: dict[str, dict[str, Any]] = {}
    for name, fields in marks.items():
        ahead[name] = {}
        for field, given in fields.items():
            moving = given[rows]
            if len(moving) != len(values):
                raise ValueError(f"{name}.{field} has {len(moving)} of the {len(values)} values of {key}")
            ahead[name][field] = sent(moving)
    return {
        "key": key,
        "low": float(values[0]),
        "step": float(values[1] - values[0]) if len(values) > 1 else 1.0,
        "count": len(values),
        "marks": ahead,
    }


def reached(
    stand: Mapping[Slider, float], values: Mapping[Slider, np.ndarray]
) -> tuple[dict[Slider, np.ndarray], dict[Slider, slice]]:
    """All that several sliders reach, to be computed at once: one after the other at each of its values while
    the others stand as they do, and in the last row all of them as they stand.

    Args:
        stand: by the sliders' names.
        values: what each of them can reach; those that are left out stand still.

    Returns:
        Every slider's numbers (rows,), and the rows in which a slider moves.
    """
    ends = np.cumsum([len(one) for one in values.values()]).tolist()
    rows = {name: slice(end - len(values[name]), end) for name, end in zip(values, ends, strict=True)}
    given = {name: np.full((ends[-1] if ends else 0) + 1, float(number)) for name, number in stand.items()}
    for name, moving in rows.items():
        given[name][moving] = values[name]
    return given, rows


def standing(panel: dict[str, Any], follows: Mapping[str, Mapping[str, Given]]) -> dict[str, Any]:
    """A panel whose marks are as in the last row of what follows; see `reached`."""
    marks = panel["marks"]
    stands = {
        name: marks[name] | {field: sent(given[-1]) for field, given in follows[name].items()}
        for name in follows.keys() & marks.keys()
    }
    return panel | {"marks": marks | stands}


def readout(name: str = "", colour: str = "", words: str | Written = "", small: bool = False) -> Mark:
    """`name = words` above the panels; a sentence where there is no name."""
    return {"kind": "readout", "name": name, "colour": colour, "words": sent(words), "small": small}

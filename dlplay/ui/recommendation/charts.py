"""People and things while they learn: the plane, the errors over the epochs, and the grid that fills."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from dlplay.recommendation.ratings import HIGHEST, LOWEST
from dlplay.ui import live
from dlplay.ui.charts import BLUE, BROWN, GREEN, GREY, ORANGE, VERMILION

PLANE, CURVES, GRID = 450, 200, 250  # CSS pixels
MARGIN, LEAST = 1.12, 0.5  # of the plane, beyond the farthest point, and at least
NAME_ABOVE = 0.09  # of the way from the middle to an edge
NAMED = 16  # things whose names have room in a picture
LEARNED, HELD_OUT, ME, PERSON, THING = BLUE, VERMILION, VERMILION, BLUE, ORANGE
BLUES, CLEAR, ORANGES = (26, 128, 191), (128, 128, 128), (230, 159, 0)
# in the lower half of the colours what was said, in the upper half, paler, what is predicted
COLOURS = live.palette(
    (
        (0.0, (*BLUES, 1.0)),
        (0.25, (*CLEAR, 0.3)),
        (0.498, (*ORANGES, 1.0)),
        (0.502, (*BLUES, 0.5)),
        (0.75, (*CLEAR, 0.08)),
        (1.0, (*ORANGES, 0.5)),
    )
)
HALF = 127


def reach(people: np.ndarray, things: np.ndarray) -> float:
    """From the middle of a plane to its edge, so that no turn brings a point (..., 2) out of it."""
    farthest = max(float(np.linalg.norm(one, axis=-1).max()) for one in (people, things))
    return max(LEAST, MARGIN * farthest)


def plane(
    people: np.ndarray,
    things: np.ndarray,
    names: tuple[Sequence[str], Sequence[str]],
    titles: tuple[str, str, str],
    far: float,
    hidden: bool = False,
) -> dict[str, Any]:
    """People as dots, the last of them as a star, and things as squares with their names.

    Args:
        people, things: (people, 2) and (things, 2).
        names: of people and of things.
        titles: of the picture and of both axes.
        far: see `reach`.
        hidden: the tastes that nobody sees: in another colour, under other names of marks, without oneself.
    """
    prefix, others = ("hidden_", people) if hidden else ("", people[:-1])
    (across, up), marks = things.T, {}
    if len(things) <= NAMED:
        marks[f"{prefix}names"] = live.text(across, up + far * NAME_ABOVE, names[1], size=13)
    colour = GREEN if hidden else THING
    marks |= {
        f"{prefix}people": live.points(
            others[:, 0], others[:, 1], f"{PERSON}99", size=9, words=names[0][: len(others)]
        ),
        f"{prefix}things": live.points(across, up, colour, size=13, symbol="square", words=names[1]),
    }
    if not hidden:
        x, y = people[-1:].T
        marks["me"] = live.points(x, y, ME, size=24, symbol="star", words=names[0][-1:])
    title, right, above = titles
    x_axis, y_axis = (live.axis(-far, far, name, ticks=[0], labels=[""]) for name in (right, above))
    return live.panel(x_axis, y_axis, marks, title=title, height=PLANE, square=True, tall=not right)


def plane_follows(people: np.ndarray, things: np.ndarray, far: float) -> dict[str, dict[str, Any]]:
    """What becomes of `plane` in each frame: (frames, people, 2) and (frames, things, 2)."""
    marks = {"people": people[:, :-1], "me": people[:, -1:], "things": things}
    if things.shape[1] <= NAMED:
        marks["names"] = things + [0, far * NAME_ABOVE]
    return {name: {"x": one[..., 0], "y": one[..., 1]} for name, one in marks.items()}


def curves(
    train: np.ndarray, held_out: np.ndarray, without: Mapping[str, float], words: Mapping[str, str]
) -> dict[str, Any]:
    """The errors over the epochs, and dashed what does without tastes.

    Args:
        without: label -> its error on the held-out ratings.
        words: "title", "epoch", "error", "train", "held_out".
    """
    epochs = np.arange(len(train))
    ends = epochs[[0, -1]]
    marks = {
        f"without_{place}": live.line(ends, [error] * 2, colour, width=2, dashed=True, name=label)
        for place, ((label, error), colour) in enumerate(zip(without.items(), (GREY, BROWN), strict=True))
        if np.isfinite(error)
    }
    for name, errors, colour in (("train", train, LEARNED), ("held_out", held_out, HELD_OUT)):
        if np.isfinite(errors).all():
            marks[name] = live.line(epochs, errors, colour, head=11, name=words[name], hover=True)
    all_errors = np.concatenate([train, held_out, list(without.values())])
    top = 1.06 * float(np.nanmax(all_errors))
    x = live.axis(0, 1.012 * ends[1], words["epoch"])
    return live.panel(x, live.axis(0, top, words["error"]), marks, title=words["title"], height=CURVES)


def curves_follow(held_out: np.ndarray) -> dict[str, dict[str, Any]]:
    """How far the lines go at each epoch."""
    upto = {"upto": np.arange(1, len(held_out) + 1)}
    return {"train": upto} | ({"held_out": upto} if np.isfinite(held_out).all() else {})


def grid(
    shades: np.ndarray,
    hidden: np.ndarray,
    chosen: tuple[int, int] | None,
    words: Mapping[str, str],
    things: Sequence[str] = (),
) -> dict[str, Any]:
    """Who rated what how, a thing a row, oneself in the first column; paler what is predicted.

    Args:
        shades: of `shades_of`, as it stands.
        hidden: bool (things, people), the ratings that are held out, which get a ring.
        chosen: row and column of the cell that is worked out, from above and from the left, if any.
        words: "title" and "people".
        things: their names, where they have room.
    """
    rows, columns = shades.shape
    row, column = np.nonzero(hidden)
    marks = {
        "grid": live.image(shades, (0, columns), (0, rows), COLOURS, smooth=False),
        "held": live.points(column + 0.5, rows - row - 0.5, HELD_OUT, size=7, hollow=[True] * len(row))
        | {"edge": 1.5},
        "mine": live.upright([1], width=2, dashed=False),
    }
    if chosen is not None:
        place = [chosen[1] + 0.5], [rows - chosen[0] - 0.5]
        marks["cell"] = live.points(*place, "currentColor", size=15, symbol="square", hollow=[True])
    ticks = (rows - np.arange(rows) - 0.5)[: len(things)]
    y = live.axis(0, rows, ticks=ticks, labels=things or None, grid=False)
    x = live.axis(0, columns, words["people"], ticks=[], grid=False)
    return live.panel(x, y, marks, title=words["title"], height=GRID, place=chosen is not None)


def shades_of(values: np.ndarray, predicted: np.ndarray) -> np.ndarray:
    """The colours of the grid, uint8 (frames, things, people) with the first thing last, as an image stands.

    Args:
        values: (things, people), NaN where there is no rating.
        predicted: (frames, things, people).
    """
    said, guessed = (
        np.clip(np.round((one - LOWEST) / (HIGHEST - LOWEST) * HALF), 0, HALF) for one in (values, predicted)
    )
    shades = np.where(np.isnan(values), guessed + HALF + 1, said)
    return shades.astype(np.uint8)[:, ::-1]

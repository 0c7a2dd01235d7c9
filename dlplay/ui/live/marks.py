"""What is drawn in a panel, as plain dictionaries.

Coordinates are numbers or arrays in the units of the axes, sizes and widths CSS pixels, colours CSS colours.
A field that a sweep gives need not be given here; without its slider on the page a mark is drawn as given.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from dlplay.ui.live.arrays import SHADES, Written, packed, sent
from dlplay.ui.live.picture import Mark

Numbers = float | Sequence[float] | np.ndarray


def line(
    x: Numbers = (),
    y: Numbers = (),
    colour: str = "currentColor",
    *,
    width: float = 3,
    dashed: bool = False,
    pale: bool = False,
    head: float = 0,
    name: str = "",
    hover: bool = False,
) -> Mark:
    """A line through points (k,); NaN leaves a gap. A sweep can say `upto` how many of them it goes.

    Args:
        head: size of a dot at its last point, above all other marks; none without.
        name: in the legend; none without.
        hover: whether its value under the pointer is written there; x then ascends.
    """
    look = {"colour": colour, "width": width, "dashed": dashed, "pale": pale, "head": head}
    return {"kind": "line", "x": _array(x), "y": _array(y), "name": name, "hover": hover, **look}


def points(
    x: Numbers = (),
    y: Numbers = (),
    colour: str | Sequence[str] = "currentColor",
    *,
    size: float = 12,
    symbol: str | Sequence[str] = "circle",
    hollow: Sequence[bool] | np.ndarray | None = None,
    words: Sequence[str] | None = None,
    name: str = "",
    drag: str = "",
    by: str = "x",
    sliders: Sequence[str] = (),
) -> Mark:
    """Points (k,) with a thin edge, or hollow.

    Args:
        colour, symbol: one for all or one a point; circle, square, diamond, cross or star.
        words: what the pointer reads at each.
        drag: the first point can be dragged: "free" anywhere in the panel; by the key of a slider whose sweep
            moves it, along the way that the sweep gives it, as if the slider moved.
        by: what of the pointer tells how far along: "x" on a curve, of which a hand thinks as of a function;
            "place" on a straight way, which may stand upright.
        sliders: keys of those that a point dragged anywhere moves; where one is fixed, it stays.
    """
    look = {"colour": colour, "size": size, "symbol": symbol, "hollow": _flags(hollow)}
    said = {"words": None if words is None else list(words), "name": name, "drag": drag, "by": by}
    said |= {"sliders": list(sliders)} if sliders else {}
    return {"kind": "points", "x": _array(x), "y": _array(y), **look, **said}


def ring(x: Numbers = (), y: Numbers = (), colour: str = "currentColor", size: float = 22) -> Mark:
    """Thick rings around points."""
    return points(x, y, colour, size=size, hollow=[True] * np.size(x)) | {"edge": 4, "symbol": "circle"}


def region(x: Numbers = (), y: Numbers = (), colour: str = "currentColor", *, edge: float = 0) -> Mark:
    """Polygons (k,), filled; NaN between two of them.

    Args:
        colour: with its own transparency.
        edge: width of its outline.
    """
    return {"kind": "region", "x": _array(x), "y": _array(y), "colour": colour, "edge": edge}


def bars(
    left: Numbers = (),
    right: Numbers = (),
    low: Numbers = (),
    high: Numbers = (),
    colour: str | Sequence[str] = "currentColor",
    *,
    leftward: str = "",
    words: Sequence[str] | None = None,
    decimals: int | None = None,
    name: str = "",
) -> Mark:
    """Upright rectangles (k,) from `low` to `high`, up or down; infinite ones end with the panel.

    Args:
        colour: one for all, or one a bar.
        leftward: colour of those whose right lies left of their left, where it is another.
        words: what stands at the end of each.
        decimals: `high` stands there, with so many decimals.
    """
    sides = {"left": left, "right": right, "low": low, "high": high}
    said = {"words": None if words is None else list(words), "decimals": decimals}
    look = {"colour": colour, "leftward": leftward, "name": name, **said}
    return {"kind": "bars", **{side: _array(numbers) for side, numbers in sides.items()}, **look}


def segments(
    start: tuple[Numbers, Numbers],
    end: tuple[Numbers, Numbers],
    colour: str = "currentColor",
    width: Numbers = 3,
) -> Mark:
    """Straight lines (k,), each of its own width; a sweep can give each its own colour.

    Args:
        start, end: x and y of both ends.
    """
    ends = {"x1": start[0], "y1": start[1], "x2": end[0], "y2": end[1], "width": width}
    return {"kind": "segments", **{name: _array(one) for name, one in ends.items()}, "colour": colour}


def upright(x: Numbers = (), colour: str = "currentColor", *, width: float = 1, dashed: bool = True) -> Mark:
    """Lines at `x` from the bottom of the panel to its top."""
    return {"kind": "upright", "x": _array(x), "colour": colour, "width": width, "dashed": dashed}


def level(y: Numbers = (), colour: str = "currentColor", *, width: float = 1, dashed: bool = True) -> Mark:
    """Lines at `y` from the left of the panel to its right."""
    return {"kind": "level", "y": _array(y), "colour": colour, "width": width, "dashed": dashed}


def boundary(
    w: Numbers = (0, 0),
    b: float = 0,
    sides: tuple[str, str] | None = None,
    *,
    colour: str = "currentColor",
    width: float = 3,
    dashed: bool = False,
) -> Mark:
    """The line w[0] x + w[1] y + b = 0 across the panel, and the half-planes beside it.

    Args:
        sides: colours where the sum is below 0 and above it; left out, no side is filled.
    """
    look = {"colour": colour, "width": width, "dashed": dashed}
    return {"kind": "boundary", "w": _array(w), "b": _array(b), "sides": sides and list(sides), **look}


def residuals(
    x: Numbers,
    y: Numbers,
    w: float = 0,
    b: float = 0,
    colour: str = "currentColor",
    *,
    width: float = 1.5,
    squares: bool = False,
    fill: str = "none",
) -> Mark:
    """From points (k,) straight up or down to the line w x + b, as lines or as squares over them.

    Args:
        squares: only where a unit is as long on both axes.
        fill: the squares' colour.
    """
    look = {"colour": colour, "width": width, "squares": squares, "fill": fill}
    return {"kind": "residuals", "x": _array(x), "y": _array(y), "w": _array(w), "b": _array(b), **look}


def ground(w: Numbers = (0, 0), b: float = 0, stops: Sequence[tuple[float, str]] = ()) -> Mark:
    """A ground whose colour depends on z = w[0] x + w[1] y + b, as a neuron's answer does.

    Args:
        stops: colours at values of z, ascending; in between they are mixed, beyond them they stay.
    """
    return {"kind": "ground", "w": _array(w), "b": _array(b), "stops": [list(stop) for stop in stops]}


def image(
    shades: np.ndarray,
    x: tuple[float, float],
    y: tuple[float, float],
    palette: np.ndarray,
    smooth: bool = True,
) -> Mark:
    """A small grid of colours over a part of the panel.

    Args:
        shades: uint8 (rows, columns), numbers of colours; the first row is the lowest. See `shades_of`.
        x, y: the edges of the first and of the last column and row.
        palette: uint8 (k, 4), red, green, blue, opacity.
        smooth: whether neighbours are mixed.
    """
    span = {"x": [float(one) for one in x], "y": [float(one) for one in y]}
    colours = {"shades": packed(shades), "palette": packed(palette)}
    return {"kind": "image", **colours, **span, "smooth": smooth}


def photo(address: str, x: tuple[float, float], y: tuple[float, float]) -> Mark:
    """A picture that the browser loads by itself and keeps, over a part of the panel.

    Args:
        address: relative to the page.
        x, y: the edges of the part.
    """
    return {"kind": "photo", "address": address, "x": list(map(float, x)), "y": list(map(float, y))}


def palette(stops: Sequence[tuple[float, tuple[int, int, int, float]]]) -> np.ndarray:
    """256 colours, uint8 (256, 4), between stops: share, (red, green, blue, opacity 0 to 1)."""
    shares, colours = zip(*stops, strict=True)
    channels = np.array(colours, float) * (1, 1, 1, 255)
    at = np.linspace(0, 1, SHADES)
    mixed = [np.interp(at, shares, channels[:, channel]) for channel in range(4)]
    return np.stack(mixed, axis=1).round().astype(np.uint8)


def arrow(
    start: tuple[float, float] = (0, 0),
    end: tuple[float, float] = (0, 0),
    colour: str = "currentColor",
    width: float = 3,
) -> Mark:
    """An arrow from `start` to `end`."""
    return {"kind": "arrow", "start": _array(start), "end": _array(end), "colour": colour, "width": width}


def text(
    x: Numbers = (),
    y: Numbers = (),
    words: str | Sequence[str] | Written = "",
    colour: str = "currentColor",
    *,
    anchor: str = "middle",
    size: float = 14,
    rim: bool = True,
) -> Mark:
    """Words at points (k,).

    Args:
        anchor: start, middle or end says which part of them stands there.
        rim: in the page's colour, around the letters: not where they stand on a mark.
    """
    look = {"colour": colour, "anchor": anchor, "size": size, "rim": rim}
    return {"kind": "text", "x": _array(x), "y": _array(y), "words": sent(words), **look}


def _array(numbers: Numbers) -> dict[str, Any]:
    return packed(np.atleast_1d(np.asarray(numbers, np.float32)))


def _flags(flags: Sequence[bool] | np.ndarray | None) -> dict[str, Any] | None:
    return None if flags is None else packed(np.asarray(flags, bool))

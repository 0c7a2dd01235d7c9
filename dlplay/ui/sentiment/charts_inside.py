"""All that the network computes on a sentence: a column a token, boxes around what one of them has read."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from dlplay.sentiment.network import DILATION
from dlplay.ui import live
from dlplay.ui.charts import GREEN, GREY, VERMILION, digit
from dlplay.ui.sentiment.charts_words import NEGATIVE, POSITIVE

TALL, LOW = 430, 165  # CSS pixels: of the maps, and of the bars
SYMBOLS = ("e", "h", "g")  # of `dlplay.sentiment.network`
GAP = 4  # rows between two maps
NARROW, LETTER = 260, 8  # CSS pixels: between the axes of a phone; of a letter
HALF = 0.42  # of a bar's width
OVERSIZE = 1.1  # times: the axis beyond the largest bar


class Layers(NamedTuple):
    """What stands at each token: vectors (T, D), near and wide (T, F)."""

    vectors: np.ndarray
    near: np.ndarray
    wide: np.ndarray


def across(tokens: Sequence[str]) -> dict[str, Any]:
    """The axis of the tokens, of which so many are named as have room."""
    widest = LETTER * max(sum(2 if ord(one) > 0x2E80 else 1 for one in token) for token in tokens)
    every = max(1, -(-widest * len(tokens) // NARROW))
    places = list(range(1, len(tokens) + 1, every))
    names = [tokens[place - 1] for place in places]
    return live.axis(0.5, len(tokens) + 0.5, ticks=places, labels=names, grid=False)


def maps(layers: Layers, tokens: Sequence[str], title: str) -> dict[str, Any]:
    """The three layers below each other, orange above 0 and blue below, each by its own largest number."""
    marks, middles = {}, []
    for name, values, (low, high) in zip(Layers._fields, layers, spans(layers), strict=True):
        top = float(np.abs(values).max()) or 1.0
        shades = digit.signed(values.T, top)
        ends = (0.5, len(tokens) + 0.5)
        marks[name] = live.image(shades, ends, (low, high), digit.SIGNED, smooth=False)
        middles.append((low + high) / 2)
    for name in Layers._fields:
        marks[f"{name}_read"] = live.line(colour=VERMILION, width=2.5)
    y = live.axis(0, spans(layers)[0][1], ticks=middles, labels=SYMBOLS, grid=False)
    return live.panel(across(tokens), y, marks, title=title, height=TALL, tall=True)


def spans(layers: Layers) -> list[tuple[float, float]]:
    """From which height to which each map stands, the vectors on top."""
    found, top = [], float(sum(one.shape[1] for one in layers) + 2 * GAP)
    for one in layers:
        found.append((top - one.shape[1], top))
        top -= one.shape[1] + GAP
    return found


def reading(layers: Layers) -> dict[str, dict[str, np.ndarray]]:
    """For each token the boxes around itself in `wide`, the three in `near` and the nine vectors it read."""
    count = len(layers.wide)
    at = np.arange(1, count + 1)
    columns = {
        "wide": at[:, None],
        "near": at[:, None] + DILATION * np.arange(-1, 2),
        "vectors": at[:, None] + np.arange(-DILATION - 1, DILATION + 2),
    }
    return {
        f"{name}_read": _boxes(columns[name], count, *span)
        for name, span in zip(Layers._fields, spans(layers), strict=True)
    }


def _boxes(columns: np.ndarray, count: int, low: float, high: float) -> dict[str, np.ndarray]:
    """Outlines around columns (n, k) where they lie in the sentence, a gap between two."""
    inside = np.where((columns >= 1) & (columns <= count), columns, np.nan).astype(float)
    corners = np.array([-0.5, 0.5, 0.5, -0.5, -0.5, np.nan])
    x = (inside[:, :, None] + corners).reshape(len(columns), -1)
    heights = np.tile([low, low, high, high, low, np.nan], columns.shape[1])
    return {"x": x, "y": np.tile(heights, (len(columns), 1))}


def attention(values: np.ndarray, tokens: Sequence[str], title: str, spoken: str) -> dict[str, Any]:
    """How much each place counts, (T,)."""
    marks = {"attention": _bars(values, GREEN)}
    y = live.axis(0, OVERSIZE * float(values.max()), percent=spoken)
    return live.panel(across(tokens), y, marks, title=title, height=LOW)


def scores(values: np.ndarray, tokens: Sequence[str], title: str) -> dict[str, Any]:
    """What speaks for positive at each place, (T,)."""
    colours = [POSITIVE if one > 0 else NEGATIVE for one in values.tolist()]
    marks = {"scores": _bars(values, colours), "level": live.level(0, GREY, dashed=False)}
    low, high = min(0.0, float(values.min())), max(0.0, float(values.max()))
    y = live.axis(OVERSIZE * low, OVERSIZE * high)
    return live.panel(across(tokens), y, marks, title=title, height=LOW)


def _bars(values: np.ndarray, colour: str | Sequence[str]) -> dict[str, Any]:
    at = np.arange(1, len(values) + 1)
    return live.bars(at - HALF, at + HALF, np.zeros(len(values)), values, colour)

"""How much every two sentences are alike, as a matrix, and below it how central each one is, as bars."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from dlplay.ui import live
from dlplay.ui.charts import GREY, ORANGE, VERMILION, digit

WIDE, LOW = 300, 150  # CSS pixels: of the matrix, and of the bars
NAMED = 10  # sentences, at most, that an axis names
HALF = 0.42  # of a bar's width
OVERSIZE = 1.1  # times: the axis beyond the largest bar
DOTS = (4, 14)  # CSS pixels: the smallest and the largest dot


def across(count: int) -> dict[str, Any]:
    """The axis of the sentences 1 ... count."""
    return live.axis(0.5, count + 0.5, ticks=_ticks(count), labels=_names(count), grid=False)


def matrix(similarity: np.ndarray, words: Sequence[str], title: str) -> dict[str, Any]:
    """Cosines (n, n), orange above 0 and blue below, by the largest between two different sentences.

    On the diagonal, where each meets itself, stands a dot for every sentence that is chosen.

    Args:
        words: what the pointer reads there.
    """
    count = len(similarity)
    others = similarity * (1 - np.eye(count))
    ends, at = (0.5, count + 0.5), np.arange(1, count + 1)
    cells = digit.signed(others, float(np.abs(others).max()) or 1.0)
    size = float(np.clip(WIDE / count / 2, *DOTS))
    marks = {
        "cells": live.image(cells, ends, ends, digit.SIGNED, smooth=False),
        "chosen": live.points(at, count + 1 - at, ["transparent"] * count, size=size, words=words),
    }
    heights = [count + 1 - one for one in _ticks(count)]
    y = live.axis(*ends, ticks=heights, labels=_names(count), grid=False)
    return live.panel(across(count), y, marks, title=title, height=WIDE)


def bars(scores: np.ndarray, title: str, spoken: str) -> dict[str, Any]:
    """Centralities (n,), which sum to 1, and as a line what each would have were all alike."""
    at = np.arange(1, len(scores) + 1)
    marks = {
        "bars": live.bars(at - HALF, at + HALF, np.zeros(len(at)), scores, [GREY] * len(at)),
        "alike": live.level(1 / len(scores)),
    }
    y = live.axis(0, OVERSIZE * float(scores.max()), percent=spoken)
    return live.panel(across(len(scores)), y, marks, title=title, height=LOW)


def moving(order: Sequence[int]) -> dict[str, dict[str, Any]]:
    """What follows the slider over how many are chosen, 1 ... n, in this order of places."""
    count = len(order)
    chosen = np.zeros((count, count), np.uint8)
    for row, place in enumerate(order):
        chosen[row:, place] = 1
    return {
        "bars": {"colour": live.Among([GREY, ORANGE], chosen)},
        "chosen": {"colour": live.Among(["transparent", VERMILION], chosen)},
    }


def _ticks(count: int) -> list[int]:
    return list(range(1, count + 1, -(-count // NAMED)))


def _names(count: int) -> list[str]:
    return [str(one) for one in _ticks(count)]

"""The window that a hand drags: pictures that belong together, and the arithmetic of one place in them."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from dlplay.convolution import Field
from dlplay.ui.component import component, said
from dlplay.ui.convolution.current import Kernel
from dlplay.ui.convolution.settings import OWN, ConvolutionSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.live import packed
from dlplay.ui.settings import Number, holds
from dlplay.ui.weights import Weights

KEY = "convolution_window"
INK = 100  # hundredths of ink travel as whole numbers, and are what a student would write
TOLD = 2  # numbers that say where a hand is

_window = component("convolution_window", Path(__file__).with_name("window.js"))


class Box(NamedTuple):
    """Which part of a panel belongs to a place of the hand: along its rows and its columns.

    row, column: where that of place 0 begins, and how far on the next one does.
    reads: pixels along a side that are read, each `apart` from the next.
    """

    row: tuple[int, int]
    column: tuple[int, int]
    reads: int = 1
    apart: int = 1

    @classmethod
    def of(cls, field: Field) -> "Box":
        """All that a unit sees."""
        return cls((field.start, field.jump), (field.start, field.jump), field.size)


HERE = Box((0, 1), (0, 1))


def panel(
    title: str,
    values: np.ndarray,
    box: Box = HERE,
    *,
    ink: bool = False,
    border: tuple[int, int] = (0, 0),
    fills: bool = False,
    lines: float = 1,
) -> dict[str, Any]:
    """A picture of numbers (rows, columns).

    Args:
        ink: from 0 to 1 in hundredths; else blue below 0 and orange above.
        border: rows and columns of it before and after that are no part of the picture.
        fills: whether it is filled place by place while the window runs.
        lines: how many times as high as wide a number is drawn.
    """
    top = float(np.abs(values).max(initial=0)) or 1.0
    sent = packed((INK * values).round().astype(np.uint8)) if ink else packed(values)
    at = np.unravel_index(values.argmax(), values.shape)
    alt = t("convolution.panel_alt", title=title, row=at[0], column=at[1])
    return {
        "title": title,
        "values": sent,
        "unit": 1 / INK if ink else 1,
        "top": INK if ink else top,
        "ink": ink,
        "border": border,
        "box": box._asdict(),
        "fills": fills,
        "lines": lines,
        "alt": alt,
    }


def convolving(kernel: Kernel, settings: ConvolutionSettings) -> dict[str, Any]:
    """The arithmetic of a convolution."""
    return {
        "kind": "convolution",
        "side": len(kernel.weights),
        "kernel": kernel.weights.ravel().tolist(),
        "bias": kernel.bias,
        "relu": settings.activation == "relu",
        "own": settings.kernel in OWN,
    }


def pooling(settings: ConvolutionSettings) -> dict[str, Any]:
    """The arithmetic of a pooling window."""
    return {"kind": settings.pooling, "side": settings.pool}


def show(
    experiment: Experiment[ConvolutionSettings],
    settings: ConvolutionSettings,
    panels: Sequence[dict[str, Any]],
    grid: tuple[int, int],
    words: Mapping[str, str],
    *,
    sum: dict[str, Any] | None = None,
    channel: tuple[int, int] = (0, 1),
    told_of: int = 0,
) -> None:
    """Draw them.

    Args:
        grid: rows and columns of places that the hand can be at.
        words: "told", which says where the hand is, and of a `sum` "line", with holes for the browser.
        channel: which one of how many the hand's panel is.
        told_of: the panel that "told" speaks of.
    """
    names = ("play", "pause", "step", "help", "patch", "kernel", "products")
    scene = {
        "panels": list(panels),
        "grid": grid,
        "sum": sum,
        "told_of": told_of,
        "channel": channel[0],
        "channels": channel[1],
        "words": {name: t(f"convolution.hand_{name}") for name in names} | dict(words),
    }

    def moved() -> None:
        told = said(KEY, "at")
        each = experiment.kind("row", Number)
        if isinstance(told, list) and len(told) == TOLD and all(holds(each, one) for one in told):
            experiment.set(row=told[0], column=told[1])

    def weighed() -> None:
        told, name = said(KEY, "kernel"), experiment.value("kernel")
        if name in OWN and holds(experiment.kind(name, Weights), told):
            experiment.set(**{name: Weights.rounded(told)})

    at = [min(settings.row, grid[0] - 1), min(settings.column, grid[1] - 1)]
    data = {"scene": json.dumps(scene), "at": at}
    _window(data=data, key=KEY, height="content", on_at_change=moved, on_kernel_change=weighed)

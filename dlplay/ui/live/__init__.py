"""Pictures that follow the hand: what a slider moves is drawn in the browser, without the server.

Python alone computes. It sends a picture together with what the sliders can reach, a *sweep*: for each value
of the slider the numbers and words of every mark that follows it. The browser looks at the slider's thumb,
takes what belongs to its value, and draws; Python hears of the move when the hand rests, as ever.

    from dlplay.ui import live

    def drawn(values):                                     # values: all that the slider x reaches (n,)
        x = np.linspace(-6, 6, 601)
        marks = {
            "curve": live.line(x, np.tanh(x), BLUE, name="tanh", hover=True),
            "here": live.points(colour=VERMILION, size=16),            # the sweep says where
        }
        follows = {
            "here": {"x": live.Linear(values[:, None]), "y": np.tanh(values)[:, None]},  # (n, points)
            "value": {"words": live.Written("{.4}", np.tanh(values)[:, None])},
        }
        return live.picture(
            [live.panel(live.axis(-6, 6, "x"), live.axis(-1.2, 1.2, "f(x)"), marks, height=400)],
            [live.sweep(experiment.key("x"), values, follows)],
            readouts={"value": live.readout("f(x)", VERMILION)},
            alt="tanh from −6 to 6",
        )

    live.show(drawn(experiment.kind("x", Number).values), key="activations_curves")

- A mark's name stands once in a picture. Any field of a mark can follow: coordinates as arrays (n, k),
  colours, symbols and words as lists of n, `hollow` as bool (n, k), an image's `shades` as uint8
  (n, rows, columns); of a readout its name and its words.
- What travels is a move's cost, and so is each word that Python writes. Of numbers that the slider changes
  linearly (a sum, a line's ends) `Linear` sends both ends. Words with numbers in them are a template, in the
  visit's language: of `Written` the numbers travel, and the browser writes them as `dlplay/numbers.py` does.
  Of `Among`, a few colours, symbols or words, which of them each is. Of `Coarse`, many numbers that are drawn
  and not read, a byte each.
- `alt` says what the picture shows, the readouts after it what they read: the hand keeps both true.
- Several sliders can each have a sweep, which says what that slider does while the others stand as they do.
  The one that was moved last decides, until the next message has come. `reached` lays what all of them reach
  one below the other, so that it is computed at once; `standing` takes how they stand from its last row.
- Where a picture is the same wherever its slider stands, keep it (`functools.lru_cache` on what it depends
  on, the language too), and let the slider run in a fragment of its own that fills places (`st.empty`) with
  formulas and code: `activations/curve.py`. Elsewhere Streamlit sends equal messages only as their digest.
- `points(drag=key)` lets a hand take a point along its sweep, `drag="free"` anywhere; `panel(place=True)`
  hears clicks and taps. The callback `on_place` is told where the hand came to rest; `Number.nearest` makes
  a slider's value of it.
- What is played step by step has a slider of the picture's own: `picture(replay=live.replay(...))` and a
  sweep with the key "replay", in which `upto` lets a line grow; `head` puts a dot at its end.
- What is too large for every message stands under an address of its own, which browsers keep: `photo`.
- What does not fit into a sweep often does as the few numbers that a shape needs: `boundary` and `ground`
  draw a line, half-planes and a neuron's answer from w and b.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dlplay.ui.component import component, said
from dlplay.ui.live.arrays import Among, Coarse, Linear, Written, packed, sent, shades_of
from dlplay.ui.live.marks import (
    arrow,
    bars,
    boundary,
    ground,
    image,
    level,
    line,
    palette,
    photo,
    points,
    region,
    residuals,
    ring,
    segments,
    text,
    upright,
)
from dlplay.ui.live.picture import axis, panel, picture, reached, readout, replay, standing, sweep
from dlplay.ui.live.place import Place, read

__all__ = [
    "Among",
    "Coarse",
    "Linear",
    "Place",
    "Written",
    "arrow",
    "axis",
    "bars",
    "boundary",
    "ground",
    "image",
    "level",
    "line",
    "packed",
    "palette",
    "panel",
    "photo",
    "picture",
    "points",
    "reached",
    "readout",
    "region",
    "replay",
    "residuals",
    "ring",
    "segments",
    "sent",
    "shades_of",
    "show",
    "standing",
    "sweep",
    "text",
    "upright",
]

_component = component(
    "live_picture",
    Path(__file__).with_name("picture.js"),
    html='<div class="live" data-testid="live"></div>',
)


def show(picture: dict[str, Any], key: str, on_place: Callable[[Place], None] | None = None) -> None:
    """Draw a picture.

    Args:
        on_place: a callback, told where a panel was clicked or a point dragged to.
    """

    def told() -> None:
        if on_place and (place := read(said(key, "place"))):
            on_place(place)

    # as one text: Streamlit looks into each part of a dictionary for tables, and writes all of it twice
    _component(data={"picture": json.dumps(picture)}, key=key, height="content", on_place_change=told)

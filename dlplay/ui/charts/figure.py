"""A Plotly figure that is sent as it was written: plain dictionaries, neither built nor checked by Plotly.

Building and checking was 40 to 45 % of what a class of forty cost. `st.plotly_chart` wants a `BaseFigure`
and asks it for `to_dict()` alone. What Plotly would have found is found by the tests, which build every
chart once with `plotly.graph_objects.Figure`.
"""

import base64
import re
from collections.abc import Sequence
from functools import cache
from html import unescape
from typing import Any

import numpy as np
import plotly.io
from plotly.basedatatypes import BaseFigure

WHOLE, SINGLE, DOUBLE = "i4", "f4", "f8"  # the numbers that Plotly's browser side reads


class Figure(BaseFigure):
    """Traces, layout and frames in Plotly's own words; arrays may be numpy's.

    Args:
        data: the traces; one without a `type` is a scatter.
        layout: without a template it gets Streamlit's, whose colours the browser turns into the theme's.
        frames: what a replay shows, each `{"name": ..., "data": [...]}`.
    """

    def __init__(self, data: Sequence[dict], layout: dict, frames: Sequence[dict] = ()):
        # The attributes of BaseFigure are not made: they are what costs the time.
        object.__setattr__(self, "_spec", {"data": list(data), "layout": layout, "frames": list(frames)})

    def to_dict(self) -> dict[str, Any]:
        """The figure as the browser gets it."""
        spec = {name: _sent(part) for name, part in self._spec.items() if name != "frames" or part}
        spec["layout"].setdefault("template", _template())
        return spec

    def named(self) -> dict[str, Any]:
        """The heights of its lines and points by their names, of two with one name the first."""
        traces = [trace for trace in self._spec["data"] if trace.get("name")]
        return {_read(trace["name"]): trace["y"] for trace in reversed(traces)}


def packed(values: np.ndarray) -> dict[str, str]:
    """An array as Plotly's browser side reads it: typed, and a third of the size of its digits."""
    kind = values.dtype.str[1:]
    if values.dtype.kind in "iub":
        kind = WHOLE
    elif kind not in (SINGLE, DOUBLE):
        raise TypeError(f"an array of {values.dtype} holds no numbers")
    numbers = np.ascontiguousarray(values, dtype=f"<{kind}")
    spec = {"dtype": kind, "bdata": base64.b64encode(numbers.tobytes()).decode()}
    return spec | ({"shape": ", ".join(map(str, values.shape))} if values.ndim > 1 else {})


def _read(name: str) -> str:
    """What Plotly, which takes some HTML, makes of it."""
    return unescape(re.sub(r"<[^>]*>", " ", name))


def _sent(part: Any) -> Any:
    if isinstance(part, dict):
        return {name: _sent(one) for name, one in part.items()}
    if isinstance(part, list | tuple):
        return [_sent(one) for one in part]
    if isinstance(part, np.ndarray):
        return packed(part) if part.dtype.kind in "iubf" else part.tolist()
    return part.item() if isinstance(part, np.generic) else part


@cache
def _template() -> dict:
    return plotly.io.templates["streamlit"].to_plotly_json()

"""The pad: a canvas for mouse, pen or finger whose drawing outlives undo, page switches and reloads.

The canvas component forgets its drawing whenever it is mounted anew, and a restored drawing comes without a
picture until the next stroke. So the strokes are kept here, in the session and in the address bar, and the
picture is rendered from them when the browser has sent none. What is too long for an address, the tab keeps.
"""

from typing import Any

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit_drawable_canvas import CanvasResult, st_canvas

from dlplay.digits import canvas, link
from dlplay.ui import canvas_look, keepsake, late_strokes, metrics
from dlplay.ui.experiment import Experiment
from dlplay.ui.kept_drawing import SIZE, rendered
from dlplay.ui.language import t
from dlplay.ui.widget_values import expect

PAPER, INK = "#ffffff", "#14213d"  # the same in both themes: changing a colour would wipe the drawing
PEN = 150  # CSS pixels of the slider for its width: beside the buttons, on a phone too
# What is told of a picture below a drawing
FIT = {"naturalWidth", "naturalHeight", "scaleX", "scaleY", "offsetX", "offsetY"}


def _can_be_said(value: Any) -> bool:
    """Whether a canvas can say it, as the component reads it; what is drawn is looked at later."""
    if not isinstance(value, dict) or not isinstance(value.get("drawing") or {}, dict):
        return False
    fit = value.get("backgroundFit")
    return fit is None or (isinstance(fit, dict) and fit.keys() >= FIT)


class Pad:
    """The canvas bound to the field `field` (of kind `Strokes`) of an experiment, of a width and height."""

    def __init__(self, experiment: Experiment[Any], field: str, size: tuple[int, int] = (SIZE, SIZE)):
        self.experiment, self.field, self.size = experiment, field, size
        self._state = st.session_state.setdefault(
            f"{experiment.name}:pad",
            {"version": 0, "start": [], "objects": [], "word": "", "long": "", "tab": None},
        )

    @property
    def key(self) -> str:
        """Widget key of the canvas now mounted."""
        return f"{self.experiment.name}_canvas_{self._state['version']}"

    def row(self) -> DeltaGenerator:
        """The row in which the canvas is to stand; a phone leaves 48 pixels beside it."""
        return st.container(key=f"{self.experiment.name}_pad", horizontal=True, gap=None)

    def draw(self, pen_width: int) -> np.ndarray | None:
        """Show the canvas. Returns uint8 (height, width[, 4]), or None while it is empty."""
        self._take_word()
        if self.key not in st.session_state:
            self._state["start"] = self._state["objects"]
        expect(self.key, _can_be_said)
        result = st_canvas(
            stroke_width=pen_width,
            stroke_color=INK,
            background_color=PAPER,
            initial_drawing={"objects": self._state["start"]},
            width=self.size[0],
            height=self.size[1],
            return_image_data=True,
            key=self.key,
        )
        drawn = self._read(result)
        if self._state["objects"] and not self._state["word"]:
            st.warning(t("pad.no_link"), icon=":material/link_off:")
        with st.empty():
            self._keep_in_tab()
        return drawn

    def tools(self, empty: bool) -> None:
        """Undo, clear and the width of the pen; they stand outside of what a stroke runs."""
        undo, clear = f"{self.experiment.name}_undo", f"{self.experiment.name}_clear"
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            st.button(
                t("pad.undo"),
                icon=":material/undo:",
                on_click=self._undo,
                disabled=empty,
                key=undo,
            )
            st.button(
                t("pad.clear"),
                icon=":material/delete:",
                on_click=self.clear,
                disabled=empty,
                key=clear,
            )
            self.experiment.slide("pen", width=PEN)
            canvas_look.dress(f"{self.experiment.name}_pad", t("pad.name"), t("pad.drawn"))
            late_strokes.keep(f"{self.experiment.name}_pad", (undo, clear))

    def clear(self) -> None:
        """Take everything off it; in a callback."""
        self._restart()

    def _read(self, result: CanvasResult) -> np.ndarray | None:
        """The picture that the browser has sent; else, or if that is refused, one of the strokes kept."""
        try:
            objects = canvas.objects(result.json_data)
            if objects != self._state["objects"]:
                self._keep(objects)
            picture = (st.session_state[self.key].get("drawing") or {}).get("data")
            if picture is not None:
                return canvas.picture(picture)
        except ValueError:
            metrics.refused("drawing")
            st.warning(t("pad.refused", strokes=canvas.MOST_STROKES, points=f"{canvas.MOST_POINTS:,}"))
        return rendered(self._state["objects"], self.size)

    def _keep(self, objects: list[dict]) -> None:
        strokes = canvas.strokes(objects)
        word = link.encode(*strokes, max(self.size))
        long = "" if word else link.encode(*strokes, max(self.size), longest=link.LONGEST_KEPT)
        self._state |= {"objects": objects, "word": word, "long": long}
        self.experiment.set(**{self.field: word})

    def _keep_in_tab(self) -> None:
        """The tab keeps a drawing that no address can hold, and no other; at first it is asked for one.

        `tab` is what it keeps, None while that is not known.
        """
        long, tab = self._state["long"], self._state["tab"]
        untouched = tab is None and not self._state["objects"]
        if long or tab != "":
            self._state["tab"] = None if untouched else long
            keepsake.keepsake(self._name, long, not untouched, untouched, self._take_kept)

    @property
    def _name(self) -> str:
        return f"{self.experiment.name}.{self.field}"

    def _take_kept(self) -> None:
        """The drawing that the tab has kept comes back, unless there is another."""
        word = keepsake.told(self._name)
        if self._state["objects"] or not isinstance(word, str):
            return
        try:
            self._restart(_paths(*link.decode(word, max(self.size), link.LONGEST_KEPT)))
        except ValueError:
            metrics.refused("drawing")
            return

    def _take_word(self) -> None:
        """A new address brings its own drawing; the canvas starts again with it."""
        word = self.experiment.value(self.field)
        if word != self._state["word"]:
            self._restart(_paths(*link.decode(word, max(self.size))))
            self._state["word"] = word
            self.experiment.set(**{self.field: word})

    def _undo(self) -> None:
        self._restart(self._state["objects"][:-1])

    def _restart(self, objects: list[dict] | None = None) -> None:
        """Mount a fresh canvas: the component has no command that takes one stroke back."""
        self._state["version"] += 1
        self._keep(objects or [])


def _paths(strokes: list[np.ndarray], widths: list[float]) -> list[dict]:
    return [_path(*one) for one in zip(strokes, widths, strict=True)]


def _path(points: np.ndarray, pen_width: float) -> dict:
    """A stroke as the canvas's own JSON (fabric.js Path, placed by its centre)."""
    centre = ((points.min(0) + points.max(0)) / 2).tolist()
    return {
        "type": "Path",
        "path": [
            ["M" if i == 0 else "L", *point]
            for i, point in enumerate(points.tolist() * (1 + (len(points) == 1)))
        ],
        "originX": "center",
        "originY": "center",
        "left": centre[0],
        "top": centre[1],
        "fill": None,
        "stroke": INK,
        "strokeWidth": pen_width,
        "strokeLineCap": "round",
        "strokeLineJoin": "round",
    }

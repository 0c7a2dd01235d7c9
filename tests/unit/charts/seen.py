"""A chart as the browser gets it: a figure with its packed numbers as lists, markup as a tree."""

import base64
import json
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import numpy as np
import plotly.io
from streamlit.elements import plotly_chart  # noqa: F401  (brings the theme's template)

from dlplay.ui.charts.figure import Figure

MARKUP = '<i title="x">&'  # a name as people may write it: text, never markup
ALONE = {"img", "br", "hr", "input"}  # elements that are never closed


def sent(figure: Figure) -> dict[str, Any]:
    """Data, layout and frames without the template; what is no number among packed ones is None."""
    spec = _unpacked(json.loads(plotly.io.to_json(figure, validate=False)))
    del spec["layout"]["template"]
    return spec


def drawn(picture: Any) -> Any:
    """A picture that follows the hand, or a part of one, with its packed numbers as lists."""
    return _unpacked(json.loads(json.dumps(picture, allow_nan=False)))


def named(spec: dict[str, Any], name: str) -> dict[str, Any]:
    """The one trace of a name."""
    (trace,) = [one for one in spec["data"] if one.get("name") == name]
    return trace


def titles(spec: dict[str, Any]) -> tuple[str, str]:
    """What is written at the x axis and at the y axis."""
    return tuple(spec["layout"][f"{axis}axis"]["title"]["text"] for axis in "xy")


def markup(text: str) -> Element:
    """The tree of what st.html or a component gets; everything that is opened must be closed."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert len(reader.open) == 1, f"<{reader.open[-1].tag}> is not closed"
    return reader.open[0]


def marked(tree: Element, testid: str) -> Element:
    """The one element with this test id."""
    (element,) = tree.iterfind(f".//*[@data-testid='{testid}']")
    return element


def style(element: Element) -> dict[str, str]:
    """An element's style, property by property."""
    parts = (part.partition(":") for part in element.get("style", "").split(";") if part)
    return {name.strip(): value.strip() for name, _, value in parts}


def words(element: Element) -> str:
    """All text in an element."""
    return "".join(element.itertext())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("all")]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        made = ElementTree.SubElement(self.open[-1], tag, {name: value or "" for name, value in attributes})
        if tag not in ALONE:
            self.open.append(made)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        ElementTree.SubElement(self.open[-1], tag, {name: value or "" for name, value in attributes})

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        above = self.open[-1]
        if len(above):
            above[-1].tail = (above[-1].tail or "") + data
        else:
            above.text = (above.text or "") + data


def _unpacked(part: Any) -> Any:
    if isinstance(part, dict) and "bdata" in part:
        bits = part["dtype"] == "b1"
        numbers = np.frombuffer(base64.b64decode(part["bdata"]), "u1" if bits else f"<{part['dtype']}")
        shape = part.get("shape", [numbers.size])  # a list, or as Plotly writes it
        sides = [int(one) for one in (shape.split(",") if isinstance(shape, str) else shape)]
        if bits:
            numbers = np.unpackbits(numbers, count=int(np.prod(sides)), bitorder="little")
        return _known(numbers.reshape(sides).tolist())
    if isinstance(part, dict):
        return {name: _unpacked(one) for name, one in part.items()}
    return [_unpacked(one) for one in part] if isinstance(part, list) else part


def _known(numbers: Any) -> Any:
    if isinstance(numbers, list):
        return [_known(one) for one in numbers]
    return None if numbers != numbers else numbers

"""A drawing in SVG that changes in place and takes the page's colours; `st.html` would strip it."""

from pathlib import Path

from dlplay.ui.component import component

_picture = component("vector_picture", Path(__file__).with_name("vector_picture.js"))


def vector_picture(svg: str, key: str) -> None:
    """Show an `<svg>` in which every text from people is already escaped."""
    _picture(data={"svg": svg}, key=key, height="content")

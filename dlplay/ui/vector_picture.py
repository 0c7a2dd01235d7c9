"""A drawing in SVG that changes in place and takes the page's colours; `st.html` would strip it."""

import streamlit as st

CSS = """
svg { display: block; width: 100%; height: auto; color: var(--st-text-color); font-family: var(--st-font); }
text { fill: currentColor; }
"""
JS = """
export default function ({ parentElement, data }) {
  parentElement.querySelector(".picture").innerHTML = data.svg;
}
"""

_picture = st.components.v2.component(
    "dlplay_vector_picture", html='<div class="picture"></div>', css=CSS, js=JS
)


def vector_picture(svg: str, key: str) -> None:
    """Show an `<svg>` in which every text from people is already escaped."""
    _picture(data={"svg": svg}, key=key, height="content")

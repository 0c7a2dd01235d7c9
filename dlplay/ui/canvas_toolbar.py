"""Takes the canvas component's own toolbar away.

On a touch screen it is invisible but still lies over the upper right corner of the canvas, where it swallows
every stroke that begins there (a 5 ends there); with a mouse it covers the controls above.
It lives in the component's shadow root, which no style sheet of the page reaches.
"""

from pathlib import Path

from dlplay.ui.component import component

_hider = component("canvas_toolbar", Path(__file__).with_name("canvas_toolbar.js"))


def hide(container: str) -> None:
    """Hide it on every canvas in the container of this key."""
    _hider(data={"container": container}, key=f"{container}_toolbar", width="content", height="content")

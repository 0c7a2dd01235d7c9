"""How the canvas component looks, without its toolbar, as large as the page has room, dark on a dark page;
and what it is called for those who do not see it.

On a touch screen its toolbar is invisible but still lies over the upper right corner of the canvas, where it
swallows every stroke that begins there (a 5 ends there); with a mouse it covers the controls above.
All this lives in the component's shadow root, which no style sheet of the page reaches. What is drawn stays
as many pixels of dark ink on white, whatever the screen makes of it.
"""

from pathlib import Path

from dlplay.ui.component import component

_dresser = component("canvas_look", Path(__file__).with_name("canvas_look.js"))


def dress(container: str, name: str, drawn: str) -> None:
    """Every canvas in the container of this key; the page's style sheet says how wide it is, as `--pad`, and
    how high as a share of that, as `--pad-flat`.

    Args:
        name: what a screen reader calls it.
        drawn: what a picture of what was drawn there is called.
    """
    data = {"container": container, "name": name, "drawn": drawn}
    _dresser(data=data, key=f"{container}_look", width="content", height="content")

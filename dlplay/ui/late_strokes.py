"""Keeps the strokes that are drawn between a click on Undo or Clear and the server's answer."""

from collections.abc import Sequence
from pathlib import Path

from dlplay.ui.component import component

_keeper = component("late_strokes", Path(__file__).with_name("late_strokes.js"))


def keep(container: str, buttons: Sequence[str]) -> None:
    """Draw them again on the new canvas in the container of this key; `buttons` are the keys of the two."""
    _keeper(
        data={"container": container, "buttons": [*buttons]},
        key=f"{container}_late",
        width="content",
        height="content",
    )

"""Buttons that take a slider to marked values; the one where it stands is marked, also while it moves.

One element in place of many, and drawn where the slider is, so that the page need not be sent again when it
moves.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from dlplay.numbers import plain
from dlplay.ui.component import component, said

_buttons = component("marked_values", Path(__file__).with_name("marked_values.js"))


def marked_values(
    slider: str,
    label: str,
    values: Sequence[float],
    chosen: Callable[[float], None],
    disabled: bool = False,
) -> None:
    """Draw them.

    Args:
        slider: the key of its widget.
        label: what the values are, for those who hear the page.
        chosen: a callback, told which of the values was pressed.
        disabled: whether the slider stands fixed.
    """
    key = f"{slider}.marked"

    def pressed() -> None:
        place = said(key, "pressed")
        if isinstance(place, int) and 0 <= place < len(values):
            chosen(values[place])

    data = {"slider": slider, "label": label, "values": list(values), "words": [plain(one) for one in values]}
    _buttons(data=data | {"disabled": disabled}, key=key, height="content", on_pressed_change=pressed)

"""The "Copy link" button: the address bar is the experiment, so copying it shares what is on the screen."""

from pathlib import Path

from dlplay.ui.component import component
from dlplay.ui.language import t

_button = component("copy_link", Path(__file__).with_name("copy_link.js"))


def copy_link() -> None:
    """Draw the button."""
    _button(
        data={"copy": t("frame.copy_link"), "copied": t("frame.copied")},
        key="copy_link",
        width="content",
        height="content",
    )

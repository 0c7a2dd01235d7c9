"""The "Copy link" button: the address bar is the experiment, so copying it shares what is on the screen.

It is the one component that stands on every page, so it also tells the browser which language the page is in.
"""

from pathlib import Path

from dlplay.ui import language
from dlplay.ui.component import component
from dlplay.ui.language import t

_button = component("copy_link", Path(__file__).with_name("copy_link.js"))


def copy_link() -> None:
    """Draw the button."""
    _button(
        data={"copy": t("frame.copy_link"), "copied": t("frame.copied"), "language": language.current()},
        key="copy_link",
        width="content",
        height="content",
    )

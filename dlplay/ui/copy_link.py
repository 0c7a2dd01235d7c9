"""The "Copy link" button: the address bar is the experiment, so copying it shares what is on the screen.

Beside it a button that shows the same link as a QR code, large enough for the last row.

It is the one component that stands on every page, so it also tells the browser which language the page is in,
says in it what the framework says in English, and lets each picture of the page be saved.
"""

from functools import cache
from pathlib import Path

from dlplay import locale
from dlplay.ui import language
from dlplay.ui.component import component
from dlplay.ui.language import t
from dlplay.ui.take_home import paper

_button = component("copy_link", Path(__file__).with_name("copy_link.js"))


QR = ("open", "close", "print", "failed", "long", "near", "local", "network")  # words of its dialog


def copy_link() -> None:
    """Draw the buttons."""
    spoken = language.current()
    words = {"copy": t("frame.copy_link"), "copied": t("frame.copied")}
    saving = {"save": t("frame.picture_save"), "failed": t("frame.picture_failed")}
    pictures = {"words": saving, "paper": paper.colours()}
    code = {one: t(f"qr.{one}") for one in QR}
    data = {"language": spoken, "framework": framework(spoken), "pictures": pictures, "qr": code}
    _button(
        data=words | data,
        key="copy_link",
        width="content",
        height="content",
    )


@cache
def framework(spoken: str) -> dict[str, str]:
    """What is said in a language for the framework's own words, which the English catalogue repeats."""
    own, english = locale.catalogue(spoken), locale.catalogue("en")
    keys = [key for key in english if key.startswith("framework.")]
    return {english[key]: own[key] for key in keys if own[key] != english[key]}

"""The "Copy link" button: the address bar is the experiment, so copying it shares what is on the screen.

Beside it a button that shows the same link as a QR code, large enough for the last row; there a teacher also
chooses what the link fixes, hides and offers of the page (`dlplay/ui/guidance.py`).

It is the one component that stands on every page, so it also tells the browser which language the page is in,
says in it what the framework says in English, and lets each picture of the page be saved.
"""

from functools import cache
from pathlib import Path
from typing import Any

from dlplay import locale
from dlplay.classroom.rooms_keys import Keys
from dlplay.ui import class_seat, language
from dlplay.ui.component import component
from dlplay.ui.language import t
from dlplay.ui.settings import Settings
from dlplay.ui.take_home import paper
from dlplay.ui.titles import titles, views

_button = component("copy_link", Path(__file__).with_name("copy_link.js"))


QR = ("open", "close", "print", "failed", "long", "near", "local", "network")  # words of its dialog
CLASS = ("head", "note", "language", "large", "views", "controls", "none", "free", "lock", "hide")


def copy_link(page: str = "", settings: type[Settings] | None = None) -> None:
    """Draw the buttons.

    Args:
        page, settings: its name and its settings, where a link can guide through them.
    """
    spoken = language.current()
    words = {"copy": t("frame.copy_link"), "copied": t("frame.copied")}
    saving = {"save": t("frame.picture_save"), "failed": t("frame.picture_failed")}
    pictures = {"words": saving, "paper": paper.colours()}
    code = {one: t(f"qr.{one}") for one in QR} | {"room": _room()}
    data = {"language": spoken, "framework": framework(spoken), "pictures": pictures, "qr": code}
    if settings:
        data["page"] = _page(page, settings, spoken)
    _button(data=words | data, key="copy_link", width="content", height="content")


def _room() -> str:
    """For a teacher with a room: its code, which is shorter than any link."""
    held = class_seat.place()
    if not isinstance(held, Keys):
        return ""
    return t("qr.room", code=held.code, bring=t("class.bar_bring"), board=t("class.title"))


def _page(name: str, settings: type[Settings], spoken: str) -> dict[str, Any]:
    """What a link can say of a page, in a language."""
    return {
        "name": name,
        "titles": titles(name, settings),
        "views": views(name, settings),
        "languages": locale.LANGUAGES,
        "language": spoken,
        "words": {one: t(f"for_class.{one}") for one in CLASS},
    }


@cache
def framework(spoken: str) -> dict[str, str]:
    """What is said in a language for the framework's own words, which the English catalogue repeats."""
    own, english = locale.catalogue(spoken), locale.catalogue("en")
    keys = [key for key in english if key.startswith("framework.")]
    return {english[key]: own[key] for key in keys if own[key] != english[key]}

"""A page's settings in words: what their controls are called and where they stand."""

from dataclasses import Field, fields
from typing import Any

from dlplay import locale
from dlplay.ui import language
from dlplay.ui.settings import Settings, kind_of
from dlplay.ui.titles import VIEW, table, title

LONGEST = 120  # characters of a value: of a drawing in a link the beginning says nothing more


def told(page: str, settings: Settings) -> list[tuple[str, str]]:
    """Label and value of the view, and of each setting that does not stand as at the start."""
    shown = [(one, getattr(settings, one.name)) for one in fields(settings)]
    return [
        (title(page, one), _value(page, one, value))
        for one, value in shown
        if one.name == VIEW or value != one.default
    ]


def _value(page: str, one: Field[Any], value: Any) -> str:
    words = locale.catalogue(language.current())
    names = value if isinstance(value, tuple) else (value,)
    keys = [f"{table(page, one)}.{one.name}_{name}" for name in names]
    if keys and all(key in words for key in keys):
        return ", ".join(words[key] for key in keys)
    written = kind_of(one).write(value)
    return written if len(written) <= LONGEST else f"{written[:LONGEST]}…"

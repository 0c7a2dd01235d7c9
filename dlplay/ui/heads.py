"""The heads of a table to take home, in the visit's language; in English they are the columns' own names."""

from collections.abc import Iterable, Mapping

from dlplay import locale
from dlplay.ui import language


def headed(page: str, columns: Mapping[str, Iterable]) -> dict[str, Iterable]:
    """The columns under their heads: as the page's own table says, else as it calls the setting of that name.

    What the catalogue has no word for, as `x1`, stays.
    """
    return {head(page, name): column for name, column in columns.items()}


def head(page: str, name: str) -> str:
    spoken = language.current()
    if spoken == "en":
        return name
    words = locale.catalogue(spoken)
    keys = (f"{page}.column_{name}", f"table.{name}", f"{page}.{name}")
    return next((words[key] for key in keys if key in words), name)

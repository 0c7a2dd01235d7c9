"""What people call a page's settings."""

from dataclasses import Field, fields
from typing import Any

from dlplay import locale
from dlplay.ui import language
from dlplay.ui.language import t
from dlplay.ui.settings import Choice, Settings, kind_of

VIEW = "view"


def table(page: str, one: Field[Any]) -> str:
    """The table of the catalogue that names a setting and its options."""
    return one.metadata["words"] or page


def title(page: str, one: Field[Any]) -> str:
    """The label of a setting's control, or a name of its own where that says less."""
    own = f"{table(page, one)}.setting_{one.name}"
    return t(own) if own in locale.catalogue(language.current()) else t(f"{table(page, one)}.{one.name}")


def titles(page: str, cls: type[Settings]) -> dict[str, str]:
    """Those of all settings of a page but its view."""
    return {one.name: title(page, one) for one in fields(cls) if one.name != VIEW}


def views(page: str, cls: type[Settings]) -> dict[str, str]:
    """The names of a page's views by their keys."""
    kinds = [kind_of(one) for one in fields(cls) if one.name == VIEW]
    options = [option for kind in kinds if isinstance(kind, Choice) for option in kind.options]
    return {option: t(f"{page}.{VIEW}_{option}") for option in options}

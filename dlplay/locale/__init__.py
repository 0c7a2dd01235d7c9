"""The words of every page, in English and Chinese.

`en.toml` and `zh.toml` hold the same keys with the same placeholders (a test compares them);
longer texts are Markdown files in `en/` and `zh/`. A key is the dotted path of a TOML table.
"""

import tomllib
from functools import cache
from pathlib import Path

LANGUAGES = {"en": "English", "zh": "中文"}
FOLDER = Path(__file__).parent


@cache
def catalogue(language: str) -> dict[str, str]:
    """All texts of a language, by dotted key."""
    with (FOLDER / f"{language}.toml").open("rb") as file:
        return dict(_flatten(tomllib.load(file)))


def t(key: str, language: str, **values: object) -> str:
    """The text under `key`, with `{name}` filled from `values`. An unknown key raises KeyError."""
    text = catalogue(language)[key]
    return text.format(**values) if values else text


@cache
def long_text(name: str, language: str) -> str:
    """The Markdown text `<language>/<name>.md`."""
    return (FOLDER / language / f"{name}.md").read_text(encoding="utf-8")


def _flatten(table: dict, prefix: str = ""):
    for name, entry in table.items():
        if isinstance(entry, dict):
            yield from _flatten(entry, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", entry

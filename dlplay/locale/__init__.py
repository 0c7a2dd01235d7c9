"""The words of every page, in English and Chinese.

The folders `en` and `zh` hold the same keys with the same placeholders (a test compares them): a TOML file a
page, `frame.toml` for what all pages share, and Markdown files for longer texts. A key is the dotted path of
a TOML table.
"""

import json
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = {"en": "English", "zh": "中文"}
FOLDER = Path(__file__).parent
ANSWERS = FOLDER / "answers.json"  # written by `python -m dlplay.answers`


@cache
def catalogue(language: str) -> dict[str, str]:
    """All texts of a language, by dotted key."""
    texts: dict[str, str] = {}
    for path in sorted((FOLDER / language).glob("*.toml")):
        texts |= _flatten(tomllib.loads(path.read_text(encoding="utf-8")))
    return texts


def t(key: str, language: str, **values: object) -> str:
    """The text under `key`, with `{name}` filled from `values`. An unknown key raises KeyError."""
    text = catalogue(language)[key]
    return text.format(**values) if values else text


@cache
def long_text(name: str, language: str) -> str:
    """The Markdown text `<language>/<name>.md`."""
    return (FOLDER / language / f"{name}.md").read_text(encoding="utf-8")


def answers(page: str, language: str) -> dict[str, str]:
    """The numbers that the answers to a page's "Try this" name; nothing where they need none."""
    return _answers().get(page, {}).get(language, {})


@cache
def _answers() -> dict[str, dict[str, dict[str, str]]]:
    return json.loads(ANSWERS.read_text(encoding="utf-8"))


def _flatten(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, entry in table.items():
        if isinstance(entry, dict):
            yield from _flatten(entry, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", entry

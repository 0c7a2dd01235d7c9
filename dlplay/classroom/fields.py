"""The fields of a table in a lesson's file, each asked for by name and checked as it is taken.

What is wrong is noted with its line and field, and a harmless value goes on in its place, so that one reading
finds everything that there is to put right.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from dlplay.classroom.lesson import LANGUAGES, NONE, Words
from dlplay.classroom.lines import Lines, Path


class Problem(NamedTuple):
    """One thing that is wrong in a file."""

    line: int
    field: str  # as in "step 2, option 1, belief"; empty for the file as a whole
    kind: str  # which sentence says what it is
    values: Mapping[str, Any]  # what that sentence names


@dataclass
class Fields:
    """One table; `problems` is shared by all tables of a file."""

    given: Mapping[str, Any]
    path: Path
    lines: Lines
    problems: list[Problem]
    taken: set[str] = field(default_factory=set)

    @property
    def names(self) -> list[str]:
        return list(self.given)

    def has(self, name: str) -> bool:
        return name in self.given

    def complain(self, path: Path, kind: str, **values: object) -> None:
        """Note what is wrong with a field below this table."""
        full = (*self.path, *path)
        self.problems.append(Problem(self.lines.of(full), _spoken(full), kind, values))

    def text(self, name: str, longest: int, form: re.Pattern[str] | None = None, needed: bool = True) -> str:
        value = self._take(name, str, "text", needed)
        if value is None:
            return ""
        if len(value) > longest:
            self.complain((name,), "long", most=longest)
            return value[:longest]
        if form is not None and not form.fullmatch(value):
            self.complain((name,), "key")
        return value

    def flag(self, name: str) -> bool:
        return bool(self._take(name, bool, "flag", needed=False))

    def number(self, name: str, low: float = -1e9, high: float = 1e9, needed: bool = True) -> float:
        value = self._take(name, (int, float), "number", needed)
        if value is None:
            return low if needed and low > -1e9 else 0.0
        if not low <= value <= high:  # as NaN is not, nor an integer that no float holds
            self.complain((name,), "outside", low=low, high=high)
            return low
        return value

    def pair(self, name: str) -> tuple[float, float]:
        value = self._take(name, list, "pair", needed=True)
        if value is None:
            return 0.0, 1.0
        if len(value) != 2 or not all(type(one) in (int, float) and abs(one) <= 1e9 for one in value):
            self.complain((name,), "pair")
            return 0.0, 1.0
        return float(value[0]), float(value[1])

    def words(self, name: str, longest: int, needed: bool = True) -> Words:
        """A text by language."""
        table = self.table(name)
        if table is None:
            if needed and name not in self.given:
                self.complain((name,), "missing")
            return NONE
        found = table.own_words(longest)
        table.nothing_else()
        return found

    def own_words(self, longest: int) -> Words:
        """The texts by language that stand in this table itself."""
        texts = {one: self.text(one, longest, needed=False) for one in LANGUAGES if one in self.given}
        if not any(texts.values()):
            self.complain((), "no_language")
        return Words(texts)

    def table(self, name: str) -> "Fields | None":
        value = self._take(name, dict, "table", needed=False)
        return None if value is None else self._below(value, name)

    def tables(self, name: str, least: int, most: int) -> "list[Fields]":
        value = self._take(name, list, "tables", needed=True)
        if value is None:
            return []
        if not all(isinstance(one, dict) for one in value):
            self.complain((name,), "tables")
            return []
        if not least <= len(value) <= most:
            self.complain((name,), "count", least=least, most=most)
        return [self._below(one, name, place) for place, one in enumerate(value[:most])]

    def nothing_else(self) -> None:
        """Note each name that nobody has asked for: it is misspelt, or stands in the wrong place."""
        for name in self.given:
            if name not in self.taken:
                self.complain((name,), "unknown")

    def _below(self, given: Mapping[str, Any], *path: str | int) -> "Fields":
        return Fields(given, (*self.path, *path), self.lines, self.problems)

    def _take(self, name: str, sort: Any, kind: str, needed: bool) -> Any:
        self.taken.add(name)
        if name not in self.given:
            if needed:
                self.complain((name,), "missing")
            return None
        value = self.given[name]
        if not isinstance(value, sort) or (isinstance(value, bool) and sort is not bool):
            self.complain((name,), kind)
            return None
        return value


def _spoken(path: Path) -> str:
    """step.2.option.1.belief, tables counted from 1 as people do."""
    return ".".join(str(part + 1) if isinstance(part, int) else part[:40] for part in path)

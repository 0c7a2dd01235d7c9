"""Where in a TOML text a table or a key stands, so that a message can name the line.

The standard library's reader keeps no places. This walks over the lines of a text that it has accepted; of
inline tables and arrays it knows the line on which they begin.
"""

import re
import tomllib
from collections.abc import Iterator

Path = tuple[str | int, ...]  # ("step", 2, "option", 0, "belief", "en")

HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]")
KEY = re.compile(r"""\s*((?:[\w-]+|"[^"\n]*"|'[^'\n]*')(?:\s*\.\s*(?:[\w-]+|"[^"\n]*"|'[^'\n]*'))*)\s*=""")
PART = re.compile(r"""[\w-]+|"[^"\n]*"|'[^'\n]*'""")
FENCES = ('"""', "'''")


class Lines:
    """The lines of one text, by path; lines count from 1."""

    def __init__(self, text: str):
        self._lines: dict[Path, int] = {}
        counts: dict[Path, int] = {}
        table: Path = ()
        for number, line in _outside_long_strings(text):
            if header := HEADER.match(line):
                table = self._opened(_parts(header[2]), header[1] == "[[", counts)
                self._note(table, number)
            elif key := KEY.match(line):
                self._note((*table, *_parts(key[1])), number)

    def of(self, path: Path) -> int:
        """The line of a path; of what stands nowhere, that of the table around it."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def _opened(self, names: list[str], anew: bool, counts: dict[Path, int]) -> Path:
        """The path of a table whose header is written as these names."""
        path: Path = ()
        for place, name in enumerate(names):
            path = (*path, name)
            if anew and place == len(names) - 1:
                counts[path] = counts.get(path, -1) + 1
            if path in counts:
                path = (*path, counts[path])
        return path

    def _note(self, path: Path, number: int) -> None:
        for end in range(1, len(path) + 1):
            self._lines.setdefault(path[:end], number)


def broken_at(error: tomllib.TOMLDecodeError) -> int:
    """The line in the message of a text that is no TOML; 0 for its end."""
    found = re.search(r"line (\d+)", str(error))
    return int(found[1]) if found else 0


def _parts(names: str) -> list[str]:
    return [part.strip("\"'") for part in PART.findall(names)]


def _outside_long_strings(text: str) -> Iterator[tuple[int, str]]:
    """Each line that does not begin within a string of several lines, and its number."""
    fence = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not fence:
            yield number, line
        rest = line
        while found := [one for one in ((fence,) if fence else FENCES) if one in rest]:
            first = min(found, key=rest.index)
            rest = rest[rest.index(first) + 3 :]
            fence = "" if fence else first

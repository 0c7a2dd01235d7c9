"""A text, a link above all, as a QR code (ISO/IEC 18004) that a camera reads from a projector or from paper.

Always black on white with the quiet zone of four modules that the standard asks for, in a dark theme too:
many cameras read no inverted code. The smallest code that holds the text, since larger modules are read from
further away, with the most error correction that it has room for.
"""

from functools import lru_cache
from html import escape

import segno

MOST = 2953  # bytes that the largest code holds: version 40 with correction of level L, ISO/IEC 18004 table 7
FAR = 300  # bytes whose code has at most 61 x 61 modules: readable in the last row of a classroom
QUIET = 4  # modules of white around it


def size(text: str) -> int:
    """Bytes of a text, which decide how large its code is."""
    return len(text.encode())


@lru_cache(maxsize=256)  # the same link for a whole class
def svg(text: str, name: str = "") -> str:
    """The code as SVG without a width or height: it fills what it stands in.

    Args:
        text: from 1 to `MOST` bytes in UTF-8.
        name: says what it is to those who do not see it; as it stands, never as markup.

    Raises:
        ValueError: for no text, and for one that is longer.
    """
    if not 0 < size(text) <= MOST:
        raise ValueError(f"text: has {size(text)} bytes, must have 1 to {MOST}")
    code = segno.make_qr(text, error="l", boost_error=True)
    side = code.symbol_size(border=0)[0] + 2 * QUIET
    modules = "".join(
        f"M{column + QUIET} {row + QUIET}h{length}v1h-{length}z"
        for row, cells in enumerate(code.matrix)
        for column, length in _runs(cells)
    )
    label = f' role="img" aria-label="{escape(name)}"' if name else ""
    box = f'viewBox="0 0 {side} {side}" shape-rendering="crispEdges"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {box}{label}>'
        f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/><path fill="#000" d="{modules}"/></svg>'
    )


def _runs(cells: bytearray) -> list[tuple[int, int]]:
    """Where black modules of a row begin, and how many stand side by side."""
    runs: list[tuple[int, int]] = []
    for column, black in enumerate(cells):
        if black and column and cells[column - 1]:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif black:
            runs.append((column, 1))
    return runs

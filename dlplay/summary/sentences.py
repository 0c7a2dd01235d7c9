"""A text cut into sentences, English and Chinese, by rules that can be told in a minute.

A sentence ends behind 。！？ or, where white space follows, behind . ! ? … with the quotes and brackets
that close there; and at an empty line.  It does not end behind an abbreviation ("Dr.") or an initial ("J.
S. Bach"), inside a number (3.14), where the next word is small ("No!" said she), nor behind ！” or ？” in
Chinese (“好！”他说).  It errs at "Look at the letter U. It is round."
"""

import re
from typing import NamedTuple

CLOSING = "\"'”’」』）)\\]》"
END = re.compile(
    rf"(?P<wide>[。！？]+…*(?P<wide_closed>[{CLOSING}]*))"
    rf"|[.!?…؟۔]+[{CLOSING}]*(?=\s|$)"
    r"|(?P<empty>\n\s*\n)"
)
# behind them the sentence goes on; "etc." and "a.m." may end one
NEVER = {"mr", "mrs", "ms", "dr", "prof", "st", "vs", "fig", "no", "vol", "pp", "cf", "approx", "e.g", "i.e"}
NEVER |= {"jr", "sr", "gen", "capt", "rev"}
INITIAL = re.compile(r"(?:^|[\s.(])[A-Z]$")
LAST_WORD = re.compile(r"[^\s(\"“]*$")


class Sentence(NamedTuple):
    """A sentence and where it stands: text[start:end], without white space around it."""

    text: str
    start: int
    end: int


def split(text: str) -> list[Sentence]:
    """The sentences of a text, in order; a piece without a letter or digit belongs to the one before it."""
    found: list[Sentence] = []
    start = 0
    for end in [*_ends(text), len(text)]:
        piece = text[start:end]
        first, last = start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
        start = end
        if any(map(str.isalnum, piece)):
            found.append(Sentence(text[first:last], first, last))
        elif found and last > first:
            before = found.pop()
            found.append(Sentence(text[before.start : last], before.start, last))
    return found


def _ends(text: str) -> list[int]:
    return [one.end() for one in END.finditer(text) if _is_end(text, one)]


def _is_end(text: str, found: re.Match[str]) -> bool:
    if found["empty"]:
        return True
    if found["wide"]:
        return not (found["wide_closed"] and found[0][0] in "！？")
    following = text[found.end() : found.end() + 20].lstrip()  # of an unbounded gap nothing depends
    if following[:1].islower():
        return False
    if found[0] != ".":
        return True
    before = text[max(0, found.start() - 20) : found.start()]
    word = LAST_WORD.search(before)
    return not (INITIAL.search(before) or (word and word[0].lower() in NEVER))

"""The text in a file of unknown encoding: by its own mark, else by what fits, and whether that is a guess."""

import codecs
import re
import unicodedata
from typing import NamedTuple

from dlplay.files import detection

# codec -> as people know it; each is the widest of its family, so that its older brothers are read as well
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    **detection.CANDIDATES,
}
MARKS = (  # the longest first: the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
LOST = "\ufffd"
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
MOST_CONTROL = 0.001  # of the characters of a text; pictures and programs have more
SPOILT_CONTROL = 3  # so many are damage, however short the text is, but for UTF-16
MOST_ZEROS = 0.01  # of the bytes of a text that is no UTF-16
MOST_LOST = 0.05  # of a text in an encoding that was guessed
MOST_STRANGE = 0.02  # of the different characters of a UTF-16 text: none that Unicode has not given out
SPOILT = 3  # so many whole characters beyond ASCII make one broken character a spoilt place in UTF-8


class NotText(ValueError):
    """A file that holds no text."""


class Decoded(NamedTuple):
    """A file's text."""

    text: str  # line ends are "\n"
    encoding: str  # a codec; of `ENCODINGS` unless the file has a mark
    guessed: bool  # whether another encoding is as possible, so that the text may be wrong
    replaced: int  # characters that could not be read; "\ufffd" stands in their place


def decode(data: bytes, encoding: str | None = None, cut: bool = False) -> Decoded:
    """The text of a file, in the encoding that is asked for, or in the one that fits.

    That is: by the file's byte order mark, if it has one; UTF-16 where zeros say so; UTF-8, if it is, up to a
    few spoilt places; else the likeliest of `detection.CANDIDATES`.

    Args:
        cut: whether the file goes on beyond these bytes, so that half a character at their end is none lost.

    Raises:
        NotText: for a file that holds no text.
    """
    for mark, marked in MARKS:
        if encoding in (None, marked) and data.startswith(mark):
            return _read(data.removeprefix(mark), marked, cut)
    if encoding is not None:
        return _read(data, encoding, cut)
    full = data.count(0) > MOST_ZEROS * len(data)
    if full or (b"\0" in data and not _is_utf_8(data)):
        try:
            return _read(data, _utf_16(data), cut)._replace(guessed=True)
        except NotText:
            if full:
                raise
    if _is_utf_8(data):
        return _read(data, "utf-8", cut)
    found = _read(data, detection.likeliest(data.replace(b"\0", b"")), cut)
    if found.replaced > MOST_LOST * len(found.text):
        raise NotText(f"data must be text, got {len(data)} bytes that no known encoding allows")
    return found._replace(guessed=True)


def _read(data: bytes, encoding: str, cut: bool) -> Decoded:
    text = codecs.getincrementaldecoder(encoding)("replace").decode(data, final=not cut)
    meant = LOST.encode(encoding, "ignore")  # some files hold it themselves
    replaced = text.count(LOST) + text.count("\0") - (data.count(meant) if meant else 0)
    few = 0 if encoding.startswith("utf-16") else SPOILT_CONTROL
    if len(CONTROL.findall(text)) > max(few, MOST_CONTROL * len(text)):
        raise NotText(f"data must be text, got {len(data)} bytes with control characters among them")
    text = text.replace("\0", LOST).replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(text, encoding, False, max(replaced, 0))


def _is_utf_8(data: bytes) -> bool:
    """Whether it is UTF-8, perhaps with spoilt places: a cut at the end, a damaged byte."""
    text = data.decode("utf-8", "replace")
    lost = text.count(LOST) - data.count(LOST.encode())
    whole = sum(character > "\x7f" for character in text) - lost
    return not lost or lost * SPOILT <= whole or (not whole and detection.strays(data) == lost)


def _utf_16(data: bytes) -> str:
    """Which half of each pair is the high byte: a script fills a few pages, and any place in them."""
    low, high = set(data[::2]), set(data[1::2])
    encoding = "utf-16-le" if len(high) < len(low) else "utf-16-be"
    different = set(data.decode(encoding, "replace"))
    strange = sum(unicodedata.category(one) in ("Cn", "Co", "Cs") or one == LOST for one in different)
    if strange > max(1, MOST_STRANGE * len(different)):
        raise NotText(f"data must be text, got {len(data)} bytes with zeros among them")
    return encoding

"""The text in a file of unknown encoding: by its own mark, else by what fits, and whether that is a guess."""

import codecs
import re
from typing import NamedTuple

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
HIGH_BYTES = re.compile(rb"[\x80-\xff]+")
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
MOST_CONTROL = 0.001  # of the characters of a text; pictures and programs have more


class Decoded(NamedTuple):
    """A file's text."""

    text: str  # line ends are "\n"
    encoding: str
    guessed: bool  # whether another encoding is as possible, so that the text may be wrong


def decode(data: bytes) -> Decoded:
    """The text of a file.

    By its byte order mark, if it has one; else as UTF-8, if it is; else guessed: GB 18030 where bytes beyond
    ASCII come in pairs, as in Chinese, and Windows-1252 where most stand alone, as in European languages.

    Raises:
        ValueError: for a file that holds no text.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding, guessed=False)
    if b"\0" in data:
        raise ValueError(f"data must be text, got {len(data)} bytes with zeros among them")
    try:
        return _decoded(data, "utf-8", guessed=False)
    except UnicodeDecodeError:
        pass
    runs = [len(run) for run in HIGH_BYTES.findall(data)]
    paired = sum(length % 2 == 0 for length in runs) > len(runs) / 2
    for encoding in ("gb18030", "windows-1252") if paired else ("windows-1252", "gb18030"):
        try:
            return _decoded(data, encoding, guessed=True)
        except UnicodeDecodeError:
            continue
    raise ValueError(f"data must be text, got {len(data)} bytes that no known encoding allows")


def _decoded(data: bytes, encoding: str, guessed: bool) -> Decoded:
    text = data.decode(encoding)
    if len(CONTROL.findall(text)) > MOST_CONTROL * len(text):
        raise ValueError(f"data must be text, got {len(data)} bytes with control characters among them")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(text, encoding.removesuffix("-sig"), guessed)

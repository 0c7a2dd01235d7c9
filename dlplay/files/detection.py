"""Which encoding a text without a mark was written in, as far as its bytes tell.

chardet knows from the statistics of languages. In a few words, as in a spreadsheet's head, they say little;
there it also counts whether the characters are common, and whether scripts or symbols are mixed into a word.
"""

import re
from collections.abc import Iterator

import chardet

CANDIDATES = {
    "gb18030": "GBK / GB 18030",
    "big5hkscs": "Big5",
    "cp932": "Shift-JIS",
    "euc_jis_2004": "EUC-JP",
    "cp949": "EUC-KR",
    "cp1252": "Windows-1252 (Latin-1)",
    "cp1250": "Windows-1250",
    "iso8859-2": "ISO 8859-2 (Latin-2)",
    "cp1251": "Windows-1251",
    "koi8-r": "KOI8-R",
    "koi8-u": "KOI8-U",
    "cp866": "DOS 866",
    "iso8859-5": "ISO 8859-5",
    "cp1253": "Windows-1253",
    "iso8859-7": "ISO 8859-7",
    "cp1254": "Windows-1254",
    "cp1255": "Windows-1255",
    "cp1256": "Windows-1256",
    "cp1257": "Windows-1257",
    "cp1258": "Windows-1258",
    "cp874": "Windows-874",
}
UNSURE = 0.1  # a confidence below which the characters themselves are looked at
FREQUENT = {"gb18030": 2.0, "cp1252": 2.0}  # how much likelier than others before anything is read
FEW = 200  # bytes of words beyond ASCII, each counted once, that say little by themselves
PIECE, PIECES = 500, 40  # bytes; so that a spoilt place spoils the verdict on its piece alone
KANA = (0xA4, 0xA5)
# encoding -> an older one whose rows are sorted by frequency, and the rows of its common characters
COMMON: dict[str, tuple[str, set[int]]] = {
    "gb18030": ("gb2312", set(range(0xB0, 0xD8))),
    "big5hkscs": ("big5", set(range(0xA4, 0xC7))),
    "cp932": ("euc_jp", {*KANA, *range(0xB0, 0xD0)}),
    "euc_jis_2004": ("euc_jp", {*KANA, *range(0xB0, 0xD0)}),
    "cp949": ("euc_kr", set(range(0xB0, 0xC9))),
}
BETWEEN = re.compile(rb"[\t\r\n,; ]+")
LATIN, SYMBOLS, OTHER = (
    "[A-Za-z]",
    r"(?![’‘–—·\xad])[\x80-\xbf\xd7\xf7\u2000-\u2bff\ufffd]",
    "[\u0370-\u0e7f]",
)
ODD = re.compile(rf"{LATIN}{OTHER}|{OTHER}{LATIN}|{LATIN}{SYMBOLS}{LATIN}|\w(?:{SYMBOLS}){{2,}}\S")
STRAY = re.compile(f"(?<={LATIN}){SYMBOLS}(?={LATIN})|[\ufffdþÿ]")


def likeliest(data: bytes) -> str:
    """One of `CANDIDATES`, for bytes that are no UTF-8."""
    words = {word for word in BETWEEN.split(data) if not word.isascii()}
    if sum(map(len, words)) < FEW:
        data = b"\n".join(sorted(words))
    scores = dict.fromkeys(CANDIDATES, 0.0)
    pieces = list(_pieces(data))
    for piece in pieces:
        for one in chardet.detect_all(
            piece, ignore_threshold=True, include_encodings=CANDIDATES, compat_names=False
        ):
            if (name := str(one["encoding"])) in scores:  # else it is the answer to bytes that fit none
                scores[name] += one["confidence"] / len(pieces)
    if max(scores.values()) < UNSURE:
        scores = {name: score * _plausible(data, name) for name, score in scores.items()}
    best = max(scores, key=scores.__getitem__) if any(scores.values()) else "cp1252"
    seen = b"".join(pieces)
    text = seen.decode(best, "replace")
    return next(
        name for name in CANDIDATES if seen.decode(name, "replace") == text
    )  # the usual one, if as good


def strays(data: bytes) -> int:
    """How many of the bytes beyond ASCII are no character of a text in Latin letters either."""
    return len(STRAY.findall(data.decode("cp1252", "replace")))


def _pieces(data: bytes) -> Iterator[bytes]:
    """Whole lines in pieces, those that hold more than ASCII."""
    piece, count = b"", 0
    for line in data.splitlines(keepends=True):
        piece += line if len(line) < PIECE or not piece else b""
        if len(piece) >= PIECE and not piece.isascii():
            yield piece
            piece, count = b"", count + 1
            if count == PIECES:
                return
    if not piece.isascii():
        yield piece


def _plausible(data: bytes, encoding: str) -> float:
    text = data.decode(encoding, "replace")
    share = _common(text, *COMMON[encoding]) ** 4 if encoding in COMMON else 1.0
    return share * FREQUENT.get(encoding, 1.0) / (100 if ODD.search(text) else 1)


def _common(text: str, older: str, rows: set[int]) -> float:
    """The share of common characters among the different letters beyond ASCII."""
    letters = {one for one in text if one > "\x7f" and one.isalpha()}
    common = [one for one in letters if (one.encode(older, "ignore") or b"\0")[0] in rows]
    return len(common) / len(letters) if letters else 1.0

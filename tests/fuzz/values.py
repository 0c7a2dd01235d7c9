"""Inputs as nobody of good will sends them: wild texts, wild JSON, files that were damaged."""

import math
import re
import struct
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

PLAIN = st.characters(exclude_categories=["Cs"])  # what a protobuf, an address or a file can hold
NASTY = (
    *("", " ", "\0", "\r\n", "0", "-0", "nan", "-inf", "1e400", "1e-400", "0x10", "1_000", "٣", "½", "０"),
    *("None", "null", "true", "[]", "{}", "{0}", "%s", "${x}", "{{x}}", "\\", "'", '"', "$", "$$", "~", "."),
    *("<script>alert(1)</script>", "[x](javascript:x)", "../../etc/passwd", "'; DROP TABLE rooms;--"),
    *(
        "\u202e",
        "\u200b",
        "\ufeff",
        "\ufffd",
        "e" + "\u0301" * 50,
        "👩‍👩‍👧‍👦",
        "Ⅷ",
        "ß",
        "İ",
        "﷽",
        "学习率",
        "ไม่",
    ),
    *("9" * 5000, "1_" * 500, "a" * 100_000, "学" * 20_000, "\n" * 10_000, "." * 3000, "_" * 3000),
    *("[" * 5000, "0_" * 3000, "A" * 1400, "-_" * 700),
)
NUMBERS = (
    *(0, -1, 1, 2, 9, 10, 27, 28, 255, 256, 2**31, -(2**31), 2**53, 2**63, 10**400),
    *(0.0, -0.0, 0.5, -1.5, 1e-320, 1e300, -1e300, math.inf, -math.inf, math.nan),
)
WORDS = ("", "x", "y", "panel", "mark", "value", "name", "run", "step", "cell", "number", "series", "there")

TEXTS = st.one_of(
    st.sampled_from(NASTY), st.text(PLAIN, max_size=60), st.text("0123456789.-_~eE", max_size=30)
)
NUMBER = st.one_of(st.sampled_from(NUMBERS), st.integers(-20, 300), st.floats())
# From a browser's JSON comes half a character as well
SCALARS = st.one_of(
    st.none(), st.booleans(), NUMBER, st.text(max_size=20), st.sampled_from(("\ud800", *WORDS))
)


def json_values(words: Sequence[str] = WORDS, leaves: int = 8) -> st.SearchStrategy[Any]:
    """Whatever JSON can be, with names that the house uses among its own."""
    names = st.one_of(st.sampled_from(tuple(words)), st.text(max_size=5))
    nested = st.recursive(
        SCALARS,
        lambda inner: st.one_of(
            st.lists(inner, max_size=4),
            st.dictionaries(names, inner, max_size=4),
            st.lists(NUMBER, max_size=12),
        ),
        max_leaves=leaves,
    )
    return st.one_of(nested, st.sampled_from(([[]] * 5000, {"a": [0] * 5000}, [[0, 0]] * 300)))


def changed_json(told: Any) -> st.SearchStrategy[Any]:
    """This with other values in one to three of its places, or left out there."""
    return st.builds(
        _changed,
        st.just(told),
        st.lists(st.tuples(st.lists(st.integers(0, 30), max_size=4), json_values()), min_size=1, max_size=3),
    )


def _changed(told: Any, changes: list[tuple[list[int], Any]]) -> Any:
    for way, value in changes:
        told = _put(told, way, value)
    return told


def _put(told: Any, way: list[int], value: Any) -> Any:
    """A copy with a value at the end of a way of places, as far as there is one."""
    if not way or not told or not isinstance(told, list | dict):
        return value
    if isinstance(told, list):
        at = way[0] % len(told)
        return [*told[:at], _put(told[at], way[1:], value), *told[at + 1 :]]
    name = list(told)[way[0] % len(told)]
    return told | {name: _put(told[name], way[1:], value)}


_BYTES = st.one_of(
    st.binary(max_size=12),
    st.sampled_from(
        [
            b"\0" * 4,
            b"\xff" * 4,
            b"\xff" * 8,
            b"\x7f\xff\xff\xff",
            b"\0\1\0\0",
            b"9" * 20,
            b"9" * 400,
            b"9" * 5000,
            b"\0" * 5000,
        ]
    ),
    st.integers(0, 2**32 - 1).map(lambda number: struct.pack("<I", number)),
    st.integers(0, 2**32 - 1).map(lambda number: struct.pack(">I", number)),
)
_EDITS = st.tuples(st.sampled_from(("put", "insert", "delete", "cut", "repeat")), st.floats(0, 1), _BYTES)


def damaged(files: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """One of these files with up to six places spoilt: overwritten, cut out, repeated; or other bytes."""
    spoilt = st.builds(_edited, st.sampled_from(list(files)), st.lists(_EDITS, max_size=6))
    return st.one_of(spoilt, spoilt, spoilt, spoilt, st.binary(max_size=300))


WRITTEN = ("en", "fr", "x", "0", "-1", "1e99", "9" * 400, "true", "page", "key", "学", "[", "=", '"', "")
_REWRITES = st.tuples(
    st.sampled_from(("delete", "again", "other", "word", "word")),
    *[st.floats(0, 1)] * 3,
    st.sampled_from(WRITTEN),
)
ENCODED = st.sampled_from(("utf-8", "utf-8", "utf-8-sig", "utf-16", "gb18030"))


def rewritten(texts: Sequence[str]) -> st.SearchStrategy[bytes]:
    """One of these texts, of which lines are left out, paragraphs stand twice, words are others."""
    lines = [text.splitlines() for text in texts]
    pool = [line for one in lines for line in one]
    some = st.builds(_rewritten, st.sampled_from(lines), st.just(pool), st.lists(_REWRITES, max_size=3))
    return st.builds(lambda text, encoding: text.encode(encoding, "replace"), some, ENCODED)


def _rewritten(lines: list[str], pool: list[str], edits: list[tuple[str, float, float, float, str]]) -> str:
    for how, where, which, many, word in edits:
        at = int(where * len(lines))
        before, after = lines[:at], lines[at:]
        if how == "delete":
            lines = before + after[1 + int(3 * many) :]
        elif how == "other":
            lines = [*before, pool[min(int(which * len(pool)), len(pool) - 1)], *after]
        elif how == "again":  # up to where the next one begins
            end = after.index("") + 1 if "" in after else len(after)
            lines = before + after[:end] + after
        elif words := list(re.finditer(r"[\w.-]+", after[0])) if after else []:
            start, end = words[min(int(which * len(words)), len(words) - 1)].span()
            lines = [*before, after[0][:start] + word + after[0][end:], *after[1:]]
    return "\n".join(lines)


def _edited(data: bytes, edits: list[tuple[str, float, bytes]]) -> bytes:
    for how, where, some in edits:
        # most of what a reader decides by stands at the head
        at = int(where**3 * len(data))
        if how == "put":
            data = data[:at] + some + data[at + len(some) :]
        elif how == "insert":
            data = data[:at] + some + data[at:]
        elif how == "delete":
            data = data[:at] + data[at + max(len(some), 1) :]
        elif how == "cut":
            data = data[:at]
        else:
            data = data[:at] + data[at : at + 64] * (1 + len(some)) + data[at:]
    return data

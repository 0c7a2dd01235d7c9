"""What a line of the log says, where the one who speaks is a library and not this house.

Libraries put into their messages what a stranger has sent: the origin of a page, the address of a browser. So
of theirs stands here what their own source says, word for word, and numbers; all else is left out, and a
message that their source does not hold as it is (they make some of parts) is told by its place alone. An
exception is told by its kind, and one of the system by what the system calls it.
"""

import ast
import logging
import os
from functools import cache
from pathlib import Path

LONGEST = 4000  # characters of a message
LEFT_OUT = "…"


def own(record: logging.LogRecord) -> bool:
    """Whether it is this house that speaks."""
    return record.name.partition(".")[0] == "dlplay"


def message(record: logging.LogRecord) -> str:
    """What is written down."""
    return (record.getMessage() if own(record) else _of_a_library(record))[:LONGEST]


def place(record: logging.LogRecord) -> str:
    """Who speaks, and from which line; of this house also what, since one line of it tells of every asset."""
    where = f"{record.name} {record.pathname}:{record.lineno}"
    return f"{where} {record.getMessage()}" if own(record) else where


def _of_a_library(record: logging.LogRecord) -> str:
    words = record.msg
    if isinstance(words, BaseException):
        kind = type(words).__qualname__
        number = words.errno if isinstance(words, OSError) else None
        return kind if number is None else f"{kind}: {os.strerror(number)}"
    if not isinstance(words, str) or words not in _written(record.pathname):
        return f"({record.module}, line {record.lineno}: what it says may be a visitor's word)"
    if not isinstance(record.args, tuple):
        return words
    try:
        return words % tuple(one if isinstance(one, int | float) else LEFT_OUT for one in record.args)
    except (TypeError, ValueError):
        return words


@cache
def _written(source: str) -> frozenset[str]:
    """All texts that a file of Python holds."""
    try:
        nodes = ast.walk(ast.parse(Path(source).read_bytes()))
    except (OSError, SyntaxError, ValueError):
        return frozenset()
    return frozenset(
        node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )

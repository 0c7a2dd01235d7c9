"""The log: what the server does and where it broke, on standard error; nothing that names a visitor.

`DLPLAY_LOG=json` writes an object a line, for machines that collect them; else a line for people.
`DLPLAY_LOG_LEVEL` is debug, info, warning or error; without it, info. All of this house speaks by the loggers
below "dlplay"; Streamlit's and uvicorn's lines take the same form.

A fault is told by its kind and the places it passed, without its message, which may repeat what somebody
typed; what a library says, without what it was given (`dlplay.ui.log_words`). Either, and a warning of our
own, is told a few times a minute, where it comes again and again. Who connects and asks is not written at
all: such lines hold addresses, and links hold drawings.
"""

import json
import logging
import os
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from copy import copy
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from streamlit import logger as streamlit_logger

from dlplay.ui import log_words

FORM, LEVEL = "DLPLAY_LOG", "DLPLAY_LOG_LEVEL"
LEVELS = ("debug", "info", "warning", "error")
VISITS = ("uvicorn.access", "uvicorn.error", "uvicorn.asgi", "websockets")  # below a warning: who came
OFTEN = 5  # times a minute that one fault or warning is told, or one line of a library

Fault = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Plain(logging.Formatter):
    """A line for people: when, how grave, who says it, what."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatException(self, ei: Fault) -> str:
        return places(ei[1]) if ei[1] is not None else ""

    def format(self, record: logging.LogRecord) -> str:
        told = copy(record)
        told.msg, told.args = log_words.message(record), None
        return super().format(told)


class Lines(logging.Formatter):
    """An object a line: `time` (UTC), `level`, `logger`, `message`, and of a fault `fault` and `places`."""

    def format(self, record: logging.LogRecord) -> str:
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told: dict[str, Any] = {"time": when, "level": record.levelname.lower(), "logger": record.name}
        told["message"] = log_words.message(record)
        if record.exc_info and record.exc_info[1] is not None:
            told["fault"] = type(record.exc_info[1]).__name__
            told["places"] = places(record.exc_info[1])
        return json.dumps(told, ensure_ascii=False)


class Seldom(logging.Filter):
    """Lets a fault, a warning or a library's line through so often a minute; no repetition fills a disk."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock, self._lock = clock, threading.Lock()
        self._minute, self._told = 0, Counter[str]()

    def filter(self, record: logging.LogRecord) -> bool:
        fault = record.exc_info[1] if record.exc_info else None
        if fault is None and log_words.own(record) and record.levelno < logging.WARNING:
            return True
        with self._lock:
            minute = int(self._clock() // 60)
            if minute != self._minute:
                self._minute, self._told = minute, Counter()
            place = places(fault) if fault is not None else log_words.place(record)
            self._told[place] += 1
            return self._told[place] <= OFTEN


def places(fault: BaseException) -> str:
    """A traceback whose exceptions, those that led to it too, are named by their kind alone."""
    told, seen = list[str](), set[int]()
    one: BaseException | None = fault
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        lines = traceback.format_list(traceback.extract_tb(one.__traceback__))
        told.append("".join([*lines, f"{type(one).__module__}.{type(one).__qualname__}"]))
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return "\nwhich came of\n".join(told)


def install() -> None:
    """From now on, in this process.

    Raises:
        ValueError: for another level or form than there is.
    """
    form, level = os.environ.get(FORM, "plain"), os.environ.get(LEVEL, "info").lower()
    if form not in ("plain", "json") or level not in LEVELS:
        known = f"{FORM} must be plain or json, {LEVEL} one of {', '.join(LEVELS)}"
        raise ValueError(f"{known}; got {form!r} and {level!r}")
    formatter = Lines() if form == "json" else Plain()
    house = logging.getLogger("dlplay")
    house.handlers = [_handler(formatter)]
    house.setLevel(level.upper())

    def dress(other: logging.Logger) -> None:
        other.handlers = [_handler(formatter)]

    # Streamlit has no hook here: it dresses each of its loggers, and uvicorn's, by this function
    streamlit_logger.setup_formatter = dress  # type: ignore[assignment]
    streamlit_logger.update_formatter()
    for name in VISITS:
        other = logging.getLogger(name)
        other.filters = [_grave]
        other.handlers = [_handler(formatter)] if other.handlers else []
    last = _handler(formatter)  # of loggers that nobody has set up, as asyncio's
    last.setLevel(logging.WARNING)
    logging.lastResort = last


def _handler(formatter: logging.Formatter) -> logging.Handler:
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    handler.addFilter(_seldom)
    return handler


_seldom = Seldom()


def _grave(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING

"""What the log says, in both forms, and what it does not: no message of a fault, no visitor."""

import asyncio
import errno
import json
import logging
import os
from collections.abc import Iterator

import pytest
from streamlit import logger as streamlit_logger
from streamlit.web.server.starlette import starlette_websocket

from dlplay.ui import lifespan, logs, metrics

WORD = "Xiaoming-1999"
NAMES = ("dlplay", *logs.VISITS, "streamlit.of_a_test")


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> Iterator:
    """Set the log up as the environment says; returns what has been written since."""
    monkeypatch.setattr(streamlit_logger, "_loggers", {})
    monkeypatch.setattr(streamlit_logger, "setup_formatter", streamlit_logger.setup_formatter)
    kept = {
        name: (one.handlers, one.filters, one.level) for name in NAMES for one in [logging.getLogger(name)]
    }

    def install(**environment: str):
        for name in (logs.FORM, logs.LEVEL):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        streamlit_logger.init_uvicorn_logs()
        streamlit_logger.get_logger("streamlit.of_a_test")
        logs.install()
        return lambda: capsys.readouterr().err

    last = logging.lastResort
    yield install
    logging.lastResort = last
    for name, (handlers, filters, level) in kept.items():
        one = logging.getLogger(name)
        one.handlers, one.filters = handlers, filters
        one.setLevel(level)


def broken() -> ValueError:
    """A fault that came of another, both with a visitor's word."""
    try:
        try:
            int(WORD)
        except ValueError as first:
            raise KeyError(WORD) from first
    except KeyError as second:
        return second


def test_a_line_for_people(said) -> None:
    read = said()
    logging.getLogger("dlplay.jobs").info("A training ended: %s after %.1f s", "done", 2.0)
    line = read()
    assert line.endswith(" INFO dlplay.jobs: A training ended: done after 2.0 s\n")
    assert line.count("\n") == 1


def test_an_object_a_line_for_machines_from_all_who_speak(said) -> None:
    read = said(DLPLAY_LOG="json")
    logging.getLogger("dlplay.jobs").warning("no worker\nfor 30 s")
    logging.getLogger("streamlit.of_a_test").warning("a message")
    logging.getLogger("uvicorn.error").error("a line of 网络")
    lines = [json.loads(line) for line in read().splitlines()]
    assert [(one["level"], one["logger"], one["message"]) for one in lines] == [
        ("warning", "dlplay.jobs", "no worker\nfor 30 s"),
        ("warning", "streamlit.of_a_test", "a message"),
        ("error", "uvicorn.error", "a line of 网络"),
    ]
    assert all(one["time"].endswith("+00:00") for one in lines)


@pytest.mark.parametrize("form", ["plain", "json"])
def test_a_fault_is_told_by_its_places_and_kinds_and_never_by_what_was_typed(
    form: str, said, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = said(DLPLAY_LOG=form)
    shown: list[str] = []
    monkeypatch.setattr(lifespan.st, "error", shown.append)
    before = metrics.REGISTRY.get_sample_value("dlplay_faults_total")
    assert lifespan.report(broken())
    told = read()
    for part in ("builtins.KeyError", "builtins.ValueError", "test_logs.py", "in broken", "A page broke"):
        assert part in told
    assert WORD not in told
    assert not [one for one in shown if "Error" in one or "test_logs" in one]
    assert metrics.REGISTRY.get_sample_value("dlplay_faults_total") == before + 1


def test_who_comes_is_not_written_down(said) -> None:
    read = said()
    logging.getLogger("uvicorn.access").info('10.0.0.7:5 - "GET /digits?drawing=%s HTTP/1.1" 200', WORD)
    logging.getLogger("uvicorn.error").info('10.0.0.7:5 - "WebSocket /_stcore/stream" [accepted]')
    assert read() == ""
    logging.getLogger("uvicorn.error").error("Exception in ASGI application")
    assert "Exception in ASGI application" in read()


class Stranger:
    """A browser that is let in nowhere."""

    def __init__(self, origin: str):
        self.headers = {"Origin": origin, "Host": f"host-of-{WORD}"}
        self.codes: list[int] = []

    async def close(self, code: int) -> None:
        self.codes.append(code)


@pytest.mark.parametrize("form", ["plain", "json"])
def test_what_strangers_send_to_a_library_is_not_written_down_and_fills_no_disk(
    form: str, said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "_seldom", logs.Seldom(lambda: 0.0))
    speaker = logging.getLogger(starlette_websocket.__name__)
    monkeypatch.setattr(streamlit_logger, "_loggers", {speaker.name: speaker})
    monkeypatch.setattr(speaker, "handlers", [])
    read = said(DLPLAY_LOG=form)
    connect = starlette_websocket.create_websocket_handler(None)
    for number in range(60):
        stranger = Stranger(f"https://{number}-{WORD * 230}.example")
        asyncio.run(connect(stranger))
        assert stranger.codes == [1008]
    told = read()
    assert told.count("disallowed Origin") == told.count("\n") == logs.OFTEN
    assert WORD not in told
    assert len(told) < 2000


def test_a_library_is_told_by_its_own_words_and_numbers_alone(said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "_seldom", logs.Seldom(lambda: 0.0))
    read = said()
    library = logging.getLogger("uvicorn.error")
    library.error("Port %s is not available for %s, %.1f s", 8501, WORD, 2.0)
    assert read().endswith("ERROR uvicorn.error: Port 8501 is not available for …, 2.0 s\n")
    library.error("%d times", WORD)  # does not go together
    assert read().endswith(": %d times\n")
    library.error(f"made of parts and {WORD}")
    library.error({"word": WORD})
    library.error("by name: %(word)s", {"word": WORD})
    library.error(ValueError(WORD))
    told = read()
    assert told.count("(test_logs, line ") == 2
    assert "by name: %(word)s\n" in told
    assert told.endswith(": ValueError\n")
    assert WORD not in told
    library.error(OSError(errno.EADDRINUSE, f"while {WORD}: address already in use"))
    assert read().endswith(f": OSError: {os.strerror(errno.EADDRINUSE)}\n")


def test_who_speaks_without_a_handler_is_bounded_too(said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "_seldom", logs.Seldom(lambda: 0.0))
    read = said()
    nobody = logging.getLogger("asyncio_of_a_test")
    monkeypatch.setattr(nobody, "propagate", False)
    for number in range(20):
        nobody.warning("Task %r was destroyed", f"{number} {WORD}")
    assert read().count("asyncio_of_a_test: Task '…' was destroyed\n") == logs.OFTEN


def test_the_level_is_the_environment_s(said) -> None:
    read = said(DLPLAY_LOG_LEVEL="Warning")
    logging.getLogger("dlplay.jobs").info("not this")
    logging.getLogger("dlplay.jobs").warning("this")
    assert read().endswith("dlplay.jobs: this\n")


@pytest.mark.parametrize("wrong", [{"DLPLAY_LOG": "xml"}, {"DLPLAY_LOG_LEVEL": "loud"}])
def test_what_there_is_not_is_told_at_the_start(wrong: dict[str, str], said) -> None:
    with pytest.raises(ValueError, match="must be plain or json"):
        said(**wrong)


def test_a_fault_that_is_repeated_fills_no_disk() -> None:
    now = [0.0]
    seldom = logs.Seldom(lambda: now[0])

    def told(fault: Exception | str, level: int = logging.ERROR) -> bool:
        given = (type(fault), fault, fault.__traceback__) if isinstance(fault, Exception) else None
        return seldom.filter(logging.LogRecord("dlplay", level, "", 0, "%s", (str(fault),), given))

    assert [told(broken()) for _ in range(logs.OFTEN + 2)] == [True] * logs.OFTEN + [False] * 2
    assert told(ValueError("another"))
    assert [told("a.npz is missing") for _ in range(logs.OFTEN + 2)] == [True] * logs.OFTEN + [False] * 2
    assert told("b.npz is missing")
    assert all(told("a training ended", logging.INFO) for _ in range(20))
    now[0] = 60.0
    assert told(broken())

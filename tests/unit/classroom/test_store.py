"""The database goes away and comes back: what is told meanwhile, who waits, and what is written."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from dlplay.classroom import rooms_votes
from dlplay.classroom import store as store_module
from dlplay.classroom.rooms import Classroom
from dlplay.classroom.rooms_bounds import Refused
from dlplay.classroom.rooms_keys import Keys, Seat
from dlplay.classroom.store import Store
from tests.unit.classroom.test_rooms import refused

PATIENCE = 60  # seconds until what does not happen counts as broken


def away(act: Callable[..., object], *given: object) -> bool:
    """Whether it is refused because the database is away."""
    try:
        act(*given)
    except Refused as refusal:
        return refusal.why == "away"
    return False


def until_back(classroom: Classroom) -> None:
    deadline = time.monotonic() + PATIENCE
    while away(classroom.sweep):
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize(
    "address", ["sqlite:////proc/no/such/place.sqlite3", "postgresql://127.0.0.1:9/none"]
)
def test_one_waits_for_a_database_that_is_away_and_nobody_after(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, here = Store(address), threading.get_ident()
    classroom = Classroom(store)
    assert away(classroom.open, "teacher")

    def ready() -> None:
        assert threading.get_ident() != here, "a page waits for it"
        raise OSError

    monkeypatch.setattr(store, "_ready", ready)
    assert away(classroom.version, "BCDFGH")
    store.close()


def test_a_database_that_comes_back_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.write_text("in the way")
    store = Store(f"sqlite:///{folder / 'class.sqlite3'}")
    classroom = Classroom(store)
    assert away(classroom.open, "teacher")
    folder.unlink()
    until_back(classroom)
    assert classroom.open("teacher").code
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="sends POSIX signals")
def test_a_server_that_is_stuck_holds_nobody_up_and_nothing_is_half_written(server: str) -> None:
    """Seen: a connection that no answer came on held up every page of the process, for ever."""
    store = Store(server)
    classroom = Classroom(store)
    keys = classroom.open("teacher")
    with classroom.teacher(keys) as desk:
        rooms_votes.ask(desk, "Which?", ["this", "that"])
    seat = classroom.join(keys.code)

    def vote(choice: int) -> None:
        with classroom.member(seat) as desk:
            rooms_votes.vote(desk, choice)

    def stuck_vote() -> None:
        with classroom.member(seat) as desk:
            stuck.append(desk.connection.execute(sa.text("SELECT pg_backend_pid()")).scalar_one())
            rooms_votes.vote(desk, 0)
            os.kill(stuck[0], signal.SIGSTOP)

    stuck: list[int] = []
    told: list[bool] = []
    page = threading.Thread(target=lambda: told.append(away(stuck_vote)), daemon=True)
    page.start()
    page.join(PATIENCE)
    try:
        assert told == [True]
    finally:
        os.kill(stuck[0], signal.SIGKILL if not told else signal.SIGCONT)
    until_back(classroom)
    vote(1)
    assert classroom.board(keys.code).question.counts(1) == (0, 1)
    store.close()


def joined(classroom: Classroom) -> tuple[Keys, Seat]:
    """A room with a question, and a student's place in it."""
    keys = classroom.open("teacher")
    with classroom.teacher(keys) as desk:
        rooms_votes.ask(desk, "Which?", ["this", "that"])
    return keys, classroom.join(keys.code)


def vote(classroom: Classroom, seat: Seat) -> None:
    with classroom.member(seat) as desk:
        rooms_votes.vote(desk, 1)


def test_who_meets_a_write_that_does_not_end_is_told_busy_and_nobody_else_anything(
    start: Callable[[], Classroom], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Seen: for a second after it the database counted as away for all, readers and other rooms too."""
    monkeypatch.setattr(store_module, "LOCK_WAIT", 0.2)
    one, other = start(), start()
    keys, seat = joined(one)
    with one.teacher(keys):  # holds the room
        for _ in range(2):
            refused("busy", vote, other, seat)
        assert caplog.text.count("another process is still writing") == 1  # the second one has not waited
        assert other.board(keys.code).question.counts(1) == (0, 0)
    other._store._busy.clear()  # as a moment later
    vote(other, seat)
    assert other.board(keys.code).question.counts(1) == (0, 1)


def test_a_process_that_stands_still_amid_a_write_holds_its_room_for_a_while_alone(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its machine sleeps, or has lost the network: PostgreSQL would keep the room locked for hours."""
    monkeypatch.setattr(store_module, "IDLE", 0.2)
    stores = Store(server), Store(server)
    still, other = map(Classroom, stores)
    keys, seat = joined(still)

    def close_slowly() -> None:
        with still.teacher(keys) as desk:
            rooms_votes.close(desk)
            vote(other, seat)  # waits until the server has given up on the first

    refused("away", close_slowly)
    assert other.board(keys.code).question.counts(1) == (0, 1)
    assert other.board(keys.code).question.open
    for one in stores:
        one.close()

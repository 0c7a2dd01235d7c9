"""The board's database on a disk that is full, read-only or damaged, and a clock that jumps."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dlplay.classroom import rooms_votes
from dlplay.classroom.rooms import Classroom
from dlplay.classroom.rooms_bounds import Refused
from dlplay.classroom.rooms_keys import Keys
from dlplay.classroom.steady import Steady, elapsed
from dlplay.classroom.store import Store
from tests.unit.classroom.test_rooms import ask, do, refused, rows, vote

LONG = "€" * 600  # a question's text


@contextmanager
def process(url: str) -> Iterator[Classroom]:
    """One more process, as it were, on this database."""
    store = Store(url)
    yield Classroom(store)
    store.close()


def pragma(classroom: Classroom, words: str) -> int:
    """What SQLite answers, on the connection that the classroom goes on with."""
    with classroom._store.reading() as connection:
        return connection.exec_driver_sql(f"PRAGMA {words}").scalar_one()


def after_a_pause(classroom: Classroom) -> None:
    """As a second later, when the database has been found there again."""
    store = classroom._store
    assert store._back is not None
    store._back.set()
    store._back = None


def ask_at_length(classroom: Classroom, keys: Keys) -> None:
    do(classroom, keys, rooms_votes.ask, LONG, ["yes", "no"])


def ask_until_refused(classroom: Classroom, keys: Keys) -> int:
    """How many questions were written."""
    for written in range(50):
        try:
            ask_at_length(classroom, keys)
        except Refused as refusal:
            if refusal.why == "away":
                return written
            raise
    raise AssertionError("the disk is not full")


def test_a_full_disk_refuses_what_is_new_and_keeps_what_is_there(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, record_property
) -> None:
    with process(f"sqlite:///{tmp_path / 'class.sqlite3'}") as classroom:
        keys = classroom.open("teacher")
        seat = classroom.join(keys.code)
        room_left = pragma(classroom, "max_page_count")
        pragma(classroom, f"max_page_count = {pragma(classroom, 'page_count')}")
        written = ask_until_refused(classroom, keys)
        refused("away", classroom.board, keys.code)  # nobody waits for it again so soon
        after_a_pause(classroom)
        assert rows(classroom)["questions"] == written
        assert classroom.who(seat)
        assert len(classroom.board(keys.code).people) == 1
        pragma(classroom, f"max_page_count = {room_left}")
        ask_at_length(classroom, keys)
        vote(classroom, seat, 1)
        assert rows(classroom)["votes"] == 1
        record_property("questions kept of before", written)
    assert "full" in caplog.text  # whoever runs the server reads why
    assert LONG not in caplog.text
    assert keys.secret not in caplog.text


def test_a_read_only_database_still_shows_the_room(tmp_path: Path) -> None:
    file = tmp_path / "class.sqlite3"
    with process(f"sqlite:///{file}") as classroom:
        keys = classroom.open("teacher")
        seat = classroom.join(keys.code)
        ask(classroom, keys)
    with process(f"sqlite:///file:{file}?mode=ro&uri=true") as classroom:
        assert len(classroom.board(keys.code).people) == 1
        refused("away", vote, classroom, seat, 1)
        after_a_pause(classroom)
        assert classroom.is_teacher(keys)
        refused("away", classroom.open, "another")


@pytest.mark.parametrize("content", [b"no database at all, but as long as one" * 40, b"SQLite format 3\0cut"])
def test_a_damaged_file_is_told_and_left_as_it_is(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "class.sqlite3"
    file.write_bytes(content)
    with process(f"sqlite:///{file}") as classroom:
        refused("away", classroom.open, "teacher")
    assert file.read_bytes() == content


@pytest.mark.parametrize("jump", [-40 * 365 * 86400, -86400, 13 * 3600, 10 * 365 * 86400])
def test_a_clock_that_jumps_ends_no_room_and_keeps_none_longer(jump: float, tmp_path: Path) -> None:
    wall, passed = [1_800_000_000.0], [5.0]
    clock = Steady(lambda: wall[0], lambda: passed[0])
    assert clock() == wall[0]
    store = Store(f"sqlite:///{tmp_path / 'class.sqlite3'}")
    classroom = Classroom(store, clock)
    keys = classroom.open("teacher")
    wall[0] += jump
    assert classroom.sweep() == 0
    assert classroom.is_teacher(keys)
    passed[0] += 12 * 3600
    assert classroom.sweep() == 1
    store.close()


def test_a_board_takes_the_clock_that_does_not_jump() -> None:
    assert isinstance(Classroom(Store("sqlite://"))._clock, Steady)
    assert elapsed() <= elapsed()

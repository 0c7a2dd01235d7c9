"""The route by which a class hears of changes: one number, little work for many, nothing of others."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from starlette.requests import Request
from starlette.routing import Route

from dlplay.classroom import rooms_votes
from dlplay.classroom.rooms import Classroom
from dlplay.classroom.rooms_keys import Keys
from dlplay.classroom.store import Store
from dlplay.ui import cache, class_changes
from tests.unit import asgi


@pytest.fixture
def route() -> Route:
    return class_changes.route()


def get(route: Route, code: str, secret: str = "", prefix: str = "/") -> tuple[int, str]:
    headers = {class_changes.KEY: secret} if secret else {}
    path = f"{prefix}{class_changes.PLACE}/{code}"
    status, told, body = asgi.get([route], path, client="192.168.7.20", headers=headers)
    assert told["cache-control"] == "no-store"
    return status, body.decode()


@pytest.mark.parametrize("prefix", ["/", "/below/a/path/"])
def test_students_hear_of_the_teacher_and_the_teacher_of_all(
    classroom: Classroom, route: Route, prefix: str
) -> None:
    keys = classroom.open("teacher")
    seat = classroom.join(keys.code, "Ann")
    with classroom.teacher(keys) as desk:
        rooms_votes.ask(desk, "Half?", ["yes", "no"])
    students, teacher = get(route, keys.code, prefix=prefix), get(route, keys.code, keys.secret, prefix)
    with classroom.member(seat) as desk:
        rooms_votes.vote(desk, 0)
    for secret in ("", seat.token, "x" * 5000):  # nobody learns that a neighbour has voted
        assert get(route, keys.code, secret, prefix) == students == (200, "1")
    assert int(get(route, keys.code, keys.secret, prefix)[1]) == int(teacher[1]) + 1


def test_what_is_no_room_is_told_in_a_word(classroom: Classroom, route: Route) -> None:
    keys = classroom.open("teacher")
    get(route, keys.code)
    classroom.close(keys)
    assert get(route, keys.code) == get(route, "BCDFGH") == (200, "gone")
    for code in ("x", "BBBBB1", "B" * 5000, "%00%00%00%00%00%00"):
        assert get(route, code) == (404, "code")


def test_a_flood_is_told_to_wait(classroom: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(class_changes, "BURST", 3)
    monkeypatch.setattr(class_changes, "EVERY", 60)
    keys, route = classroom.open("teacher"), class_changes.route()
    assert [get(route, keys.code)[0] for _ in range(5)] == [200] * 3 + [429] * 2


def test_a_database_that_is_away_is_no_answer(monkeypatch: pytest.MonkeyPatch, route: Route) -> None:
    away = Classroom(Store("sqlite:////proc/none/class.sqlite3"))
    monkeypatch.setattr(cache, "classroom", lambda: away)
    for _ in range(2):
        assert get(route, "BCDFGH") == (503, "away")


def test_of_forty_who_ask_at_once_one_reads(classroom: Classroom, route: Route) -> None:
    keys: Keys = classroom.open("teacher")
    read: list[str] = []
    sa.event.listen(classroom._store._engine, "before_cursor_execute", lambda *given: read.append(given[2]))
    scope = {"type": "http", "headers": [], "client": ("", 0), "path_params": {"code": keys.code}}

    async def ask() -> list[bytes]:
        answers = await asyncio.gather(*(route.endpoint(Request(scope)) for _ in range(40)))
        return [one.body for one in answers]

    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(asyncio.run, ask()).result() == [b"0"] * 40
    assert len([one for one in read if "SELECT" in one]) == 1

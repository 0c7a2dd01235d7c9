"""A class on the board as it is in a room: forty students and a projector, each with a page of their own.

They join within five seconds, hear of the question by the route that their browsers ask, vote within five
seconds, and ask on; this process plays them, on the same cores as the server. The CPU is the server's.
"""

import asyncio
import json
import random
import re
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import psutil

from benchmarks import KEPT, Row
from benchmarks.visitors import Answer, Visitor, arrived
from dlplay.classroom import rooms_votes
from dlplay.classroom.rooms import Classroom
from dlplay.classroom.rooms_keys import Keys
from dlplay.classroom.store import Store
from dlplay.ui.class_changes import KEY, PLACE
from tests.browser import server

STUDENTS, WITHIN = 40, 5.0  # seconds in which all of them do something, evenly spread
OPTIONS = ["sigmoid", "tanh", "both alike"]
WATCH, JOIN, VOTE = "class_changes", "FormSubmitter:class_join-Join", "class_vote_{}"  # elements' keys


def rows() -> list[Row]:
    """Joining, waiting, the question's arrival, the votes, and the projector's count of them."""
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{Path(folder) / 'class.sqlite3'}"
        with server.running(Path(folder) / "log", DLPLAY_DATABASE_URL=database, **KEPT) as (address, process):
            store = Store(database)
            found = asyncio.run(_lesson(address, Classroom(store), psutil.Process(process.pid)))
            store.close()
    return found


async def _lesson(address: str, rooms: Classroom, process: psutil.Process) -> list[Row]:
    keys, over = rooms.open(""), asyncio.Event()

    async def cpu(part: Awaitable[object]) -> float:
        """Seconds of the server's CPU that a part of the lesson costs."""
        before = process.cpu_times()
        await part
        after = process.cpu_times()
        return after.user + after.system - before.user - before.system

    async def each(act: Callable[[int], Awaitable[object]]) -> None:
        """One student after the other, within the time."""

        async def later(number: int) -> None:
            await asyncio.sleep(WITHIN * number / STUDENTS)
            await act(number)

        await asyncio.gather(*map(later, range(STUDENTS)))

    async with _pages(address, keys) as (board, *students), asyncio.TaskGroup() as group:
        joining = await cpu(each(lambda number: students[number].join(keys.code)))
        for page in (board, *students):
            group.create_task(page.follow(over))
        await asyncio.sleep(2)
        waiting = await cpu(asyncio.sleep(WITHIN))
        with rooms.teacher(keys) as desk:
            rooms_votes.ask(desk, "Which is steeper at 0?", OPTIONS, 1)
        began = time.perf_counter()
        arriving = await cpu(asyncio.gather(*(page.until(VOTE.format(0)) for page in students)))
        there = time.perf_counter() - began
        await asyncio.sleep(2)
        voting = await cpu(each(lambda number: students[number].press(VOTE.format(number % len(OPTIONS)))))
        await board.until_counted(STUDENTS)
        over.set()
    assert rooms.board(keys.code).question.voters(1) == STUDENTS
    pressed = sorted(page.pressed for page in students)
    shown = [next(at for at, count in board.counted if count > n) - at for n, at in enumerate(pressed)]
    joins, votes = ([page.answers[place].seconds for page in students] for place in (1, -1))
    errors = sum(one.errors for page in (board, *students) for one in page.answers)
    who = f"class board, {STUDENTS} students with a page each"
    return [
        Row(f"{who}, join within 5 s: CPU each", _ms(joining / STUDENTS), "–", "–"),
        Row("the same, until the room is drawn, 95th percentile", *_times(joins), "≤ 1 s"),
        Row(f"{who}, all wait and ask: CPU a second", _ms(waiting / WITHIN), "–", "–"),
        Row(
            f"{who}, a question arrives: CPU each",
            _ms(arriving / STUDENTS),
            f"all have it after {there:.1f} s",
            "–",
        ),
        Row(
            f"{who}, vote within 5 s: CPU a vote, questions of browsers included",
            _ms(voting / STUDENTS),
            "–",
            "≤ 5 ms",
        ),
        Row("the same, until one's own page shows it, 95th percentile", *_times(votes), "≤ 150 ms"),
        Row("the same, until the projector shows it, 95th percentile", *_times(shown), "≤ 1 s"),
        Row("errors that they saw", str(errors), "–", "0"),
    ]


@asynccontextmanager
async def _pages(address: str, keys: Keys) -> AsyncIterator[list["_Page"]]:
    """The projector's page, opened by the teacher's link, and the students', at the door."""
    async with AsyncExitStack() as stack:
        found = []
        for query in (f"room={keys.code}&key={keys.secret}", *[f"room={keys.code}"] * STUDENTS):
            page = _Page(await stack.enter_async_context(arrived(address)), urlsplit(address))
            page.answers.append(await page.visitor.open(f"class?{query}", time.perf_counter()))
            found.append(page)
        yield found


class _Page:
    """A browser's page of the class: its runs, and the question that it asks again and again."""

    def __init__(self, visitor: Visitor, address: SplitResult):
        self.visitor, self._address = visitor, address
        self.answers: list[Answer] = []
        self.pressed = 0.0
        self.counted: list[tuple[float, int]] = []  # on a projector: when it showed how many votes
        self._turn = asyncio.Lock()
        self._line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def join(self, code: str) -> None:
        await self._send(JOIN, {"class_code": code, "class_name": ""})

    async def press(self, key: str) -> None:
        self.pressed = time.perf_counter()
        await self._send(key, {})

    async def until(self, key: str) -> None:
        """Until an element has come."""
        while key not in self.visitor.elements:
            await asyncio.sleep(0.02)

    async def until_counted(self, votes: int) -> None:
        while not self.counted or self.counted[-1][1] < votes:
            await asyncio.sleep(0.02)

    async def follow(self, over: asyncio.Event) -> None:
        """Ask as class_changes.js does, and tell the page of a change."""
        while not over.is_set():
            data = json.loads(self.visitor.elements[WATCH].json)
            await asyncio.sleep(data["every"] / 1000 * random.uniform(0.8, 1.2))
            try:
                change = await self._ask(data["room"], data["secret"])
            except (
                asyncio.IncompleteReadError,
                ConnectionError,
            ):  # the server has closed it: too long unused
                self._line = None
                continue
            if change != json.loads(self.visitor.elements[WATCH].json)["drawn"]:
                await self._tell(change)
        if self._line:
            self._line[1].close()

    async def _ask(self, room: str, secret: str) -> str:
        """By one connection that stays, as a browser's."""
        self._line = self._line or await asyncio.open_connection(self._address.hostname, self._address.port)
        reader, writer = self._line
        secrets = [f"{KEY}: {secret}"] if secret else []
        head = [f"GET /{PLACE}/{room} HTTP/1.1", f"Host: {self._address.netloc}", *secrets]
        writer.write("\r\n".join([*head, "", ""]).encode())
        told = await reader.readuntil(b"\r\n\r\n")
        (length,) = re.findall(rb"content-length: (\d+)", told.lower())
        return (await reader.readexactly(int(length))).decode()

    async def _tell(self, change: str) -> None:
        async with self._turn:
            message, watch = self.visitor.at(WATCH), self.visitor.elements[WATCH]
            state = message.rerun_script.widget_states.widgets.add()
            state.id = f"$$STREAMLIT_INTERNAL_KEY_{watch.id}__events"
            state.json_trigger_value = json.dumps([{"event": "changed", "value": change}])
            await self.visitor.answer(message, time.perf_counter())
        if "progress" in self.visitor.elements:  # "3 of 40 have voted"
            voted = re.search(r"(\d+) of", self.visitor.elements["progress"].text)
            self.counted.append((time.perf_counter(), int(voted[1])))

    async def _send(self, key: str, typed: dict[str, str]) -> None:
        """Type into fields, and press a button."""
        async with self._turn:
            began, message = time.perf_counter(), self.visitor.at(key)
            for field, text in typed.items():
                state = message.rerun_script.widget_states.widgets.add()
                state.id, state.string_value = self.visitor.elements[field].id, text
            state = message.rerun_script.widget_states.widgets.add()
            state.id, state.trigger_value = self.visitor.elements[key].id, True
            self.answers.append(await self.visitor.answer(message, began))


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.1f} ms"


def _times(seconds: list[float]) -> tuple[str, str]:
    late = statistics.quantiles(seconds, n=20)[-1]
    return f"{1000 * late:.0f} ms", f"median {1000 * statistics.median(seconds):.0f} ms"

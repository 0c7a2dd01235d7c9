"""The route under which browsers of a class ask whether something has changed, without a run of their page.

The answer is one number: of the teacher's doings for a student, of all changes for who sends the teacher's
secret along. So it names nobody, and tells students nothing of each other's votes.
"""

import asyncio
import importlib
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dlplay.classroom.rooms_bounds import Pace, Refused, code_of
from dlplay.ui import metrics
from dlplay.ui.networks import whose

if TYPE_CHECKING:
    from dlplay.classroom.rooms import Classroom
    from dlplay.classroom.rooms_looks import Look

PLACE = "files/class"
KEY = "X-Class-Key"  # the header with the teacher's secret: addresses stand in the logs of servers
BURST, EVERY = 1000, 0.005  # questions from one address; five classes behind it ask a hundred times a second
STATUS = {"code": 404, "fast": 429, "away": 503}  # that a room is gone is an answer, as a number is
HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def route() -> Route:
    """`/<code>`: the number, or why there is none."""
    return Route(f"/{{prefix:path}}{PLACE}/{{code}}", _Changes().answer)


class _Changes:
    def __init__(self) -> None:
        self._pace = Pace(BURST, EVERY)
        self._rooms: Classroom | None = None
        self._reading: dict[str, asyncio.Future[Look]] = {}

    async def answer(self, request: Request) -> Response:
        visitor = whose(request.client and request.client.host)
        try:
            self._pace.take(visitor)
            look = await self._look(code_of(request.path_params["code"]), visitor)
        except Refused as refusal:
            if refusal.why in STATUS:
                metrics.refused("board")
            return PlainTextResponse(refusal.why, STATUS.get(refusal.why, 200), HEADERS)
        return PlainTextResponse(str(look.change(request.headers.get(KEY, ""))), headers=HEADERS)

    async def _look(self, code: str, visitor: str) -> "Look":
        """Of many who ask at once one waits for the database, in a thread, and all share what it reads."""
        lately = self._rooms.seen_lately(code) if self._rooms else None
        if lately is not None:
            return lately
        reading = self._reading.get(code)
        if reading is None:
            reading = self._reading[code] = asyncio.ensure_future(
                run_in_threadpool(self._read, code, visitor)
            )
            reading.add_done_callback(lambda _: self._reading.pop(code))
        return await asyncio.shield(reading)

    def _read(self, code: str, visitor: str) -> "Look":
        # imported when the first one asks: a server answers before it has numpy, and starts without SQL
        self._rooms = importlib.import_module("dlplay.ui.cache").classroom()
        return self._rooms.look(code, visitor)

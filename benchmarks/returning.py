"""Students who stay: each opens a link, uses its control, and comes back when the connection is cut."""

import asyncio
import random
import threading
import time
import urllib.request
from collections.abc import Sequence

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from benchmarks.visitors import Answer, Seat, Visitor

PAUSE = 2.0  # seconds between two moves
RETRY = (0.3, 1.0)  # seconds until a cut connection is tried again, as a browser does


class Student:
    """What one has seen. `value` is what the link sets its control to."""

    def __init__(self, seat: Seat, value: float):
        self.seat, self.value = seat, value
        self.moves: list[tuple[float, Answer]] = []  # with the time of each
        self.cut_at: list[float] = []
        self.back_after: list[float] = []
        self.joins = self.errors = self.strange = 0

    async def stay(self, address: str, over: threading.Event) -> None:
        cookie = await asyncio.to_thread(_cookie, address)
        uri, cut = address.replace("http", "ws") + "/_stcore/stream", None
        while not over.is_set():
            try:
                async with connect(
                    uri, subprotocols=["streamlit"], max_size=None, additional_headers={"Cookie": cookie}
                ) as connection:
                    visitor = Visitor(connection, self.seat.control)
                    self._see(await visitor.open(self.seat.page, time.perf_counter()), visitor)
                    if cut is not None:
                        self.back_after.append(time.perf_counter() - cut)
                    cut = None
                    await self._use(visitor, over)
            except (WebSocketException, OSError, TimeoutError):
                if cut is None:
                    cut = time.perf_counter()
                    self.cut_at.append(cut)
                await asyncio.sleep(random.uniform(*RETRY))

    def _see(self, answer: Answer, visitor: Visitor) -> None:
        self.joins += 1
        self.errors += answer.errors
        control = visitor.elements.get(self.seat.control)
        stands = () if control is None else control.value if control.set_value else control.default
        self.strange += [round(one, 6) for one in stands] != [self.value]

    async def _use(self, visitor: Visitor, over: threading.Event) -> None:
        number = 0
        while not over.is_set():
            await asyncio.sleep(PAUSE)
            began = time.perf_counter()
            answer = await visitor.answer(visitor.move(number), began)
            self.errors += answer.errors
            self.moves.append((began, answer))
            number += 1


def _cookie(address: str) -> str:
    """What the proxy gives a browser with its first answer."""
    with urllib.request.urlopen(f"{address}/_stcore/health", timeout=30) as answer:
        return (answer.headers["Set-Cookie"] or "").partition(";")[0]


def together(address: str, students: Sequence[Student], over: threading.Event) -> threading.Thread:
    """All of them at once, in a thread, until it is `over`."""

    async def all_of_them() -> None:
        await asyncio.gather(*(one.stay(address, over) for one in students))

    thread = threading.Thread(target=lambda: asyncio.run(all_of_them()), daemon=True)
    thread.start()
    return thread

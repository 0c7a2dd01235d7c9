"""Many visitors at once, without browsers: each speaks Streamlit's own protocol over a websocket."""

import asyncio
import base64
import io
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

import numpy as np
from PIL import Image
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

from dlplay.digits import samples

PATIENCE = 60  # seconds for one answer
FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


class Seat(NamedTuple):
    """What a visitor does: a page, perhaps with a query, the key of a control there, how often it is used."""

    page: str
    control: str
    times: int


class Answer(NamedTuple):
    """What a run of a page's script took and sent; `errors` counts pages that broke."""

    seconds: float
    elements: int
    bytes: int
    errors: int


class Visit(NamedTuple):
    """What a visitor saw."""

    join: Answer
    moves: list[Answer]

    @property
    def errors(self) -> int:
        return sum(answer.errors for answer in (self.join, *self.moves))


def visits(address: str, seats: list[Seat], pause: float, arrival: float = 0.0) -> list[Visit]:
    """Visitors arrive one after the other within `arrival` seconds; each uses its control every `pause`."""

    async def all_of_them() -> list[Visit]:
        spread = arrival / len(seats)
        return await asyncio.gather(
            *(_visit(address, seat, number * spread, pause) for number, seat in enumerate(seats))
        )

    return asyncio.run(all_of_them())


async def _visit(address: str, seat: Seat, delay: float, pause: float) -> Visit:
    await asyncio.sleep(delay)
    began = time.perf_counter()
    async with arrived(address, seat.control) as visitor:
        join = await visitor.open(seat.page, began)
        moves = []
        for number in range(seat.times):
            await asyncio.sleep(max(0.0, began + (number + 1) * pause - time.perf_counter()))
            moves.append(await visitor.answer(visitor.move(number), time.perf_counter()))
    return Visit(join, moves)


@asynccontextmanager
async def arrived(address: str, control: str = "") -> AsyncIterator["Visitor"]:
    """A visitor whose browser is connected, and has opened no page yet."""
    uri = address.replace("http", "ws") + "/_stcore/stream"
    async with connect(uri, subprotocols=["streamlit"], max_size=None) as connection:
        yield Visitor(connection, control)


class Visitor:
    """A connection, and what it knows of the page: the newest element of each key, or of each kind."""

    def __init__(self, connection: ClientConnection, control: str = ""):
        self._connection, self._key = connection, control
        self.elements: dict[str, Any] = {}  # by key, and by kind
        self._fragments: dict[str, str] = {}  # by key
        self._page = ""
        self._kept: set[str] = set()  # digests of messages that a browser has, and gets no second time

    async def open(self, page: str, began: float) -> Answer:
        """Open a page, perhaps with a query."""
        message = BackMsg()
        name, _, query = page.partition("?")
        message.rerun_script.page_name, message.rerun_script.query_string = name, query
        return await self.answer(message, began)

    async def answer(self, message: BackMsg, began: float) -> Answer:
        """Send a message and read until the script has ended."""
        await self._connection.send(message.SerializeToString())
        elements = size = errors = 0
        while True:
            received = await asyncio.wait_for(self._connection.recv(), PATIENCE)
            answer, size = ForwardMsg.FromString(received), size + len(received)
            kind = answer.WhichOneof("type")
            if answer.metadata.cacheable:
                self._kept.add(answer.hash)
            elements += kind == "ref_hash"
            if kind == "delta" and answer.delta.WhichOneof("type") == "new_element":
                elements += 1
                errors += self._look(answer)
            elif kind == "navigation":
                self._page = answer.navigation.page_script_hash
            elif kind == "script_finished" and answer.script_finished in FINISHED:
                return Answer(time.perf_counter() - began, elements, size, errors)

    def _look(self, answer: ForwardMsg) -> bool:
        """Remember the element; whether it says that something broke."""
        element = answer.delta.new_element
        kind = element.WhichOneof("type")
        content = self.elements[kind] = getattr(element, kind)
        key = getattr(content, "id", "").partition("-")[2].partition("-")[2]  # $$ID-digest-key
        self.elements[key], self._fragments[key] = content, answer.delta.fragment_id
        return kind == "exception" or (kind == "alert" and content.format == Alert.ERROR)

    def move(self, number: int) -> BackMsg:
        """The message that a browser sends when the control has been used, one way and back in turns."""
        control = self.elements.get(self._key)
        if control is None:
            raise LookupError(f"no control {self._key!r} on the page")
        message = self.at(self._key)
        _USES[type(control).__name__](control, message.rerun_script.widget_states.widgets.add(), number)
        return message

    def at(self, key: str) -> BackMsg:
        """A message for the part of the page where this element stands, without the states of widgets yet."""
        message = BackMsg()
        message.rerun_script.page_script_hash = self._page
        message.rerun_script.fragment_id = self._fragments[key]
        message.rerun_script.cached_message_hashes.extend(self._kept)
        return message


def _slide(control, state: WidgetState, number: int) -> None:
    state.id = control.id
    if control.options:  # a scale of words
        place = int(control.default[0]) if control.default else 0
        turned = place + (-1 if place else 1) * (number % 2)
        state.string_array_value.data.append(control.options[turned])
    else:
        state.double_array_value.data.append(control.default[0] + control.step * (1 + number % 2))


def _press(control, state: WidgetState, number: int) -> None:
    state.id, state.trigger_value = control.id, True


def _type(control, state: WidgetState, number: int) -> None:
    state.id, state.string_value = control.id, f"{control.default} {'very' if number % 2 else 'good'}"


def _draw(control, state: WidgetState, number: int) -> None:
    """What the canvas sends after a stroke."""
    state.id, file = control.id, io.BytesIO()
    drawn = samples.drawing((3, 7)[number % 2], 1, "centre")
    Image.fromarray(np.asarray(drawn)).convert("RGBA").save(file, "PNG")
    picture = "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()
    stroke = {"type": "Path", "path": [["M", 60, 60], ["L", 200, 60 + number]], "strokeWidth": 18}
    drawing = {"raw": {"objects": [stroke]}, "data": picture}
    state.json_value = json.dumps({"drawing": drawing, "backgroundFit": None})


def _open(control, state: WidgetState, number: int) -> None:
    """What the open network sends after a click on one of its maps."""
    state.id, state.json_value = control.id, json.dumps({"open": [f"map-{number % 32}", 7, 12]})


def _use(control, state: WidgetState, number: int) -> None:
    """A component of ours, or the canvas."""
    (_open if control.component_name == "dlplay_digit_lab_inside" else _draw)(control, state, number)


_USES = {"Slider": _slide, "Button": _press, "TextInput": _type, "BidiComponent": _use}  # by message

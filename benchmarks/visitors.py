"""Many visitors at once, without browsers: each speaks Streamlit's own protocol over a websocket."""

import asyncio
import time
from typing import NamedTuple

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

PATIENCE = 60  # seconds for one answer
FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


class Seat(NamedTuple):
    """What a visitor does: the page, the kind and label of a control there, how often it is used."""

    page: str
    control: str  # "slider", moved a step back and forth, or "button", pressed
    label: str
    times: int


class Visit(NamedTuple):
    """What a visitor saw, in seconds; `errors` counts pages that broke."""

    join: float
    reruns: list[float]
    errors: int


class Answer(NamedTuple):
    """What a run of a page's script sent."""

    seconds: float
    control: tuple[Element, str] | None  # the control, and the fragment it reruns
    errors: int


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
    began, answers = time.perf_counter(), []
    uri = address.replace("http", "ws") + "/_stcore/stream"
    async with connect(uri, subprotocols=["streamlit"], max_size=None) as connection:
        message = BackMsg()
        message.rerun_script.page_name = seat.page
        joined = await _answer(connection, message, seat, began)
        for number in range(seat.times):
            await asyncio.sleep(max(0.0, began + (number + 1) * pause - time.perf_counter()))
            answers.append(
                await _answer(connection, _used(*joined.control, number), seat, time.perf_counter())
            )
    errors = joined.errors + sum(answer.errors for answer in answers)
    return Visit(joined.seconds, [answer.seconds for answer in answers], errors)


def _used(element: Element, fragment: str, number: int) -> BackMsg:
    """The message that a browser sends when the control has been used."""
    message = BackMsg()
    message.rerun_script.fragment_id = fragment
    state = message.rerun_script.widget_states.widgets.add()
    control = getattr(element, element.WhichOneof("type"))
    state.id = control.id
    if element.WhichOneof("type") == "slider":
        state.double_array_value.data.append(control.default[0] + control.step * (1 + number % 2))
    else:
        state.trigger_value = True
    return message


async def _answer(connection: ClientConnection, message: BackMsg, seat: Seat, began: float) -> Answer:
    """Send a message and read until the script has ended."""
    await connection.send(message.SerializeToString())
    control, errors = None, 0
    while True:
        answer = ForwardMsg.FromString(await asyncio.wait_for(connection.recv(), PATIENCE))
        kind = answer.WhichOneof("type")
        if kind == "delta":
            element = answer.delta.new_element
            errors += element.WhichOneof("type") in ("exception", "alert")
            named = element.WhichOneof("type") == seat.control
            if named and getattr(element, seat.control).label == seat.label:
                control = element, answer.delta.fragment_id
        elif kind == "script_finished" and answer.script_finished in FINISHED:
            return Answer(time.perf_counter() - began, control, errors)

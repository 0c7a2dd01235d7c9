"""Answers leave at once."""

import asyncio
import socket
from asyncio import base_events

from dlplay.ui import undelayed


def test_connections_of_a_socket_without_a_protocol_send_at_once(monkeypatch) -> None:
    monkeypatch.setattr(base_events, "_set_nodelay", base_events._set_nodelay)  # put back at the end
    undelayed.install()

    async def accepted() -> list[int]:
        found = []

        async def look(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            found.append(writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        listening = socket.socket()  # as Streamlit opens it
        listening.bind(("127.0.0.1", 0))
        async with await asyncio.start_server(look, sock=listening):
            reader, writer = await asyncio.open_connection(*listening.getsockname())
            await reader.read()
            writer.close()
        return found

    (at_once,) = asyncio.run(accepted())
    assert at_once

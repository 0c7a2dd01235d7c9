"""What the server writes leaves at once.

A page's run, and an answer with a body, are several small writes. Under Nagle's algorithm the kernel keeps
the second until the first is acknowledged, which the other side puts off by up to 40 ms. asyncio turns that
off where a socket names TCP as its protocol; the one that `streamlit run` opens, and with it all that it
accepts, names none (`socket.proto` is 0).
"""

import socket
from asyncio import base_events


def install() -> None:
    """From now on each connection of TCP sends what it has."""
    base_events._set_nodelay = _undelayed  # type: ignore[attr-defined]  # asyncio has no hook here


def _undelayed(sock: socket.socket) -> None:
    if sock.family in (socket.AF_INET, socket.AF_INET6) and sock.type == socket.SOCK_STREAM:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

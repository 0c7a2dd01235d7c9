"""A route, or a whole app, asked through ASGI, as a server does it."""

import asyncio
from collections.abc import Mapping
from urllib.parse import unquote

from starlette.routing import BaseRoute, Router
from starlette.types import ASGIApp

Answer = tuple[int, dict[str, str], bytes]  # status, headers, body


def get(
    routes: list[BaseRoute],
    path: str,
    query: str = "",
    accepts: str = "",
    client: str = "",
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """Status, headers and body that a browser gets of some routes.

    Args:
        query: as it stands in the address, without "?".
        accepts: the encodings that it takes.
        client: where it asks from.
        headers: others that it sends.
    """
    sends = {"Accept-Encoding": accepts, **(headers or {})}
    return ask(Router(routes), path, query=query, client=client, headers=sends)


def ask(
    app: ASGIApp,
    path: str,
    method: str = "GET",
    query: str = "",
    client: str = "",
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """Status, headers and body that a browser gets of an app."""
    sent = []
    request = iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive() -> dict:
        for message in request:
            return message
        await asyncio.Event().wait()  # a browser that stays
        return {}

    async def send(message: dict) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": unquote(path),
        "raw_path": path.encode(),
        "root_path": "",
    }
    scope |= {"query_string": query.encode(), "client": (client, 40000)}
    scope |= {"headers": [(name.lower().encode(), value.encode()) for name, value in (headers or {}).items()]}
    asyncio.run(app(scope, receive, send))
    start, *bodies = sent
    told = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], told, b"".join(one.get("body", b"") for one in bodies)

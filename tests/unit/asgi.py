"""A route asked through ASGI, as a server does it."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import unquote

from starlette.routing import BaseRoute, Router


def get(
    routes: list[BaseRoute],
    path: str,
    query: str = "",
    accepts: str = "",
    client: str = "",
    headers: Mapping[str, str] | None = None,
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body that a browser gets.

    Args:
        query: as it stands in the address, without "?".
        accepts: the encodings that it takes.
        client: where it asks from.
        headers: others that it sends.
    """
    sent = []

    async def receive() -> dict:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": unquote(path),
        "raw_path": path.encode(),
        "root_path": "",
    }
    scope |= {"query_string": query.encode(), "client": (client, 40000)}
    sends = {"Accept-Encoding": accepts, **(headers or {})}
    scope |= {"headers": [(name.lower().encode(), value.encode()) for name, value in sends.items()]}
    with ThreadPoolExecutor(1) as thread:  # a browser of an earlier test may have left a loop running in ours
        thread.submit(asyncio.run, Router(routes)(scope, receive, send)).result()
    start, *bodies = sent
    told = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], told, b"".join(one.get("body", b"") for one in bodies)

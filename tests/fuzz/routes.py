"""What browsers ask for by address: every route of the app, with any path, query and head."""

import asyncio
import functools
import os
from typing import Any
from unittest import mock
from urllib.parse import quote

from hypothesis import strategies as st
from starlette.routing import BaseRoute, Router

from dlplay.ui import cache, class_changes, codes, health, metrics, served
from tests.fuzz import board
from tests.fuzz.target import Target
from tests.fuzz.values import TEXTS

PARTS = st.one_of(
    TEXTS,
    st.sampled_from(
        ["..", ".", "", "%2e%2e", "files", served.DIGEST, "maps", "app.py", "dlplay/ui/component.js", "qr"]
    ),
)
PATHS = st.lists(PARTS, max_size=5).map("/".join)


KEY = class_changes.KEY.lower().encode()


@functools.cache
def _loop() -> asyncio.AbstractEventLoop:
    """One for all cases."""
    return asyncio.new_event_loop()


def ask(
    routes: list[BaseRoute],
    path: str,
    query: bytes,
    head: bytes,
    client: Any,
    name: bytes = b"accept-encoding",
) -> tuple[int, bytes]:
    """Status and body, as a server hears them; `client` is None behind a Unix socket, `name` the head's."""
    sent: list[dict] = []

    async def receive() -> dict:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "root_path": ""}
    scope |= {"query_string": query, "client": client, "headers": [(name, head)]}
    _loop().run_until_complete(Router(routes)(scope, receive, send))
    start, *bodies = sent
    return start["status"], b"".join(one.get("body", b"") for one in bodies)


def _served(case: tuple[str, bytes, bytes]) -> None:
    path, query, head = case
    status, _ = ask([served.route(served.FILES)], f"/files/{served.DIGEST}/{path}", query, head, ("x", 1))
    assert status in (200, 307, 404)
    asked = path.rpartition(f"files/{served.DIGEST}/")[2]  # what stands before it is a prefix
    assert status != 200 or asked in served.FILES


def _pictures(case: tuple[str, bytes, bytes]) -> None:
    path, query, head = case
    status, _ = ask([served.pictures()], f"/files/0/maps/{path}.jpg", query, head, ("x", 1))
    assert status in (200, 307, 404)


def _codes(case: tuple[str, bytes, bytes, Any]) -> None:
    text, query, head, client = case
    asked = query or b"text=" + quote(text, safe="").encode()
    status, _ = ask([codes.route()], f"/{codes.PLACE}", asked, head, client)
    assert status in (200, 307, 404, 413)


def _class(case: tuple[str, bytes, bytes]) -> None:
    code, key, client = case
    with mock.patch.object(cache, "classroom", board.rooms):
        status, body = ask([class_changes.route()], f"/{class_changes.PLACE}/{code}", b"", key, client, KEY)
    assert status in (200, 307, 404, 429)
    assert body != b"away"


def _health(case: tuple[str, bytes, bytes]) -> None:
    path, query, head = case
    assert ask(health.routes(), f"/{path}/{health.PLACE}", query, head, ("x", 1))[0] in (200, 307, 404, 503)


def _metrics(case: tuple[str, bytes, bytes]) -> None:
    path, query, head = case
    with mock.patch.dict(os.environ, {metrics.TOKEN: "fuzz"}):
        routes = metrics.routes()
    status, _ = ask(routes, f"/{path}/metrics", query, head, ("x", 1), b"authorization")
    assert status in (200, 307, 404)
    assert status != 200 or head == b"Bearer fuzz"


def _anywhere(case: tuple[str, bytes, bytes]) -> None:
    path, query, head = case
    routes = [served.route(served.FILES), served.pictures(), codes.route(), *health.routes()]
    assert ask(routes, f"/{path}", query, head, ("x", 1))[0] in (200, 307, 404, 413, 503)


def targets() -> list[Target]:
    raw = st.binary(max_size=80)
    heads = st.one_of(st.sampled_from([b"gzip", b"", b"identity;q=0"]), raw)
    # beyond ASCII a query comes through no server: h11 and httptools answer it with 400 (test_shield.py)
    queries = raw.map(lambda query: bytes(one & 0x7F for one in query))
    asked = st.tuples(PATHS, queries, heads)
    ports = st.sampled_from(
        ["http://localhost:1/", "http://127.0.0.1:99999/", "http://[::1/", "http://[::1]:0/x", "//"]
    )
    texts = st.one_of(TEXTS, ports, st.builds(str.__add__, ports, TEXTS))
    clients = st.sampled_from([("127.0.0.1", 1), ("192.168.1.2", 2), None])
    return [
        Target("route of files", asked, _served, (), 3000, entry="served.route"),
        Target("route of pictures", asked, _pictures, (), 3000, entry="served.pictures"),
        Target(
            "route of codes",
            st.tuples(texts, st.one_of(st.just(b""), raw), heads, clients),
            _codes,
            (),
            2000,
            short=6,
            entry="codes.route",
        ),
        Target(
            "route of a class",
            st.tuples(st.one_of(TEXTS, st.text("BCDFGH", min_size=6, max_size=6)), raw, clients),
            _class,
            (),
            1000,
            short=6,
            entry="class_changes.route",
        ),
        Target("route of health", asked, _health, (), 1000, short=6, entry="health.routes"),
        Target(
            "route of metrics",
            st.tuples(PATHS, queries, st.one_of(heads, st.just(b"Bearer fuzz"))),
            _metrics,
            (),
            1000,
            short=6,
            entry="metrics.routes",
        ),
        Target("routes together", asked, _anywhere, (), 2000, short=6),
    ]

"""Round all that the server answers: what browsers may do with it, what is closed, how many may be connected.

The policy is one under which every page works: the browser tests fail at the first violation. Scripts come
from this server alone, those within Streamlit's page by their digests; a component's few lines and what a
student takes home are `blob:`. Styles stand in the page (Streamlit and Plotly write them). What visitors have
brought (`/media/`) runs nothing at all.
"""

import hashlib
import os
import re
from base64 import b64encode
from collections import Counter
from pathlib import Path

import streamlit
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config, net_util

from dlplay.ui import metrics
from dlplay.ui.networks import whose

FRAMES = "DLPLAY_FRAME_ANCESTORS"
ANYBODY = "'self' https:"  # a course page on any site that is encrypted; none of ours asks for a password
MOST_CONNECTIONS = 500  # of a process: a tab takes about 2 MB
OF_ONE_ADDRESS = "DLPLAY_CONNECTIONS_OF_ONE_ADDRESS"
# Where the environment says nothing: a school behind one address, not all seats of one who plays tricks.
MOST_OF_ONE_ADDRESS = 250
CLOSED = ("/_stcore/metrics",)  # Streamlit's own numbers, open to anybody who asks
POLICY, TRY_AGAIN = 1008, 1013  # why a connection is closed: Streamlit's word for a foreign origin; full
CLOUD = Path("/mount/src")  # where Streamlit Community Cloud keeps what it serves
INDEX = Path(streamlit.__file__).parent / "static/index.html"
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
PERMISSIONS = (
    "microphone=(self), clipboard-write=(self), fullscreen=(self), camera=(), geolocation=(), payment=(), "
    "usb=(), serial=(), midi=(), display-capture=()"
)
INERT = "default-src 'none'; style-src 'unsafe-inline'; sandbox"  # what visitors brought


def policy(frames: str, scripts: str = "") -> str:
    """The Content-Security-Policy of a page.

    Args:
        frames: who may show it in a frame, as `frame-ancestors` writes it.
        scripts: the digests of the scripts within the page.
    """
    return "; ".join(
        (
            "default-src 'self'",
            # Plotly makes functions of text to draw in space; protobuf counts in WebAssembly
            f"script-src 'self' 'unsafe-eval' blob:{scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "media-src 'self' data: blob:",
            "connect-src 'self' data: blob:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            f"frame-ancestors {frames}",
        )
    )


def frames() -> str:
    """Who may show a page in a frame: `DLPLAY_FRAME_ANCESTORS`, a list of origins or `none`.

    Raises:
        ValueError: for what would end the rule and begin another.
    """
    told = os.environ.get(FRAMES, "").strip()
    if not re.fullmatch(r"[\w\s:/.*'\[\]-]*", told):
        raise ValueError(f"{FRAMES} must be origins, as https://course.example, or none, got {told!r}")
    if told.strip("'") == "none":
        return "'none'"
    return f"'self' {told}" if told else ANYBODY


def of_one_address() -> int:
    """How many connections one address may have: `DLPLAY_CONNECTIONS_OF_ONE_ADDRESS`, else 250.

    Raises:
        ValueError: for what is no number from 1 to those of the process.
    """
    told = os.environ.get(OF_ONE_ADDRESS, "").strip() or str(MOST_OF_ONE_ADDRESS)
    if not re.fullmatch("[0-9]{1,6}", told) or not 1 <= int(told) <= MOST_CONNECTIONS:
        raise ValueError(f"{OF_ONE_ADDRESS} must be a number from 1 to {MOST_CONNECTIONS}, got {told!r}")
    return int(told)


def digests(page: str) -> str:
    """Of the scripts that stand within a page, as a policy names them."""
    found = (hashlib.sha256(script.encode()).digest() for script in INLINE.findall(page))
    return "".join(f" 'sha256-{b64encode(one).decode()}'" for one in found)


class Shield:
    """Middleware around Streamlit's own; `frames` as `policy` takes it."""

    def __init__(self, app: ASGIApp, frames: str, of_one_address: int = MOST_OF_ONE_ADDRESS):
        self._app, self._of_one_address = app, of_one_address
        self._common = _raw(
            {
                "X-Content-Type-Options": "nosniff",
                "Referrer-Policy": "same-origin",  # a teacher's link holds a key
                "Permissions-Policy": PERMISSIONS,
            }
        )
        self._names = {name for name, _ in self._common}
        page = policy(frames, digests(INDEX.read_text(encoding="utf-8")))
        self._page = [*self._common, *_raw({"Content-Security-Policy": page})]
        self._inert = [*self._common, *_raw({"Content-Security-Policy": INERT})]
        self._open: Counter[str] = Counter()  # connections by address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._answer(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._connect(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                more = self._inert if "/media/" in path else self._more(message["headers"])
                kept = (one for one in message["headers"] if one[0].lower() not in self._names)
                message["headers"] = [*kept, *more]
            await send(message)

        if path.rstrip("/").endswith(CLOSED):
            metrics.refused("place")
            await told({"type": "http.response.start", "status": 404, "headers": []})
            await told({"type": "http.response.body", "body": b"not found"})
        else:
            await self._app(scope, receive, told)

    def _more(self, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        html = any(name.lower() == b"content-type" and b"html" in value for name, value in headers)
        return self._page if html else self._common

    async def _connect(self, scope: Scope, receive: Receive, send: Send) -> None:
        address = whose((scope.get("client") or ("",))[0])
        if self._open.total() >= MOST_CONNECTIONS or self._open.get(address, 0) >= self._of_one_address:
            metrics.refused("connection")
            await send({"type": "websocket.close", "code": TRY_AGAIN})
            return

        async def told(message: Message) -> None:
            if message["type"] == "websocket.close" and message.get("code") == POLICY:
                metrics.refused("origin")
            await send(message)

        self._open[address] += 1
        try:
            await self._app(scope, receive, told)
        finally:
            self._open[address] -= 1
            if not self._open[address]:
                del self._open[address]


def steered_on_its_cloud(place: Path = Path(__file__)) -> None:
    """On Streamlit Community Cloud, whose own page is around every app, that page may steer ours as well.

    Args:
        place: a file of the app; no setting tells where it runs.
    """
    if place.is_relative_to(CLOUD):
        usual = config._config_options_template["client.allowedOrigins"].default_val
        config.set_option("client.allowedOrigins", usual)


def no_question_to_the_internet() -> None:
    """From now on Streamlit does not ask a site of Amazon's under which address this machine is known there.

    It does at each connection that another site's page asks for, in the thread that serves everybody: up to
    two seconds each time where the internet cannot be reached.
    """
    net_util.get_external_ip = lambda: None  # Streamlit has no setting for it


def _raw(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]

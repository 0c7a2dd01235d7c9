"""Streamlit's own scripts and style sheets, gzipped for whoever can unpack them.

Streamlit sends them as they are, megabytes a first visit, to spare the processor. Here each is packed once,
when the first browser asks, and kept: a class on one Wi-Fi waits for its air and not for this machine.
"""

import asyncio
import gzip
import mimetypes
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util

PLACE = "/static/"  # below any prefix; names in it change with their contents
KINDS = (".js", ".css", ".svg")  # fonts and pictures are packed already
HEADERS = {"Cache-Control": "public, max-age=31536000, immutable", "Content-Encoding": "gzip"}


class FrameworkPacked:
    """Answers a GET for one of those files that accepts gzip; all else goes on to `app`.

    Args:
        static: the folder that holds `static/`; Streamlit's own if it is left out.
    """

    def __init__(self, app: ASGIApp, static: Path | None = None):
        folder = Path(file_util.get_static_dir() if static is None else static) / PLACE.strip("/")
        found = (path for path in folder.rglob("*") if path.suffix in KINDS)
        self._files = {path.relative_to(folder).as_posix(): path for path in found}
        self._packed: dict[str, bytes] = {}
        self._turn = asyncio.Lock()
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        name = scope["path"].partition(PLACE)[2] if scope["type"] == "http" else ""
        if name not in self._files:
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        zipped = "gzip" in asked.get("Accept-Encoding", "") and "Range" not in asked

        async def varied(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).add_vary_header("Accept-Encoding")
            await send(message)

        if scope["method"] != "GET" or not zipped:
            await self._app(scope, receive, varied)
            return
        kind = mimetypes.guess_type(name)[0]
        await Response(await self._pack(name), media_type=kind, headers=HEADERS)(scope, receive, varied)

    async def _pack(self, name: str) -> bytes:
        async with self._turn:  # forty browsers ask for the same at once
            if name not in self._packed:
                content = await asyncio.to_thread(self._files[name].read_bytes)
                self._packed[name] = await asyncio.to_thread(gzip.compress, content, 6, mtime=0)
            return self._packed[name]

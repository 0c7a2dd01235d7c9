"""The font of icons, with those alone that are shown here, in the place of Streamlit's four thousand.

`python -m deploy.icon_font` makes it. Its address changes with Streamlit's font and not with ours, in which a
new icon may stand: so browsers keep it, and ask each time whether it is still the one.
"""

import hashlib
import logging
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dlplay.assets import ASSETS, AssetError, read_checked

FOLDER = ASSETS / "fonts"
PLACE = "/static/media/"  # below any prefix
REBUILD = "python -m deploy.icon_font"


class IconFont:
    """Answers a GET for a whole font of `folder` by its name; all else goes on to `app`."""

    def __init__(self, app: ASGIApp, folder: Path = FOLDER):
        self._app = app
        self._fonts: dict[str, tuple[bytes, str]] = {}  # by name, with its tag
        for path in folder.glob("*.woff2"):
            try:
                font = read_checked(path, REBUILD)
            except AssetError as problem:
                logging.getLogger("dlplay").warning("Streamlit's own icons are sent: %s", problem)
                continue
            self._fonts[path.name] = font, f'"{hashlib.sha256(font).hexdigest()[:16]}"'

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = scope["type"] == "http" and scope["method"] == "GET"
        name = scope["path"].partition(PLACE)[2] if asked else ""
        if name not in self._fonts:
            await self._app(scope, receive, send)
            return
        font, tag = self._fonts[name]
        known = tag in Headers(scope=scope).get("If-None-Match", "")
        answer = Response(status_code=304) if known else Response(font, media_type="font/woff2")
        answer.headers.update({"Cache-Control": "public, no-cache", "ETag": tag})
        await answer(scope, receive, send)

"""What browsers load by themselves: the components' modules and style sheets, what those need, and pictures.

All of them stand under one digest of their contents, so a browser keeps a file until any of them changes, and
never mixes two versions. They are read once, at the start, and packed when a browser first asks for them; a
request names one of them or gets nothing.
"""

import gzip
import hashlib
import importlib
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

PLACE = "files"
ROOT = Path(__file__).resolve().parents[2]
KINDS = {".js": "text/javascript", ".css": "text/css", ".bin": "application/octet-stream"}
HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Vary": "Accept-Encoding",
    "X-Content-Type-Options": "nosniff",
}
MADE = {"maps": "dlplay.ui.optimizers.maps"}  # a kind of picture -> the module whose `made(name)` gives it
ALSO = ("assets/models/digits-live.bin",)  # what modules load from outside dlplay/ui, below ROOT


def collect(root: Path, also: tuple[str, ...] = ()) -> dict[str, bytes]:
    """The files by their path below `root`: every module and style sheet in dlplay/ui, and those named.

    A named one may be missing: what needs it tells, and the rest of the house stands.
    """
    rooms = root / "dlplay/ui"
    named = [root / path for path in also if (root / path).is_file()]
    found = [*rooms.rglob("*.js"), *rooms.rglob("*.css"), *named]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(found)}


def digest(files: dict[str, bytes]) -> str:
    """Twelve letters that differ when any path or content does."""
    sums = (f"{path} {hashlib.sha256(content).hexdigest()}\n" for path, content in files.items())
    return hashlib.sha256("".join(sums).encode()).hexdigest()[:12]


def route(files: dict[str, bytes]) -> Route:
    """The route under which they are served, below any prefix: `server.baseUrlPath`'s or a proxy's."""

    @cache
    def packed(path: str) -> bytes:
        return gzip.compress(files[path], mtime=0)

    async def answer(request: Request) -> Response:
        path = request.path_params["path"]
        if path not in files:
            return PlainTextResponse("not found", 404)
        zipped = "gzip" in request.headers.get("Accept-Encoding", "")
        content = packed(path) if zipped else files[path]
        headers = HEADERS | ({"Content-Encoding": "gzip"} if zipped else {})
        return Response(content, media_type=KINDS[Path(path).suffix], headers=headers)

    return Route(f"/{{prefix:path}}{PLACE}/{digest(files)}/{{path:path}}", answer)


def pictures() -> Route:
    """The route of the pictures that are made here, each under a digest of its own."""

    def answer(request: Request) -> Response:
        kind, name = (request.path_params[part] for part in ("kind", "name"))
        # imported when the first browser asks: a server starts without what makes them
        made = importlib.import_module(MADE[kind]).made(name) if kind in MADE else None
        if made is None:
            return PlainTextResponse("not found", 404)
        return Response(made, media_type="image/jpeg", headers=HEADERS)

    return Route(f"/{{prefix:path}}{PLACE}/{{digest}}/{{kind}}/{{name}}.jpg", answer)


def picture_address(kind: str, name: str, jpeg: bytes) -> str:
    """Where the browser finds a picture, relative to the page; another picture has another address."""
    return f"{PLACE}/{hashlib.sha256(jpeg).hexdigest()[:12]}/{kind}/{name}.jpg"


FILES = collect(ROOT, ALSO)
DIGEST = digest(FILES)


def address(file: Path) -> str:
    """Where the browser finds a file, relative to the page that it is on."""
    path = file.resolve().relative_to(ROOT).as_posix()
    if path not in FILES:
        raise ValueError(f"file: {path} is not served; name it in ALSO")
    return f"{PLACE}/{DIGEST}/{path}"

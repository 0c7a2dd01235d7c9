"""The route under which a browser asks for the QR code of what stands in its address bar.

The browser alone knows that address: a live slider may have moved it a moment ago, and which name of this
machine it was opened under. Where that is `localhost`, which on a student's phone means the phone, the code
holds the machine's address in its network instead, if the server answers there.
"""

import importlib
import socket
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from streamlit import net_util

from dlplay.ui import metrics

PLACE = "files/qr"
OWN = ("localhost", "127.0.0.1", "::1")  # names under which a machine knows only itself
PATIENCE = 0.5  # seconds in which this machine answers itself


def route() -> Route:
    """`?text=…` as a code; answers what the code holds, and the code as SVG."""

    def answer(request: Request) -> Response:
        qr = importlib.import_module("dlplay.ui.qr")  # when the first browser asks: a server starts without
        asked = request.query_params.get("text", "")
        text = in_the_network(asked) if request.client and request.client.host in OWN else asked
        if not 0 < qr.size(text) <= qr.MOST:
            metrics.refused("qr")
            return JSONResponse({"size": qr.size(text), "most": qr.MOST}, 413)
        return JSONResponse({"text": text, "svg": qr.svg(text), "far": qr.size(text) <= qr.FAR})

    return Route(f"/{{prefix:path}}{PLACE}", answer)


def in_the_network(address: str) -> str:
    """An address of this machine as others of its network reach it; any other as it is."""
    try:
        parts = urlsplit(address)
        port = parts.port or 80
    except ValueError:
        return address
    if parts.scheme != "http" or parts.hostname not in OWN:
        return address
    host = net_util.get_internal_ip()
    if not host or host in OWN or not _answers(host, port):
        return address
    return parts._replace(netloc=f"{host}:{port}" if parts.port else host).geturl()


def _answers(host: str, port: int) -> bool:
    """Whether the server listens there; one that was started for this machine alone does not."""
    try:
        socket.create_connection((host, port), PATIENCE).close()
    except OSError:
        return False
    return True

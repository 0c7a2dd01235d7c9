"""`/healthz`: what of the house stands, for a container's health check and for whoever looks after a server.

200 while pages can be served, 503 while the server starts or can serve none. A missing model takes its page
with it and nothing else, so it is told ("degraded") and is no reason to start the server again. No path, no
address and no visitor is named: anybody may read it.
"""

import importlib
import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

import dlplay
from dlplay.ui import gate, served

PLACE = "healthz"
FRESH = 1.0  # seconds for which an answer serves all who ask
STUCK = 60.0  # seconds of one page run after which nobody can be said to be served
PATIENCE = 0.5  # seconds in which another machine takes a connection
PORTS = {"tcp": 8786, "tls": 8786, "postgresql": 5432, "postgres": 5432}  # where an address names none

log = logging.getLogger("dlplay.health")


class State:
    """How the start went, and the last look; of the process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self._clock, self._began = clock, clock()
        self._start = "starting"
        self._looking = threading.Lock()
        self._looked, self._found = -FRESH, dict[str, Any]()

    @contextmanager
    def starting(self) -> Iterator[None]:
        """Around what must be loaded before any page can be served."""
        try:
            yield
        except Exception as fault:
            self._start = "failing"
            log.error("The start failed", exc_info=fault)
        else:
            self._start = "ok"
            log.info("Pages can be served, %.1f s after the start", self._clock() - self._began)

    def answer(self) -> dict[str, Any]:
        """What is told; `status` is "ok", "degraded", "starting" or "failing"."""
        status = "failing" if gate.GATE.held > STUCK else self._start
        found = self._look() if self._start == "ok" else {}
        if status == "ok" and _lacking(found):
            status = "degraded"
        facts = {"status": status, "version": version(), "seconds": round(self._clock() - self._began)}
        return facts | found

    def _look(self) -> dict[str, Any]:
        """One thread looks, at most once a second; whoever comes meanwhile gets what was found before."""
        if self._clock() - self._looked >= FRESH and self._looking.acquire(blocking=False):
            try:
                self._found = {"assets": _assets(), "jobs": _jobs(), "classroom": _classroom()}
                self._looked = self._clock()
            finally:
                self._looking.release()
        return self._found


STATE = State()


def version() -> dict[str, str]:
    """The release, what browsers load of it, and the commit where whoever built the server has told it."""
    told = os.environ.get("DLPLAY_REVISION", "")
    return {"dlplay": dlplay.__version__, "files": served.DIGEST} | ({"revision": told} if told else {})


def routes() -> list[Route]:
    """The route, below any prefix too: `server.baseUrlPath`'s or a proxy's."""

    def answer(request: Request) -> Response:
        told = STATE.answer()
        served_now = told["status"] in ("ok", "degraded")
        return JSONResponse(told, 200 if served_now else 503, {"Cache-Control": "no-store"})

    return [Route(f"/{PLACE}", answer), Route(f"/{{prefix:path}}/{PLACE}", answer)]


def _lacking(found: dict[str, Any]) -> bool:
    broken = not {*found.get("assets", {}).values()} <= {"loaded", "there"}
    return broken or "away" in (found.get("jobs", {}).get("cluster"), found.get("classroom"))


# imported where they are asked: the server answers before it has numpy


def _assets() -> dict[str, str]:
    return importlib.import_module("dlplay.assets").standing()


def _jobs() -> dict[str, Any]:
    """Without a job nothing of ours runs; a cluster of one's own is asked whether it takes a connection."""
    waiting, running, cluster = importlib.import_module("dlplay.ui.cache").jobs().standing()
    scheduler = os.environ.get("DLPLAY_DASK_SCHEDULER")
    if cluster == "idle" and scheduler and not _reachable(scheduler):
        cluster = "away"
    return {"cluster": cluster, "waiting": waiting, "running": running}


def _classroom() -> str:
    """ "unused" (nobody has opened or joined a room here yet), "answers" or "away"."""
    cache = importlib.import_module("dlplay.ui.cache")
    if cache.classroom_in_use():
        return "answers" if cache.classroom().answers() else "away"
    database = os.environ.get("DLPLAY_DATABASE_URL", "")
    return "unused" if _reachable(database) else "away"


def _reachable(address: str) -> bool:
    """Whether somebody takes a connection there; true of an address that names no other machine."""
    try:
        parts = urlsplit(address)
        port = parts.port or PORTS.get(parts.scheme.partition("+")[0])
        if parts.hostname and port:
            socket.create_connection((parts.hostname, port), PATIENCE).close()
    except (OSError, ValueError):
        return False
    return True

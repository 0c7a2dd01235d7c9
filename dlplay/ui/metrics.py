"""What is counted, for Prometheus, and `/metrics`, where it is read: of this process, and of no visitor.

Every label's values are written down here, so no word of a visitor can become one. The route is there only
where `DLPLAY_METRICS_TOKEN` is set, and answers who brings the token (`Authorization: Bearer …`): behind a
proxy on the same machine everybody comes from the loopback address, so that one proves nothing. Several web
processes have a route each; Prometheus adds them up.
"""

import hmac
import os
from collections.abc import Iterable, Iterator

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

PLACE = "metrics"
TOKEN = "DLPLAY_METRICS_TOKEN"
TYPE = "text/plain; version=0.0.4; charset=utf-8"
SECONDS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
BY = ("visitor", "clock")  # who asked for a page run: a person's move, or a page that draws itself again
KINDS = {  # what is refused
    "board": "something on the class board: a code, a name, a vote too many, a database that is away",
    "change": "a change more than a run of the network page may have",
    "connection": "a browser beyond those that a process, or one address, may have open",
    "drawing": "strokes or pictures beyond their bounds, or none",
    "file": "a lesson, network or text to be read back that is not one",
    "link": "settings of an address that do not exist or are out of range",
    "origin": "another site's page that asked for a connection",
    "photo": "a file that is no photo, or too large",
    "place": "an address that is closed to visitors",
    "qr": "a text that no QR code holds",
    "sound": "a recording without a word, or too long",
    "table": "a CSV that is none, or points beyond the bounds",
    "training": "a training of somebody who has one, or beyond the line",
    "value": "what a browser says of a widget and cannot be, each time that it is asked for",
    "upload": "bytes beyond those that a visit, or the process, may keep",
}

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
disable_created_metrics()  # a second row for each, which tells when this process began


def _seconds(name: str, told: str) -> Histogram:
    return Histogram(name, told, ["by"], registry=REGISTRY, buckets=SECONDS)


_run = _seconds("dlplay_run_seconds", "A page run, once it had its turn")
_wait = _seconds("dlplay_wait_seconds", "Until a page run had its turn")
_refused = Counter("dlplay_refused", "Inputs that were refused, by kind", ["kind"], registry=REGISTRY)
_faults = Counter("dlplay_faults", "Page runs that broke; the log tells where", registry=REGISTRY)
# made once: a name that stands nowhere here is a KeyError, and no new row
_RUNS = {by: (_run.labels(by), _wait.labels(by)) for by in BY}
_REFUSALS = {kind: _refused.labels(kind) for kind in KINDS}


def ran(by: str, seconds: float, waited: float) -> None:
    """A page run has ended; `by` is one of `BY`. A move's cost: 2 µs."""
    run, wait = _RUNS[by]
    run.observe(seconds)
    wait.observe(waited)


def refused(kind: str) -> None:
    """Something was refused; `kind` is one of `KINDS`."""
    _REFUSALS[kind].inc()


def fault() -> None:
    """A page run broke."""
    _faults.inc()


class _Now(Collector):
    """What is asked when Prometheus comes, instead of being kept up to date."""

    def collect(self) -> Iterator[Metric]:
        from streamlit.runtime import Runtime

        from dlplay.ui.cache import jobs
        from dlplay.ui.health import version

        told = GaugeMetricFamily("dlplay_build", "1; which version this is", labels=[*version()])
        told.add_metric([*version().values()], 1)
        yield told
        sessions = Runtime.instance()._session_mgr.num_active_sessions() if Runtime.exists() else 0
        yield GaugeMetricFamily("dlplay_sessions", "Browser tabs that are connected", value=sessions)
        waiting, running, cluster = jobs().standing()
        queue = GaugeMetricFamily("dlplay_jobs", "Trainings that wait and that run", labels=["state"])
        queue.add_metric(["waiting"], waiting)
        queue.add_metric(["running"], running)
        yield queue
        away = float(cluster == "away")
        yield GaugeMetricFamily("dlplay_cluster_away", "1 while the trainings' cluster is lost", value=away)
        ended = CounterMetricFamily("dlplay_jobs_ended", "Trainings that ended, by how", labels=["state"])
        for state, count in jobs().ends().items():
            ended.add_metric([state], count)
        yield ended

    def describe(self) -> Iterable[Metric]:
        return ()  # else all of it would be asked at the start, to learn the names


REGISTRY.register(_Now())


def routes() -> list[Route]:
    """The route, below any prefix too; none without a token."""
    token = os.environ.get(TOKEN, "")
    if not token:
        return []

    def answer(request: Request) -> Response:
        given = request.headers.get("Authorization", "")
        if not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
            refused("place")
            return PlainTextResponse("not found", 404)
        return Response(generate_latest(REGISTRY), headers={"Cache-Control": "no-store"}, media_type=TYPE)

    return [Route(f"/{PLACE}", answer), Route(f"/{{prefix:path}}/{PLACE}", answer)]

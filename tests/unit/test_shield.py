"""What browsers are told with every answer, what is closed, and how many may be connected."""

import asyncio
import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route, Router
from streamlit import config, net_util
from streamlit.web.server import server_util
from streamlit.web.server.starlette.starlette_routes import create_host_config_routes

import app
from dlplay.ui import metrics, shield
from tests.unit import asgi

PAGE, FILE, PHOTO = "/neuron", "/static/js/index.js", "/media/photo.svg"
POLICY = "content-security-policy"


def answered(path: str, answer: Response | None = None) -> tuple[int, dict[str, str], bytes]:
    """What a browser gets where the server behind answers so."""
    behind = Router([Route("/{path:path}", lambda request: answer or HTMLResponse("<html>"))])
    return asgi.ask(shield.Shield(behind, shield.frames()), path)


def rules(path: str = PAGE) -> dict[str, list[str]]:
    """The policy of a page, by directive."""
    written = answered(path)[1][POLICY].split("; ")
    return {name: values for name, *values in map(str.split, written)}


def counted(kind: str) -> float:
    return metrics.REGISTRY.get_sample_value("dlplay_refused_total", {"kind": kind}) or 0.0


@pytest.fixture(autouse=True)
def nobody_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(shield.FRAMES, raising=False)


def test_the_server_that_starts_stands_behind_it() -> None:
    assert app.middleware[0].cls == shield.Shield


def test_scripts_come_from_this_server_alone_and_nothing_else_is_asked() -> None:
    told = rules()
    for directive, sources in told.items():
        if directive != "frame-ancestors":
            assert not [one for one in sources if re.search(r"https?:|\*|//", one)], directive
    assert "'unsafe-inline'" not in told["script-src"]
    assert told["default-src"] == ["'self'"]
    assert told["object-src"] == ["'none'"]


def test_the_script_within_streamlit_s_page_is_allowed_by_its_digest() -> None:
    """sha256 of the empty string and of "abc", from the standard (FIPS 180-2), as base64."""
    assert shield.digests("<script></script>") == " 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    assert shield.digests('<script>abc</script><script src="x"></script>') == (
        " 'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='"
    )
    page = shield.INDEX.read_text(encoding="utf-8")
    inline = [one for one in re.findall(r"<script([^>]*)>", page) if "src=" not in one]
    assert len([one for one in rules()["script-src"] if "sha256" in one]) == len(inline)
    assert not re.search(r"\son\w+=", page)  # no handler in an attribute, which no digest would allow


@pytest.mark.parametrize("path", [PAGE, FILE, PHOTO])
def test_every_answer_says_what_a_browser_must_not_guess_or_tell(path: str) -> None:
    given = PlainTextResponse("", headers={"X-Content-Type-Options": "something"})
    _, headers, _ = answered(path, given if path == FILE else None)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "microphone=(self)" in headers["permissions-policy"]
    assert "camera=()" in headers["permissions-policy"]
    assert (POLICY in headers) == (path != FILE)


def test_what_visitors_brought_runs_nothing() -> None:
    assert answered(PHOTO)[1][POLICY] == shield.INERT
    assert shield.INERT.startswith("default-src 'none'")
    assert "sandbox" in shield.INERT


@pytest.mark.parametrize(
    ("told", "allowed"),
    [
        ("", "'self' https:"),
        ("none", "'none'"),
        ("'none'", "'none'"),
        ("https://moodle.example.org https://*.school.cn:8443", None),
    ],
)
def test_who_may_show_a_page_in_a_frame_is_told_by_the_environment(
    told: str, allowed: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(shield.FRAMES, told)
    assert rules()["frame-ancestors"] == (allowed or f"'self' {told}").split()


@pytest.mark.parametrize("told", ["https://a.example; script-src *", "https://a.example, x", "a\r\nb: c\x00"])
def test_no_other_rule_comes_in_by_the_environment(told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shield.os, "environ", {shield.FRAMES: told})
    with pytest.raises(ValueError, match=shield.FRAMES):
        shield.frames()


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/below/a/path/_stcore/metrics", "/_stcore/metrics/"])
def test_streamlit_s_own_numbers_are_closed(path: str) -> None:
    before = counted("place")
    status, headers, body = answered(path)
    assert (status, body) == (404, b"not found")
    assert headers["x-content-type-options"] == "nosniff"
    assert counted("place") == before + 1
    assert answered("/_stcore/health")[0] == 200


def connect(*clients: str, code: int | None = None) -> list[list[dict]]:
    """What each of these gets that is connected while those before it still are; the one behind closes
    with `code`, or waits until all are there."""
    sent: list[list[dict]] = [[] for _ in clients]

    async def run() -> None:
        over = asyncio.Event()

        async def behind(scope: dict, receive: object, send) -> None:
            if code is not None:
                await send({"type": "websocket.close", "code": code})
                return
            await send({"type": "websocket.accept"})
            await over.wait()

        shielded = shield.Shield(behind, shield.frames(), shield.of_one_address())

        async def one(place: int) -> None:
            async def send(message: dict) -> None:
                sent[place].append(message)

            scope = {
                "type": "websocket",
                "path": "/_stcore/stream",
                "client": (clients[place], 1),
                "headers": [],
            }
            await shielded(scope, None, send)

        tasks = []
        for place in range(len(clients)):
            tasks.append(asyncio.create_task(one(place)))
            await asyncio.sleep(0)
        over.set()
        await asyncio.gather(*tasks)
        assert not shielded._open  # nothing is kept of those who have left

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, run()).result()
    return sent


def test_one_address_leaves_seats_for_others_and_a_process_has_so_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shield, "MOST_CONNECTIONS", 3)
    monkeypatch.setenv(shield.OF_ONE_ADDRESS, "2")
    before = counted("connection")
    told = connect("10.0.0.1", "10.0.0.1", "10.0.0.1", "10.0.0.2", "10.0.0.3")
    accepted, full = [{"type": "websocket.accept"}], [{"type": "websocket.close", "code": 1013}]
    assert told == [accepted, accepted, full, accepted, full]
    assert counted("connection") == before + 2
    told = connect("2001:db8:1:2::a", "2001:db8:1:2::b", "2001:db8:1:2::c", "2001:db8:1:3::a")
    assert told == [accepted, accepted, full, accepted]  # a machine has as many of these as it likes


@pytest.mark.parametrize("told", ["0", "501", "-1", "2.5", "many", "9" * 5000])
def test_a_bound_on_one_address_is_one_that_a_process_can_keep(
    told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shield.of_one_address() == shield.MOST_OF_ONE_ADDRESS
    monkeypatch.setenv(shield.OF_ONE_ADDRESS, told)
    with pytest.raises(ValueError, match=f"{shield.OF_ONE_ADDRESS} must be a number from 1 to 500"):
        shield.of_one_address()


def test_a_foreign_page_s_connection_is_counted() -> None:
    before = counted("origin")
    assert connect("10.0.0.1", code=1008) == [[{"type": "websocket.close", "code": 1008}]]
    assert connect("10.0.0.1", code=1000)
    assert counted("origin") == before + 1


@pytest.mark.parametrize(("place", "steers"), [("/srv/dlplay", False), ("/mount/src/dlplay", True)])
def test_a_page_around_ours_steers_it_on_streamlit_s_cloud_alone(
    place: str, steers: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "_config_options", None)
    shield.steered_on_its_cloud(Path(place) / "dlplay/ui/shield.py")
    told = asgi.ask(Router(create_host_config_routes(None)), "/_stcore/host-config")[2]
    around = json.loads(told)["allowedOrigins"]
    assert around == [] or steers
    assert ("https://*.streamlit.app" in around) == steers


def test_a_foreign_page_is_judged_without_a_question_to_the_internet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen: each took up to two seconds in the thread that serves everybody."""
    asked: list[str] = []
    monkeypatch.setattr(net_util, "_make_blocking_http_get", lambda url, timeout=5: asked.append(url))
    assert not server_util.is_url_from_allowed_origins("https://elsewhere.example")
    assert server_util.is_url_from_allowed_origins("http://localhost:3000")
    assert not asked

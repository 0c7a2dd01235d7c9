"""The route of QR codes: what a browser gets for its address, and how localhost becomes a name for all."""

import json
from urllib.parse import quote

import pytest

from dlplay.ui import codes, qr
from tests.unit import asgi

AWAY = "192.168.7.20"


def get(text: str, client: str = AWAY, prefix: str = "/") -> tuple[int, dict]:
    query = f"text={quote(text, safe='')}"
    status, _, body = asgi.get([codes.route()], f"{prefix}{codes.PLACE}", query, client=client)
    return status, json.loads(body)


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codes.net_util, "get_internal_ip", lambda: AWAY)
    monkeypatch.setattr(codes, "_answers", lambda host, port: (host, port) == (AWAY, 8501))


@pytest.mark.parametrize("prefix", ["/", "/below/a/path/"])
def test_a_browser_gets_the_code_of_its_address(prefix: str) -> None:
    text = "https://dlplay.example/neuron?w=1_-0.5_0&lang=zh#x"
    assert get(text, prefix=prefix) == (200, {"text": text, "svg": qr.svg(text), "far": True})
    assert not get("https://dlplay.example/?text=" + "a" * qr.FAR)[1]["far"]


@pytest.mark.parametrize("text", ["", "a" * 3000, "网" * 985])
def test_what_no_code_holds_is_told_with_its_size(text: str) -> None:
    assert get(text) == (413, {"size": qr.size(text), "most": qr.MOST})


@pytest.mark.usefixtures("network")
@pytest.mark.parametrize(
    ("given", "held"),
    [
        ("http://localhost:8501/neuron?x=1", f"http://{AWAY}:8501/neuron?x=1"),
        ("http://127.0.0.1:8501/", f"http://{AWAY}:8501/"),
        ("http://[::1]:8501/a#b", f"http://{AWAY}:8501/a#b"),
        ("http://localhost:8502/", "http://localhost:8502/"),  # nobody answers there
        ("http://localhost:99999/", "http://localhost:99999/"),
        ("https://dlplay.example:8501/", "https://dlplay.example:8501/"),
        ("http://localhost.example:8501/", "http://localhost.example:8501/"),
        ("no address", "no address"),
    ],
)
def test_this_machine_is_named_as_its_network_knows_it(given: str, held: str) -> None:
    assert get(given, client="127.0.0.1")[1]["text"] == held


@pytest.mark.usefixtures("network")
def test_nobody_from_elsewhere_learns_the_name_of_this_machine() -> None:
    assert get("http://localhost:8501/")[1]["text"] == "http://localhost:8501/"


def test_where_nobody_listens_nobody_answers() -> None:
    assert not codes._answers("127.0.0.1", 1)

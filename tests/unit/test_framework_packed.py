"""Streamlit's own files, packed on their way: the same bytes, for those alone who can unpack them."""

import gzip
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from starlette.types import ASGIApp
from streamlit import file_util
from streamlit.web.server.starlette.starlette_static_routes import create_streamlit_static_handler

from dlplay.ui.framework_packed import FrameworkPacked
from tests.unit.asgi import Answer, ask

FOLDER = Path(file_util.get_static_dir())
GZIP = {"accept-encoding": "gzip, deflate, br"}
SCRIPT = next(path.relative_to(FOLDER).as_posix() for path in sorted(FOLDER.rglob("index.*.js")))
FONT = next(path.relative_to(FOLDER).as_posix() for path in sorted(FOLDER.rglob("*.woff2")))


@pytest.fixture(scope="module")
def streamlit() -> Starlette:
    """What Streamlit answers by itself, below no prefix and below one."""
    static = create_streamlit_static_handler(str(FOLDER), "")
    late = Route("/page", lambda _: PlainTextResponse("a page"))
    return Starlette(routes=[late, Mount("/below/it", static), Mount("/", static)])


@pytest.mark.parametrize("prefix", ["/", "/below/it/"])
def test_a_script_arrives_packed_with_streamlits_own_headers(streamlit: Starlette, prefix: str) -> None:
    packed = FrameworkPacked(streamlit)
    status, headers, body = ask(packed, prefix + SCRIPT, headers=GZIP)
    _, own, plain = ask(packed, prefix + SCRIPT)
    assert (status, headers["content-encoding"], headers["vary"]) == (200, "gzip", "Accept-Encoding")
    assert gzip.decompress(body) == plain == (FOLDER / SCRIPT).read_bytes()
    assert headers["content-type"] == own["content-type"]
    assert set(headers["cache-control"].split(", ")) == set(own["cache-control"].split(", "))
    assert int(headers["content-length"]) == len(body) < len(plain) / 2


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("GET", f"/{SCRIPT}", {}),
        ("GET", f"/{SCRIPT}", GZIP | {"range": "bytes=0-9"}),
        ("HEAD", f"/{SCRIPT}", GZIP),
        ("GET", f"/{FONT}", GZIP),
        ("GET", "/page", GZIP),
        ("GET", "/static/../index.html", GZIP),
        ("GET", "/static/js/none.js", GZIP),
        ("POST", f"/{SCRIPT}", GZIP),
    ],
)
def test_all_else_is_streamlits_answer(
    streamlit: Starlette, method: str, path: str, headers: dict[str, str]
) -> None:
    def answer(app: ASGIApp) -> Answer:
        status, told, body = ask(app, path, method, headers=headers)
        told.pop("vary", None)
        return status, told, body

    assert answer(FrameworkPacked(streamlit)) == answer(streamlit)


def test_a_store_on_the_way_keeps_both_kinds_apart(streamlit: Starlette) -> None:
    _, headers, _ = ask(FrameworkPacked(streamlit), f"/{SCRIPT}")
    assert "Accept-Encoding" in headers["vary"]


def test_a_file_is_packed_once(streamlit: Starlette, tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "static/a.js").write_text("first")
    packed = FrameworkPacked(streamlit, tmp_path)
    first = ask(packed, "/static/a.js", headers=GZIP)[2]
    (tmp_path / "static/a.js").unlink()
    assert ask(packed, "/static/a.js", headers=GZIP)[2] == first
    assert gzip.decompress(first) == b"first"

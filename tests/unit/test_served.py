"""What browsers load by themselves: the right files under the right names, and nothing else."""

import gzip
from pathlib import Path

import pytest
from starlette.routing import Route

from dlplay.ui import served
from tests.unit import asgi

MODULE = "dlplay/ui/component.js"
ADDRESS = served.address(served.ROOT / MODULE)


def get(path: str, routes: list[Route] | None = None, accepts: str = "gzip") -> tuple[int, dict, bytes]:
    return asgi.get([served.route(served.FILES)] if routes is None else routes, path, accepts=accepts)


def digest_of(root: Path, **modules: str) -> str:
    """The digest of another checkout with these modules."""
    for name, content in modules.items():
        path = root / "dlplay/ui" / f"{name}.js"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return served.digest(served.collect(root))


def test_a_module_arrives_as_javascript_and_stays_in_the_browser() -> None:
    status, headers, body = get(f"/{ADDRESS}")
    assert status == 200
    assert headers["content-type"].startswith("text/javascript")
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == (served.ROOT / MODULE).read_bytes()


def test_a_client_that_cannot_unpack_gets_the_file_as_it_is() -> None:
    _, headers, body = get(f"/{ADDRESS}", accepts="identity")
    assert "content-encoding" not in headers
    assert body == (served.ROOT / MODULE).read_bytes()


@pytest.mark.parametrize("path", served.FILES)
def test_every_file_has_its_kind(path: str) -> None:
    _, headers, _ = get(f"/files/{served.DIGEST}/{path}")
    kinds = {".js": "text/javascript", ".css": "text/css", ".bin": "application/octet-stream"}
    assert headers["content-type"].split(";")[0] == kinds[Path(path).suffix]


@pytest.mark.parametrize(
    "path",
    [
        "app.py",
        "dlplay/ui/served.py",
        "../README.md",
        "dlplay/ui/../../app.py",
        "dlplay/ui/%2e%2e/%2e%2e/app.py",
        "dlplay/ui/..%2f..%2fapp.py",
        "/etc/passwd",
        "",
    ],
)
def test_nothing_else_is_served(path: str) -> None:
    status, headers, body = get(f"/files/{served.DIGEST}/{path}")
    assert (status, body) == (404, b"not found")
    assert "cache-control" not in headers


def test_a_slash_too_many_leads_to_the_address_without_it() -> None:
    # found by fuzzing: for the framework a path of one line is no path of two
    status, headers, _ = get(f"/files/{served.DIGEST}/\r\n/")
    assert (status, headers["location"]) == (307, f"/files/{served.DIGEST}/%0D%0A")


def test_another_version_is_not_served() -> None:
    assert get(f"/files/000000000000/{MODULE}")[0] == 404


@pytest.mark.parametrize("prefix", ["class", "~/+", "class/a"])
def test_a_prefix_may_come_first(prefix: str) -> None:
    assert get(f"/{prefix}/{ADDRESS}")[2] == get(f"/{ADDRESS}")[2]


def test_the_digest_tells_contents_and_names_apart(tmp_path: Path) -> None:
    houses = [{"a": "1", "b": "2"}, {"a": "1", "b": "3"}, {"a": "2", "b": "1"}, {"a": "1", "b": "2", "c": ""}]
    digests = [digest_of(tmp_path / str(n), **modules) for n, modules in enumerate(houses)]
    assert len(set(digests)) == len(houses)
    assert digest_of(tmp_path / "again", b="2", a="1") == digests[0]


def test_only_what_is_served_has_an_address() -> None:
    with pytest.raises(ValueError, match=r"app\.py is not served"):
        served.address(served.ROOT / "app.py")

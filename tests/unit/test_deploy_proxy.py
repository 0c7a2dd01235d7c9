"""The proxy in front of several web processes: a real nginx before small servers that say who they are."""

import gzip
import http.client
import re
import threading
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from deploy import seats
from tests import proxy

CONFIG = (proxy.DEPLOY / "nginx.conf").read_text(encoding="utf-8")
needs_nginx = pytest.mark.skipif(proxy.nginx() is None, reason="no nginx here")
LONG = "script " * 1000


class Backend(BaseHTTPRequestHandler):
    """Answers with its port; counts what it is asked for."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.server.gone:  # on a connection that was kept
            self.close_connection = True
            return
        port = self.server.server_address[1]
        self.server.asked.append(self.path)
        if self.headers.get("Upgrade"):
            self.send_response(101)
            self.send_header("Upgrade", "websocket")
            self.send_header("Connection", "upgrade")
            self.end_headers()
            self.close_connection = True
            return
        missing = self.path == f"/media/not-at-{port}"
        body = f"{port} {self.headers.get('X-Forwarded-For')} {self.headers.get('X-Forwarded-Proto')} {LONG}"
        self.send_response(404 if missing else 200)
        kept = "public, max-age=31536000, immutable" if "/static/" in self.path else "no-cache"
        for name, value in {"Content-Type": "text/javascript", "Cache-Control": kept, "Vary": "x"}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def do_PUT(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *_: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Backend)
        self.asked: list[str] = []
        self.gone = False
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def seat(self) -> str:
        return str(self.server_address[1])

    def leave(self) -> None:
        self.gone = True
        self.shutdown()
        self.server_close()


class Answer:
    """What a visitor without a memory gets."""

    def __init__(self, port: int, path: str, method: str = "GET", body: bytes = b"", **headers: str):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request(method, path, body, {name.replace("_", "-"): one for name, one in headers.items()})
        got = connection.getresponse()
        self.status, self.headers = got.status, got.headers
        raw = b"" if got.status == 101 else got.read()
        text = gzip.decompress(raw) if got.headers.get("Content-Encoding") == "gzip" else raw
        self.size, self.words = len(raw), text.decode().split()
        connection.close()

    @property
    def seat(self) -> str | None:
        """The one that the cookie takes; None where it stays as it was."""
        return (re.match(r"dlplay_seat=(\d+); ", self.headers.get("Set-Cookie", "")) or [None, None])[1]


House = tuple[Callable[..., Answer], list[Server]]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with ExitStack() as stack:
        servers = [Server(), Server()]
        for server in servers:
            stack.callback(server.leave)
        addresses = [f"127.0.0.1:{server.seat}" for server in servers]
        address = stack.enter_context(proxy.running(tmp_path / "proxy", addresses, ["127.0.0.0/8"]))
        port = int(address.rpartition(":")[2])
        yield lambda path, **told: Answer(port, path, **told), servers


@needs_nginx
def test_a_visitor_keeps_the_seat_that_chance_drew(house: House) -> None:
    ask, servers = house
    drawn = {answer.seat: answer.words[0] for answer in (ask("/digits") for _ in range(20))}
    assert drawn == {server.seat: server.seat for server in servers}  # both, and the cookie says who answered
    for seat in drawn:
        answers = [ask("/digits", Cookie=f"dlplay_seat={seat}") for _ in range(5)]
        assert {(answer.words[0], answer.seat) for answer in answers} == {(seat, None)}
    for odd in ("8", "", "x; y", "127.0.0.1", "8501 8502"):
        assert ask("/digits", Cookie=f"dlplay_seat={odd}").seat in drawn


@needs_nginx
def test_who_loses_a_process_stays_with_the_one_that_took_over(house: House) -> None:
    ask, (one, other) = house
    one.leave()
    moved = ask("/digits", Cookie=f"dlplay_seat={one.seat}")
    assert (moved.status, moved.words[0], moved.seat) == (200, other.seat, other.seat)
    page = ask("/_stcore/stream", Cookie=f"dlplay_seat={one.seat}", Upgrade="websocket", Connection="Upgrade")
    assert (page.status, page.seat) == (101, other.seat)  # what the browser does first when a page comes back


@needs_nginx
def test_what_has_its_contents_in_its_name_is_asked_once_and_sent_packed(house: House) -> None:
    ask, servers = house
    packed = [ask("/static/js/a.1.js", Accept_Encoding=f"gzip, {other}") for other in ("br", "zstd", "x")]
    plain = ask("/static/js/a.1.js", Accept_Encoding="identity")
    assert [path for server in servers for path in server.asked] == ["/static/js/a.1.js"] * 2
    assert [one.headers["X-Cache-Status"] for one in packed] == ["MISS", "HIT", "HIT"]
    assert {one.headers["Content-Encoding"] for one in packed} == {"gzip"}
    assert packed[0].words[3:] == plain.words[3:] == LONG.split()
    assert packed[0].size < plain.size / 5
    for path in ("/digits", "/static/media/MaterialSymbols-Rounded.x.woff2"):
        ask(path), ask(path)
        assert sum(server.asked.count(path) for server in servers) == 2


@needs_nginx
def test_what_one_process_alone_has_is_found(house: House) -> None:
    ask, (one, other) = house
    path = f"/media/not-at-{one.seat}"
    assert ask(path, Cookie=f"dlplay_seat={one.seat}").words[0] == other.seat


@needs_nginx
def test_what_only_the_server_s_own_may_ask_is_not_there(house: House) -> None:
    ask, servers = house
    hidden = ["/_stcore/metrics", "/_stcore//metrics", "/_stcore/%6detrics", "/x/_stcore/metrics"]
    hidden += ["/metrics", "/_stcore/agent/mcp", "/_stcore/./agent/interact"]
    assert {ask(path).status for path in hidden} == {404}
    assert not [path for server in servers for path in server.asked]


@needs_nginx
def test_bodies_are_bounded_and_a_file_may_be_as_large_as_a_page_takes(house: House) -> None:
    ask, _ = house
    config = tomllib.loads((proxy.DEPLOY.parent / ".streamlit/config.toml").read_text(encoding="utf-8"))
    most = config["server"]["maxUploadSize"]
    upload = "/_stcore/upload_file/session/file"
    assert ask(upload, method="PUT", body=bytes(most << 20)).status == 200
    bound = re.search(r"upload_file/ \{\s+client_max_body_size (\d+)m;", CONFIG)
    assert bound
    assert int(bound[1]) == most + 1
    assert ask("/digits", method="PUT", body=bytes(100_000)).status == 413


@needs_nginx
def test_pages_hear_of_their_visitor_s_address_and_scheme(house: House) -> None:
    ask, _ = house
    told = ask("/", X_Forwarded_For="6.6.6.6, 203.0.113.9", X_Forwarded_Proto="https")  # we trust 127.0.0.0/8
    assert told.words[1:3] == ["203.0.113.9", "https"]
    inside = ask("/", X_Forwarded_For="1.2.3.4, 127.5.5.5")  # a visitor who is where we trust, and who lies
    assert inside.words[1] == "127.5.5.5"
    assert "SameSite=None; Secure; Partitioned" in told.headers["Set-Cookie"]
    assert "SameSite=Lax" in ask("/").headers["Set-Cookie"]


@needs_nginx
def test_neither_addresses_nor_experiments_are_written_down(house: House, tmp_path: Path) -> None:
    ask, servers = house
    told = {"X_Forwarded_For": "203.0.113.9", "Cookie": f"dlplay_seat={servers[1].seat}"}
    ask("/digits?drawing=secret", **told)
    ask("/files/class/SECRET", **told)
    ask("/x/_stcore/upload_file/secret/secret", method="PUT", body=b"a", **told)
    ask("/media/secret.png", **told)
    ask("/secret%20%0A", **told)
    ask("/" + "secret" * 20, **told)
    ask("/neuron?name=secret", method="PUT", body=bytes(100_000), **told)
    for server in servers:
        server.leave()
    ask("/neuron?name=secret", **told)
    ask("/files/class/SECRET", method="SECRET", **told)
    file, deadline = tmp_path / "proxy/access.log", time.monotonic() + proxy.WAIT
    while (log := file.read_text()).count("\n") < 9 and time.monotonic() < deadline:
        time.sleep(0.01)  # it is written after the answer
    found = [re.sub(r"\d+ [\d.]+ (?=\d* \")", "", line.partition(" ")[2]) for line in log.splitlines()]
    found = [re.sub(r'502 \d* "502(, 502)*"', "502", line) for line in found]  # each that was tried
    seat = servers[1].seat
    assert found == [
        f'GET /digits 200 {seat} "200"',
        f'GET /files/class/ 200 {seat} "200"',
        f'PUT /_stcore/upload_file/ 200 {seat} "200"',
        f'GET /media/ 200 {seat} "200"',
        f'GET (other) 200 {seat} "200"',
        f'GET (other) 200 {seat} "200"',
        'PUT /neuron 413  "-"',
        "GET /neuron 502",
        "OTHER /files/class/ 502",
    ]
    written = log + (tmp_path / "proxy/log").read_text()  # what nginx says of itself, too
    assert not re.search("secret|203.0.113.9|127.0.0.1", written, re.IGNORECASE)


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_chance_gives_each_process_as_many_and_each_stands_in_for_every_other(count: int) -> None:
    text = seats.seats([f"web-{number}:{8500 + number}" for number in range(count)], [])
    shares = [float(share) for share in re.findall(r"([\d.]+)% 85", text)]
    assert shares == pytest.approx([100 / count] * (count - 1), abs=0.01)
    for number in range(count):
        block = re.search(rf"upstream dlplay_{8500 + number} {{(.*?)}}", text, re.DOTALL)
        assert block
        assert re.findall(r"server (\S+) [^;]*s;", block[1]) == [f"web-{number}:{8500 + number}"]
        assert block[1].count("backup;") == count - 1


@pytest.mark.parametrize(
    "servers", [[], ["a:1", "b:1"], ["a"], [":1"], ["a:0"], ["a:99999"], ["a:x"], ["a;b:1"], ["a b:1"]]
)
def test_servers_that_cannot_be_told_apart_are_refused(servers: list[str]) -> None:
    with pytest.raises(ValueError, match="web process"):
        seats.seats(servers, [])


def test_a_proxy_before_this_one_is_an_address() -> None:
    assert "set_real_ip_from 10.0.0.0/8;" in seats.seats(["a:1"], ["10.0.0.0/8"])
    with pytest.raises(ValueError, match="evil"):
        seats.seats(["a:1"], ["evil; }"])

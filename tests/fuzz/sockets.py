"""What a connected browser may send to a server: messages of the protocol, wrong in every way, other bytes.

After each lot a proper visitor opens a page. The server may spend two seconds of a processor on that, with
what is left of the lot; it may say nothing of ours that broke; and it may not grow.
"""

import atexit
import re
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import psutil
from hypothesis import strategies as st
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from dlplay.ui.rooms import ROOMS, ROOT
from tests.browser.server import running
from tests.fuzz import pages
from tests.fuzz.measure import GROWTH
from tests.fuzz.target import Seconds, Target
from tests.fuzz.values import PLAIN

OURS = re.compile(rf'File "{re.escape(str(ROOT))}/(?:app\.py|dlplay/|pages/).*')
ENDS = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
PATIENCE = 60  # seconds until a server that does not answer counts as broken
QUIET = 0.2  # seconds without a word after which a server has answered
WARM = 40  # cases after which its memory is measured: most pages have been opened by then
MOST = 16 * 2**20  # bytes of a message, as maxMessageSize in .streamlit/config.toml
PAGES = tuple(room.name for room in ROOMS)


class Step(NamedTuple):
    """One thing that is sent; `what` is the name of a function here."""

    what: str
    value: Any


class Server:
    """One for all cases; its `log` is read from where it ends now."""

    def __init__(self, address: str, process: int, log: Path) -> None:
        self.address, self.log = address, log
        self._process = psutil.Process(process)
        self._read, self._cases, self._before = log.stat().st_size, 0, 0.0

    @property
    def seconds(self) -> float:
        """Of a processor, so far."""
        spent = self._process.cpu_times()
        return spent.user + spent.system

    def look(self) -> None:
        """Raise AssertionError for what it has said since, and for memory."""
        written = self.log.read_bytes()[self._read :]
        self._read += len(written)
        said = written.decode(errors="replace")
        faults = OURS.findall(said)  # without the word "Traceback", as the house's log has them
        assert not faults, faults[-1]
        self._cases += 1
        if self._cases == WARM:
            self._before = self._process.memory_info().rss / 2**20
        elif self._cases > WARM:
            grown = self._process.memory_info().rss / 2**20 - self._before
            assert grown < GROWTH, f"{grown:.0f} MB more after {self._cases} cases"


@cache
def own_server() -> Server:
    """One of this process, until it ends."""
    parts = ExitStack()
    atexit.register(parts.close)
    log = Path(parts.enter_context(tempfile.TemporaryDirectory())) / "log"
    address, process = parts.enter_context(running(log))
    for page in PAGES:
        visit(address, page)  # what a page loads once is no growth
    return Server(address, process.pid, log)


def connected(address: str) -> ClientConnection:
    uri = address.replace("http", "ws") + "/_stcore/stream"
    return connect(uri, subprotocols=["streamlit"], max_size=None)  # type: ignore[list-item]


def opened(page: str, query: str = "") -> BackMsg:
    message = BackMsg()
    message.rerun_script.page_name, message.rerun_script.query_string = page, query
    return message


class Seen:
    """What a page has shown to the one who now plays tricks: ids to speak under, the page's own hash."""

    def __init__(self) -> None:
        self.ids: dict[str, str] = {}
        self.broke: list[str] = []
        self.page = ""

    def hear(self, connection: ClientConnection) -> None:
        """Until the script has ended."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            message = ForwardMsg.FromString(connection.recv(PATIENCE))
            kind = message.WhichOneof("type")
            if kind == "navigation":
                self.page = message.navigation.page_script_hash
            elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                element = message.delta.new_element
                sort = element.WhichOneof("type")
                self.ids |= pages.fields_of(getattr(element, sort))
                if sort == "exception":
                    self.broke.append(f"{element.exception.type}: {element.exception.message}")
            elif kind == "script_finished" and message.script_finished in ENDS:
                return
        raise AssertionError("no end of a script")


def visit(address: str, page: str) -> None:
    """A proper visitor opens a page."""
    seen = Seen()
    with connected(address) as connection:
        connection.send(opened(page).SerializeToString())
        seen.hear(connection)
    assert seen.page
    assert not seen.broke, seen.broke


# --- what is sent: each step makes the messages that it consists of


def raw(value: bytes, seen: Seen) -> list[bytes]:
    """No message of the protocol, or only by chance."""
    return [value]


def use(value: tuple[int, bool, tuple[str, Any]], seen: Seen) -> list[bytes]:
    """A value of some type for a widget that is there, or, by another id, for none."""
    which, there, (field, content) = value
    message = BackMsg()
    message.rerun_script.page_script_hash = seen.page
    names = sorted(seen.ids) if there and seen.ids else ["", "$$ID-0-x", "x" * 5000, "\0"]
    state = message.rerun_script.widget_states.widgets.add(id=names[which % len(names)])
    pages.write(state, field, content)
    return [message.SerializeToString()]


def large(value: tuple[int, str, int], seen: Seen) -> list[bytes]:
    """A text, a JSON or plain bytes of so many bytes for a widget that is there."""
    which, field, size = value
    content = b"9" * size if field == "bytes_value" else "[" + "9" * (size - 2) + "]"
    return use((which, True, (field, content)), seen)


def fragment(value: str, seen: Seen) -> list[bytes]:
    """A part of the page that is not there."""
    message = BackMsg()
    message.rerun_script.page_script_hash, message.rerun_script.fragment_id = seen.page, value
    return [message.SerializeToString()]


def page(value: tuple[str, str], seen: Seen) -> list[bytes]:
    """A page that is not there."""
    message = BackMsg()
    message.rerun_script.page_script_hash, message.rerun_script.page_name = value
    return [message.SerializeToString()]


def query(value: tuple[str, str], seen: Seen) -> list[bytes]:
    """An address that no browser of ours writes."""
    return [opened(*value).SerializeToString()]


def flood(value: tuple[int, str], seen: Seen) -> list[bytes]:
    """The same page again and again, faster than it can answer."""
    return [opened(value[1]).SerializeToString()] * value[0]


def other(value: tuple[str, Any], seen: Seen) -> list[bytes]:
    """What else the protocol knows; nothing that ends a server under test."""
    message = BackMsg()
    setattr(message, *value)
    return [message.SerializeToString()]


KINDS = {one.__name__: one for one in (raw, use, large, fragment, page, query, flood, other)}


def steps() -> st.SearchStrategy[Step]:
    text = st.text(PLAIN, max_size=40)
    hashes = st.one_of(text, st.text("0123456789abcdef", min_size=32, max_size=32))
    names = st.sampled_from(
        ("lang", "lesson", "view", "room", "steps", "seed", "panel", "embed", "x", "a%00", "%ff")
    )
    pairs = st.tuples(names, st.one_of(text, st.sampled_from(("", "zh", "%", "%ff", "%00", "9" * 5000))))
    repeated = st.lists(pairs, max_size=12).map(
        lambda found: "&".join(f"{name}={value}" for name, value in found)
    )
    sizes = st.sampled_from((10_000, 1_000_000, MOST - 2000, MOST + 1))
    fields = st.sampled_from(("string_value", "json_value", "json_trigger_value", "bytes_value"))
    values = {
        "raw": st.one_of(
            st.binary(max_size=200), st.just(b"\x5a\xff\xff\xff\xff\x0f"), st.just(b"\xff" * 100_000)
        ),
        "use": st.tuples(st.integers(0, 60), st.booleans(), pages.messages()),
        "large": st.tuples(st.integers(0, 60), fields, sizes),
        "fragment": st.one_of(hashes, st.just("f" * 100_000)),
        "page": st.tuples(hashes, st.one_of(text, st.sampled_from(("../app", "/", "home/", "~/+")))),
        "query": st.tuples(st.sampled_from(PAGES), st.one_of(repeated, text, st.just("x=1&" * 5000))),
        "flood": st.tuples(st.integers(100, 300), st.sampled_from(PAGES)),
        "other": st.one_of(
            st.tuples(st.just("app_heartbeat"), st.booleans()),
            st.tuples(st.just("stop_script"), st.booleans()),
            st.tuples(st.just("clear_cache"), st.booleans()),
            st.tuples(st.just("load_git_info"), st.booleans()),
        ),
    }
    assert set(values) == set(KINDS)
    return st.one_of(
        *(strategy.map(lambda value, what=what: Step(what, value)) for what, strategy in values.items())
    )


def _arrived(parts: ExitStack, address: str, there: str) -> tuple[ClientConnection, Seen]:
    connection, seen = parts.enter_context(connected(address)), Seen()
    connection.send(opened(there).SerializeToString())
    seen.hear(connection)
    return connection, seen


def _sent(house: Server, there: str, lot: list[Step]) -> Seconds:
    """Seconds of a processor that the next visitor waits for."""
    with ExitStack() as parts:
        connection, seen = _arrived(parts, house.address, there)
        for step in lot:
            try:
                for message in KINDS[step.what](step.value, seen):
                    connection.send(message)
                while True:
                    connection.recv(QUIET)
            except TimeoutError:
                pass  # nothing more comes: it has done what it does with that
            except ConnectionClosed:  # a right answer to what is too large, or no message at all
                connection, seen = _arrived(parts, house.address, there)
    before = house.seconds
    visit(house.address, there)
    spent = house.seconds - before
    house.look()
    return Seconds(spent)


def messages_to(house: Callable[[], Server]) -> Target:
    cases = st.tuples(st.sampled_from(PAGES), st.lists(steps(), min_size=1, max_size=4))
    return Target("messages to a server", cases, lambda case: _sent(house(), *case), (), 500, short=0)


def targets() -> list[Target]:
    return [messages_to(own_server)]

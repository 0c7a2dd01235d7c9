"""One visitor without a browser, who reads what a page says and presses its buttons."""

import time
from contextlib import ExitStack
from types import TracebackType
from typing import Any, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

PATIENCE = 300  # seconds: a busy machine is no failure
ENDS = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


class Visitor:
    """Open a page: `with Visitor("http://127.0.0.1:8501", "digits") as visitor: visitor.said`."""

    def __init__(self, address: str, page: str, query: str = "", session: str = ""):
        words = ["streamlit", "no-token", session] if session else ["streamlit"]
        uri = address.replace("http", "ws") + "/_stcore/stream"
        self._open = ExitStack()
        self._socket = self._open.enter_context(connect(uri, subprotocols=words, max_size=None))
        self.session, self._hash = session, ""
        self._page, self._query = page, query
        self._elements: dict[tuple[int, ...], Element] = {}
        self.run()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cut()

    def cut(self) -> None:
        """The connection breaks off, as in a tunnel."""
        self._open.close()

    def run(self, pressed: str = "") -> None:
        """Let the page's script run, as after a press of this button."""
        message = BackMsg()
        message.rerun_script.query_string = self._query
        if self._hash:
            message.rerun_script.page_script_hash = self._hash
        else:
            message.rerun_script.page_name = self._page
        if pressed:
            state = message.rerun_script.widget_states.widgets.add()
            state.id, state.trigger_value = self._button(pressed), True
        self._socket.send(message.SerializeToString())
        while self._hear(ForwardMsg.FromString(self._socket.recv(PATIENCE))):
            pass

    def _hear(self, message: ForwardMsg) -> bool:
        """Take one message; whether the script still runs."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.session = message.new_session.initialize.session_id or self.session
            self._elements = {}
        elif kind == "navigation":
            self._hash = message.navigation.page_script_hash
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._elements[tuple(message.metadata.delta_path)] = message.delta.new_element
        return not (kind == "script_finished" and message.script_finished in ENDS)

    def _button(self, key: str) -> str:
        (found,) = [one.id for one in self._contents("button") if one.id.endswith(f"-{key}")]
        return found

    def _contents(self, kind: str) -> list[Any]:
        found = (one for one in self._elements.values() if one.WhichOneof("type") == kind)
        return [getattr(one, kind) for one in found]

    @property
    def said(self) -> list[str]:
        """What stands in the coloured boxes, and on the bars of progress."""
        boxes, bars = self._contents("alert"), self._contents("progress")
        return [one.body for one in boxes] + [one.text for one in bars]

    @property
    def broke(self) -> list[str]:
        """What a page says that broke."""
        return [f"{one.type}: {one.message}" for one in self._contents("exception")]

    @property
    def drew(self) -> bool:
        """Whether there is a page at all."""
        return bool(self._contents("heading"))

    def wait(self, *sentences: str) -> str:
        """Look again until something that is said has one of these in it; returns that."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for one in self.said:
                if any(sentence in one for sentence in sentences):
                    return one
            time.sleep(0.3)
            self.run()
        raise AssertionError(f"never said: {sentences}, but {self.said}")

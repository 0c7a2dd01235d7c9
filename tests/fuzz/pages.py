"""Pages as scripts: opened by wild links, and used by a browser that sends wild values for what is there."""

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import Any
from unittest import mock

from hypothesis import strategies as st
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.testing.v1 import AppTest

from dlplay import locale
from dlplay.jobs import LineFull
from dlplay.ui import cache as ui_cache
from dlplay.ui import jobs as ui_jobs
from dlplay.ui import language, widget_values
from dlplay.ui.rooms import ROOMS, ROOT, Room
from tests.fuzz import board, links
from tests.fuzz.drawings import DRAWINGS, urls
from tests.fuzz.target import Target
from tests.fuzz.values import NUMBER, PLAIN, TEXTS, json_values
from tests.pages.app import light_harness, open_page

TOLD = re.compile(r'tell\.(?:state|trigger)\("(\w+)"')
FLOATS = st.floats() | st.sampled_from([0.0, -1.0, 1e300])
INTEGERS = st.integers(-(2**53), 2**53)


@cache
def words() -> tuple[str, ...]:
    """Under which our components tell something."""
    sources = (path.read_text(encoding="utf-8") for path in sorted((ROOT / "dlplay" / "ui").rglob("*.js")))
    return tuple(sorted({word for source in sources for word in TOLD.findall(source)}))


class NoJobs:
    """In the place of the training processes: the line is full."""

    def submit(self, *_: object, **__: object) -> None:
        raise LineFull(99)

    def job_of(self, session: str) -> None:
        return None


@contextmanager
def visitors() -> Iterator[None]:
    """As the server starts, but without trainings, and with a class board of its own."""
    with ExitStack() as stack:
        stack.enter_context(light_harness())
        stack.enter_context(mock.patch.object(ui_jobs, "jobs", NoJobs))
        stack.enter_context(mock.patch.object(ui_cache, "classroom", board.rooms))
        widget_values.install()
        yield
    language._known.set(None)


def _opened(room: Room) -> Any:
    path = f"{room.section}/{room.name}"

    def answer(case: tuple[dict[str, str], str]) -> None:
        query, spoken = case
        with visitors():
            asked = {name: value for name, value in query.items() if name != "lang"}
            app = open_page(path, spoken, **asked)
            assert app.title[0].value == locale.t(f"{room.name}.title", spoken)

    return answer


# --- what a browser may send for a widget: a field of the protocol and what stands in it


@cache
def messages() -> st.SearchStrategy[tuple[str, Any]]:
    said = st.one_of(json_values(), st.lists(NUMBER, max_size=5), DRAWINGS, urls())
    state = st.dictionaries(st.sampled_from((*words(), "drawing", "raw")), said, min_size=1, max_size=3)
    event = st.fixed_dictionaries({"event": st.sampled_from(words()), "value": said})
    drawing = st.fixed_dictionaries({"raw": st.one_of(DRAWINGS, json_values()), "data": urls()})
    canvas = st.fixed_dictionaries(
        {"drawing": st.one_of(drawing, json_values()), "backgroundFit": json_values()}
    )
    encoded = st.one_of(state, canvas, json_values()).map(json.dumps)
    return st.one_of(
        st.tuples(st.just("json_value"), st.one_of(encoded, encoded, TEXTS)),
        st.tuples(st.just("json_trigger_value"), st.lists(event, max_size=2).map(json.dumps)),
        st.tuples(st.just("json_trigger_value"), st.one_of(json_values().map(json.dumps), TEXTS)),
        st.tuples(st.just("string_value"), TEXTS),
        st.tuples(st.just("bool_value"), st.booleans()),
        st.tuples(st.just("trigger_value"), st.just(True)),
        st.tuples(st.just("double_value"), FLOATS),
        st.tuples(st.just("int_value"), INTEGERS),
        st.tuples(st.just("double_array_value"), st.lists(FLOATS, max_size=4)),
        st.tuples(st.just("int_array_value"), st.lists(INTEGERS, max_size=4)),
        st.tuples(st.just("string_array_value"), st.lists(st.text(PLAIN, max_size=20), max_size=4)),
        st.tuples(st.just("bytes_value"), st.binary(max_size=40)),
        st.tuples(st.just("file_uploader_state_value"), st.text(PLAIN, max_size=20)),
        st.tuples(st.just("string_trigger_value"), st.text(PLAIN, max_size=20)),
        st.tuples(st.just("nothing"), st.none()),
    )


def write(state: WidgetState, field: str, value: Any) -> None:
    """Put it into a widget's state."""
    if field.endswith("array_value"):
        part = getattr(state, field)
        part.SetInParent()
        part.data.extend(value)
    elif field == "string_trigger_value":
        state.string_trigger_value.data = value
    elif field == "file_uploader_state_value":
        info = state.file_uploader_state_value.uploaded_file_info.add()
        info.file_id = info.name = value
        info.size = 10**9
    elif field != "nothing":
        setattr(state, field, value)


def fields_of(proto: Any) -> dict[str, str]:
    """The ids under which a page's element listens, with the protocol's field that its own browser fills."""
    base = getattr(proto, "id", "")
    if not isinstance(base, str) or not base:
        return {}
    if type(proto).__name__ == "BidiComponent":
        return {base: "json_value", f"$$STREAMLIT_INTERNAL_KEY_{base}__events": "json_trigger_value"}
    return {base: ""}


def listening(app: AppTest) -> dict[str, str]:
    """All of them."""
    found: dict[str, str] = {}
    for node in app._tree:
        found |= fields_of(getattr(node, "proto", None))
    return found


def _used(room: Room) -> Any:
    path = f"{room.section}/{room.name}"

    def answer(case: tuple[dict[str, str], list[tuple[int, bool, tuple[str, Any]]]]) -> None:
        query, moves = case
        with visitors():
            app = open_page(path, **query)
            for which, own, (field, value) in moves:
                there = listening(app)
                name = sorted(there)[which % len(there)]
                if own and there[name].startswith("json") and not field.startswith("json"):
                    field, value = there[name], json.dumps({"event": field})
                states = WidgetStates()
                states.widgets.extend(one for one in app._tree.get_widget_states().widgets if one.id != name)
                write(states.widgets.add(id=name), field, value)
                app._run(states)
                _whole(app)
            app.run()
            _whole(app)

    return answer


def _whole(app: AppTest) -> None:
    assert not app.exception, app.exception[0].stack_trace[-6:] or app.exception[0].value


def targets() -> list[Target]:
    moves = st.lists(st.tuples(st.integers(0, 60), st.booleans(), messages()), min_size=1, max_size=4)
    found = []
    for room in ROOMS:
        opened = st.tuples(links.wild(room.name), st.sampled_from(tuple(locale.LANGUAGES)))
        used = st.tuples(links.link(room.name), moves)
        found += [
            Target(f"page {room.name}", opened, _opened(room), (), 100, short=2, entry=room.name),
            Target(f"hand on {room.name}", used, _used(room), (), 60, short=2, entry=room.name),
        ]
    return found

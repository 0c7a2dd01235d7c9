"""The gate: one at a time, people in order, newer moves in the place of older ones, never shut for good."""

import gc
import inspect
import threading
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from streamlit import config
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.scriptrunner import RerunData, script_runner
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType
from streamlit.runtime.state import SessionState
from streamlit.signal_util import Signal
from streamlit.testing.v1 import AppTest

from dlplay.ui import gate, lifespan, loading

PATIENCE = 30  # seconds until a thread that does not move counts as stuck


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Iterator[gate.Gate]:
    """A gate of the test's own, with the test's thread inside."""
    own = gate.Gate()
    monkeypatch.setattr(gate, "GATE", own)
    own.enter("test", person=True)
    yield own
    own.leave()


class Students:
    """Threads that come to the gate, and the order in which they were let in."""

    def __init__(self, line: gate.Gate):
        self.line, self.order, self.threads = line, [], []

    def come(self, name: str, person: bool = True, inside: Callable[[], None] = lambda: None) -> None:
        def act() -> None:
            self.line.enter(name, person)
            try:
                self.order.append(name)
                inside()
            finally:
                self.line.leave()

        before = self.line.waiting
        self.threads.append(threading.Thread(target=act, daemon=True))
        self.threads[-1].start()
        until(lambda: self.line.waiting == before + 1)

    def go(self) -> list[str]:
        self.line.leave()
        for thread in self.threads:
            thread.join(PATIENCE)
        return self.order


def until(held: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _ in range(PATIENCE * 1000):
        if held():
            return
        pause.wait(0.001)
    raise AssertionError("nothing came of it")


def test_people_go_in_the_order_of_arrival(line: gate.Gate) -> None:
    students = Students(line)
    for name in "abcd":
        students.come(name)
    assert students.go() == list("abcd")


def test_only_one_is_inside(line: gate.Gate) -> None:
    inside, most = [], []

    def work() -> None:
        inside.append(1)
        most.append(len(inside))
        threading.Event().wait(0.001)
        inside.pop()

    students = Students(line)
    for number in range(12):
        students.come(str(number), inside=work)
    students.go()
    assert most == [1] * 12


def test_people_go_before_ticks_but_no_tick_waits_for_ever(line: gate.Gate) -> None:
    students = Students(line)
    students.come("tick", person=False)
    for name in "abcdef":
        students.come(name)
    assert students.go() == ["a", "b", "c", "d", "tick", "e", "f"]


def test_a_person_who_waits_as_a_tick_may_go_with_the_people(line: gate.Gate) -> None:
    students = Students(line)
    students.come("tick", person=False)
    students.come("pause", person=False)
    line.hurry("pause")
    assert students.go() == ["pause", "tick"]


def test_who_is_not_inside_lets_nobody_in(line: gate.Gate) -> None:
    students = Students(line)
    students.come("a")
    other = threading.Thread(target=line.leave)
    other.start()
    other.join(PATIENCE)
    assert line.waiting == 1
    assert students.go() == ["a"]


def test_slices_grow_shorter_while_others_wait(line: gate.Gate) -> None:
    assert gate.slice_of(0.08) == 0.08
    students = Students(line)
    students.come("a")
    students.come("b", person=False)
    assert gate.slice_of(0.09) == pytest.approx(0.03)
    students.go()


def test_a_newer_move_replaces_one_that_waits(line: gate.Gate) -> None:
    requests, taken = gate._RequestsInTurn(), []

    def run() -> None:
        taken.append(requests.on_scriptrunner_ready())
        taken.append(requests.on_scriptrunner_ready())

    requests.request_rerun(RerunData(query_string="old", fragment_id="f"))
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    until(lambda: line.waiting == 1)
    requests.request_rerun(RerunData(query_string="new", fragment_id="f"))
    line.leave()
    thread.join(PATIENCE)
    assert [one.type for one in taken] == [ScriptRequestType.RERUN, ScriptRequestType.STOP]
    assert taken[0].rerun_data.query_string == "new"
    line.enter("test", person=True)  # the visitor has left


def test_what_is_said_to_a_session_that_takes_over_a_page_waits_until_it_has_drawn_it(
    line: gate.Gate,
) -> None:
    line.leave()
    requests = gate._RequestsInTurn()
    requests.request_rerun(RerunData(query_string="as it stood"))
    requests.wait_for_the_first()

    def hear(name: str) -> None:
        said = WidgetStates()
        said.widgets.add(id=name, json_trigger_value="1")
        assert requests.hear(RerunData(query_string=name, widget_states=said, fragment_id=f"part of {name}"))

    hear("first")  # while the run waits for its turn
    assert requests.on_scriptrunner_ready().rerun_data == RerunData(query_string="as it stood")
    hear("second")  # while it runs
    assert requests.on_scriptrunner_yield() is None
    words = requests.on_scriptrunner_ready().rerun_data
    assert [one.id for one in words.widget_states.widgets] == ["second", "first"]
    assert words.fragment_id_queue == ["part of first", "part of second"]
    hear("third")  # the page is known: nothing waits any more
    assert requests.newer
    assert requests.on_scriptrunner_ready().rerun_data.fragment_id_queue == ["part of third"]
    assert requests.on_scriptrunner_ready().type == ScriptRequestType.STOP
    assert not requests.hear(RerunData())


@pytest.mark.parametrize(
    ("values", "known", "waits"), [(1, 0, True), (0, 0, False), (1, 3, False)], ids=["page", "visit", "move"]
)
def test_only_a_page_that_another_session_has_drawn_lets_words_wait(
    monkeypatch: pytest.MonkeyPatch, values: int, known: int, waits: bool
) -> None:
    said, storage = WidgetStates(), MemoryFragmentStorage()
    for number in range(values):
        said.widgets.add(id=f"slider {number}", double_value=1)
    for number in range(known):
        storage.register(f"part {number}", lambda: None)
    monkeypatch.setattr(script_runner, "ScriptRequests", gate._RequestsInTurn)
    given = dict.fromkeys(inspect.signature(script_runner.ScriptRunner.__init__).parameters)
    del given["self"]
    runner = gate._RunnerInTurn(
        **given
        | {
            "initial_rerun_data": RerunData(query_string="old", widget_states=said),
            "fragment_storage": storage,
            "session_state": SessionState(),
        }
    )
    assert runner.request_rerun(RerunData(query_string="new"))
    assert runner._requests._rerun_data.query_string == ("old" if waits else "new")


@pytest.fixture
def hosted(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The app has started where the host forces settings on its command line, as Community Cloud does."""
    monkeypatch.setattr(script_runner, "ScriptRequests", script_runner.ScriptRequests)
    monkeypatch.setattr(app_session, "ScriptRunner", app_session.ScriptRunner)
    monkeypatch.setattr(config, "_config_options", None)
    monkeypatch.setattr(config, "_on_config_parsed", Signal())
    forced()
    gate.install()
    yield
    monkeypatch.undo()


def forced() -> None:
    config.get_config_options(force_reparse=True, options_from_flags={"runner.fastReruns": True})


def test_a_host_cannot_bring_the_lost_clicks_back(hosted: None) -> None:
    assert not config.get_option("runner.fastReruns")
    forced()  # a file of settings has changed
    assert not config.get_option("runner.fastReruns")


def test_a_click_that_waits_is_not_lost_to_a_newer_move(line: gate.Gate, hosted: None) -> None:
    """In the session as Streamlit makes it."""
    runner, made = gate._RequestsInTurn(), []
    session = SimpleNamespace(_state=None, _scriptrunner=runner, _create_scriptrunner=made.append)
    clicked, moved = ClientState(), ClientState()
    clicked.widget_states.widgets.add(id="button", trigger_value=True)
    moved.widget_states.widgets.add(id="slider", int_value=3)
    for state in (clicked, moved):
        AppSession.request_rerun(session, state)
    assert made == []  # the one that waits takes all
    line.leave()
    taken = runner.on_scriptrunner_ready().rerun_data.widget_states
    assert {one.id: one.WhichOneof("value") for one in taken.widgets} == {
        "button": "trigger_value",
        "slider": "int_value",
    }


def test_a_newer_request_ends_a_run_whose_callbacks_are_through(
    line: gate.Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    requests, run = gate._RequestsInTurn(), SimpleNamespace(has_script_started=False)
    monkeypatch.setattr(gate, "get_script_run_ctx", lambda suppress_warning: run)
    requests.request_rerun(RerunData(query_string="newer"))
    assert requests.on_scriptrunner_yield() is None
    run.has_script_started = True
    assert requests.on_scriptrunner_yield().rerun_data.query_string == "newer"


def test_streamlit_says_that_a_run_has_begun_after_its_callbacks() -> None:
    """Which the gate relies on: a new version that begins otherwise must be noticed."""

    def page() -> None:
        import streamlit as st
        from streamlit.runtime.scriptrunner import get_script_run_ctx

        def note() -> None:
            st.session_state.begun = get_script_run_ctx().has_script_started

        st.button("a button", on_click=note)
        st.session_state.body = get_script_run_ctx().has_script_started

    app = AppTest.from_function(page).run(timeout=PATIENCE)
    app.button[0].click().run(timeout=PATIENCE)
    assert (app.session_state.begun, app.session_state.body) == (False, True)


def test_a_run_hears_that_its_visitor_has_asked_for_something_newer(
    line: gate.Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    requests = gate._RequestsInTurn()
    assert not gate.overtaken()  # no page runs here
    monkeypatch.setattr(
        gate, "get_script_run_ctx", lambda suppress_warning: SimpleNamespace(script_requests=requests)
    )
    line.leave()
    requests.request_rerun(RerunData(query_string="first"))
    requests.on_scriptrunner_ready()
    assert not gate.overtaken()
    requests.request_rerun(RerunData(query_string="newer"))
    assert gate.overtaken()


def test_a_run_that_breaks_leaves_the_gate(line: gate.Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: object) -> None:
        gate.GATE.enter(self, person=True)
        raise RuntimeError("broken")

    monkeypatch.setattr(script_runner.ScriptRunner, "_run_script_thread", broken)
    line.leave()
    with pytest.raises(RuntimeError, match="broken"):
        object.__new__(gate._RunnerInTurn)._run_script_thread()
    students = Students(line)
    line.enter("test", person=True)
    students.come("a")
    assert students.go() == ["a"]


def test_streamlit_asks_where_the_gate_stands(monkeypatch: pytest.MonkeyPatch, line: gate.Gate) -> None:
    """Both names are Streamlit's own: a new version that has them elsewhere must be noticed."""
    monkeypatch.setattr(script_runner, "ScriptRequests", script_runner.ScriptRequests)
    monkeypatch.setattr(app_session, "ScriptRunner", app_session.ScriptRunner)
    gate.install()
    assert "ScriptRunner" in app_session.AppSession._create_scriptrunner.__code__.co_names
    line.leave()
    entered = []
    monkeypatch.setattr(line, "enter", lambda who, person: entered.append(person))
    app = AppTest.from_function(lambda: None).run(timeout=PATIENCE)
    assert not app.exception
    assert entered == [True, True]  # before the run, and when there was no other


def test_pages_wait_for_what_they_need_and_garbage_is_collected_in_turns_of_its_own(
    line: gate.Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lifespan, "COLLECT_EVERY", 0.001)
    loaded, collected = threading.Event(), threading.Event()
    monkeypatch.setattr(loading, "load", loaded.set)
    monkeypatch.setattr(gc, "collect", collected.set)
    before = gc.get_threshold()
    with lifespan.beside_the_pages():
        until(lambda: line.waiting == 1)
        assert not loaded.is_set()
        assert gc.get_threshold()[2] == lifespan.NEVER
        line.leave()
        assert collected.wait(PATIENCE)
        assert loaded.is_set()
    assert gc.get_threshold() == before

"""One page run at a time, in order: forty threads that fight for one interpreter cost more than they do.

With forty visitors a move cost 130 to 160 ms of the server, a third of it in the kernel, and 64 ms when the
runs took turns. A run enters before Streamlit takes its request out, so that a newer move of the same visitor
still replaces one that waits, and leaves when it has ended. A click that waits is no less a click: it goes in
with the newer move (`runner.fastReruns` is held off for that). What people do goes before what pages ask for
by themselves (`run_every`) and before the collection of garbage.

Nothing may wait inside for a job, a browser or another thread.
"""

import threading
import time
from collections import deque
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from typing import Any

from streamlit import config
from streamlit.runtime import app_session
from streamlit.runtime.scriptrunner import ScriptRunner, get_script_run_ctx, script_runner
from streamlit.runtime.scriptrunner_utils.script_requests import (
    RerunData,
    ScriptRequest,
    ScriptRequests,
    ScriptRequestType,
)

from dlplay.ui import merged, metrics

PEOPLE_IN_A_ROW = 4  # that go before the others; then one of these, lest pages stand still in a full class


class Gate:
    """Lets one thread in; of those that wait, people first, each kind in the order of arrival."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside: int | None = None  # the thread
        self._since = 0.0  # when it came in
        self._run: tuple[str, float] | None = None  # whose page it runs, and for how long it has waited
        self._people: deque[_Turn] = deque()
        self._others: deque[_Turn] = deque()
        self._in_a_row = 0

    @property
    def waiting(self) -> int:
        """How many stand before the gate."""
        return len(self._people) + len(self._others)

    @property
    def held(self) -> float:
        """Seconds since the one inside came in; 0 where nobody is."""
        return 0.0 if self._inside is None else time.monotonic() - self._since

    def enter(self, who: Hashable, person: bool) -> None:
        """Wait for this thread's turn. It must not be inside.

        Args:
            who: the name under which `hurry` finds it.
        """
        with self._lock:
            if self._inside is None:
                self._inside, self._since = threading.get_ident(), time.monotonic()
                return
            turn = _Turn(who)
            (self._people if person else self._others).append(turn)
        turn.come.wait()

    def hurry(self, who: Hashable) -> None:
        """One that waits among the others now waits among the people."""
        with self._lock:
            for turn in [one for one in self._others if one.who == who]:
                self._others.remove(turn)
                self._people.append(turn)

    def leave(self) -> None:
        """Let the next one in; nothing happens where this thread is not inside."""
        with self._lock:
            if self._inside != threading.get_ident():
                return
            if self._run is not None:
                by, waited = self._run
                metrics.ran(by, time.monotonic() - self._since, waited)
            self._inside = self._run = None
            if self._people or self._others:
                turn = self._next()
                self._inside, self._since = turn.thread, time.monotonic()
                turn.come.set()

    def counts(self, by: str, came: float) -> None:
        """What the thread inside does is a page run, which is counted when it leaves.

        Args:
            by: one of `metrics.BY`.
            came: when it came to the gate.
        """
        self._run = by, self._since - came

    def _next(self) -> "_Turn":
        if self._people and (self._in_a_row < PEOPLE_IN_A_ROW or not self._others):
            self._in_a_row += 1
            return self._people.popleft()
        self._in_a_row = 0
        return self._others.popleft()


class _Turn:
    def __init__(self, who: Hashable) -> None:
        self.who, self.thread, self.come = who, threading.get_ident(), threading.Event()


GATE = Gate()  # of the process: any visitor can empty a cache


@contextmanager
def turn(who: Hashable) -> Iterator[None]:
    """A turn for what no person asked for."""
    GATE.enter(who, person=False)
    try:
        yield
    finally:
        GATE.leave()


def slice_of(seconds: float) -> float:
    """The part of a time that a run may take while others wait."""
    return seconds / (1 + GATE.waiting)


def overtaken() -> bool:
    """Whether this run's visitor has asked for something newer meanwhile."""
    context = get_script_run_ctx(suppress_warning=True)
    requests = context and context.script_requests
    return isinstance(requests, _RequestsInTurn) and requests.newer


class _RequestsInTurn(ScriptRequests):
    """A visitor's requests, taken out only inside the gate."""

    def __init__(self) -> None:
        super().__init__()
        self._hearing = threading.Lock()
        self._begun = False
        self._later: ScriptRequests | None = None  # what waits for the end of the first run

    @property
    def newer(self) -> bool:
        """Whether there is one that no run has taken yet."""
        return self._state != ScriptRequestType.CONTINUE

    def request_rerun(self, new_data: RerunData) -> bool:
        taken = super().request_rerun(new_data)
        if not new_data.is_auto_rerun:
            GATE.hurry(self)
        return taken

    def wait_for_the_first(self) -> None:
        """What the browser says from now on waits until the first run is over.

        A session that takes over a page learns in that run what the page's widgets call.
        """
        self._later = ScriptRequests()

    def hear(self, new_data: RerunData) -> bool:
        """What the browser says; False where there will be no run any more."""
        with self._hearing:
            if self._later is not None:
                return self._later.request_rerun(new_data)
        return self.request_rerun(new_data)

    def on_scriptrunner_ready(self) -> ScriptRequest:
        """Called before each run and after the last."""
        GATE.leave()  # the run before this one
        if self._begun:
            self._take_what_waited()
        self._begun = True
        came = time.monotonic()
        GATE.enter(self, person=not self._rerun_data.is_auto_rerun)
        request = super().on_scriptrunner_ready()
        if request.type != ScriptRequestType.RERUN:
            GATE.leave()
            return request
        request = _heard(request)
        GATE.counts("clock" if request.rerun_data.is_auto_rerun else "visitor", came)
        return request

    def _take_what_waited(self) -> None:
        with self._hearing:
            waited = self._later.on_scriptrunner_ready() if self._later is not None else None
            self._later = None
            if waited is not None and waited.type == ScriptRequestType.RERUN:
                self.request_rerun(waited.rerun_data)

    def on_scriptrunner_yield(self) -> ScriptRequest | None:
        """Called whenever a run says something to its browser: there a newer request ends it.

        Not before all of the callbacks are through: what they have not heard is said to nobody else, and what
        one leaves half done nobody ends.
        """
        context = get_script_run_ctx(suppress_warning=True)
        if context is not None and not context.has_script_started:
            return None
        request = super().on_scriptrunner_yield()
        return request and _heard(request)


def _heard(request: ScriptRequest) -> ScriptRequest:
    """With all that its visitor has moved, where it is one for a run."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is None or request.type != ScriptRequestType.RERUN:
        return request
    return ScriptRequest(request.type, merged.heard(request.rerun_data, context))


class _RunnerInTurn(ScriptRunner):
    """A visitor's page runs, which leave the gate whatever becomes of them."""

    _requests: _RequestsInTurn

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        said = given["initial_rerun_data"].widget_states
        if said and said.widgets and not given["fragment_storage"].registration_sequence():
            self._requests.wait_for_the_first()  # a page that this session has not drawn

    def request_rerun(self, rerun_data: RerunData) -> bool:
        """Called for what the browser says."""
        taken = self._requests.hear(rerun_data)
        self._wake_parallel_join_barrier_if_waiting()
        return taken

    def _run_script_thread(self) -> None:
        try:
            super()._run_script_thread()
        finally:
            GATE.leave()


def _hand_over() -> None:
    """A newer request is handed to the run that waits or goes on, which takes both.

    Else Streamlit gives that run up, and with it what was only said once and not taken yet: a button's click,
    a component's message.
    """
    config.set_option("runner.fastReruns", False)


def install() -> None:
    """From now on the page runs of every new session go through the gate.

    Whatever environment and command line say: Streamlit Community Cloud sets `runner.fastReruns` for all.
    """
    config.on_config_parsed(_hand_over, force_connect=True)  # and again, when a file of settings has changed
    _hand_over()
    # Streamlit has no hook here: it makes both classes by these names
    script_runner.ScriptRequests = _RequestsInTurn  # type: ignore[misc]
    app_session.ScriptRunner = _RunnerInTurn  # type: ignore[misc,assignment]

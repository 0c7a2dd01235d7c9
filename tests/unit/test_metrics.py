"""What Prometheus reads: every refusal, no word of a visitor; closed to all but who has the token."""

import ast
import re

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.exceptions import HTTPException
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import RerunData
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from dlplay.jobs.job import CANCELLED, Job
from dlplay.jobs.line import Jobs
from dlplay.jobs.request import Request
from dlplay.ui import cache, gate, metrics, upload_bounds
from dlplay.ui.rooms import ROOT
from tests.pages.app import open_page
from tests.unit import asgi

TOKEN = "a secret of forty letters"
REFUSALS = {
    "Refused",
    "TableError",
    "PhotoError",
    "NotSound",
    "OwnDataError",
    "LessonError",
    "LineFull",
    "Busy",
    "NotText",
}
ELSEWHERE = {  # functions whose handlers refuse nothing that somebody gave, or are counted by who calls
    "dlplay/ui/class_seat.py": {"again", "stamp", "watch"},
    "dlplay/ui/class_bar.py": {"show"},
    "dlplay/ui/class_board/teacher.py": {"show"},
    "dlplay/ui/class_board/student.py": {"show", "_question"},
    "dlplay/ui/class_board/entrance.py": {"_come_back", "_sit_again"},
    "dlplay/ui/network/scene.py": {"_points_alone"},
    "dlplay/ui/lesson/owning.py": {"understood"},
    "dlplay/ui/lesson/voted.py": {"votes"},
    "dlplay/ui/train_lstm/source.py": {"_read"},
}


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch):
    """What Prometheus reads: the value of each row by its name and labels."""
    monkeypatch.setenv(metrics.TOKEN, TOKEN)

    def rows(path: str = "/metrics") -> dict[tuple, float]:
        status, headers, body = asgi.ask(
            asgi.Router(metrics.routes()), path, headers={"Authorization": f"Bearer {TOKEN}"}
        )
        assert status == 200
        assert headers["content-type"] == metrics.TYPE
        families = text_string_to_metric_families(body.decode())
        return {(one.name, *one.labels.items()): one.value for family in families for one in family.samples}

    return rows


def count(rows: dict[tuple, float], name: str, **labels: str) -> float:
    return rows[(name, *labels.items())]


def test_without_a_token_there_is_no_route(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(metrics.TOKEN, raising=False)
    assert metrics.routes() == []


@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer a secret of forty letterz", TOKEN, "Bearer 密钥"])
def test_without_the_right_token_it_is_no_place(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(metrics.TOKEN, TOKEN)
    headers = {"Authorization": given} if given else {}
    status, _, body = asgi.ask(asgi.Router(metrics.routes()), "/metrics", headers=headers)
    assert (status, body) == (404, b"not found")


def test_every_kind_and_state_has_its_row_from_the_start(read) -> None:
    rows = read("/below/a/path/metrics")
    kinds = {dict(labels)["kind"] for name, *labels in rows if name == "dlplay_refused_total"}
    assert kinds == metrics.KINDS.keys()
    states = {dict(labels)["state"] for name, *labels in rows if name == "dlplay_jobs_ended_total"}
    assert {"done", "failed", "lost", "cancelled"} <= states
    assert count(rows, "dlplay_sessions") == 0
    now = {dict(labels)["state"] for name, *labels in rows if name == "dlplay_jobs"}
    assert now == {"waiting", "running"}  # how many, tests before may say
    with pytest.raises(KeyError):
        metrics.refused("a word of a visitor")


def test_page_runs_are_counted_with_their_seconds(read, monkeypatch: pytest.MonkeyPatch) -> None:
    line = gate.Gate()
    monkeypatch.setattr(gate, "GATE", line)
    before = read()
    now = [100.0]
    monkeypatch.setattr(gate.time, "monotonic", lambda: now[0])
    requests = gate._RequestsInTurn()
    for auto, seconds in ((False, 0.03), (True, 4.0)):
        requests.request_rerun(RerunData(is_auto_rerun=auto))
        requests.on_scriptrunner_ready()
        now[0] += seconds
        requests.on_scriptrunner_ready()
        requests = gate._RequestsInTurn()
    with gate.turn("the collection of garbage"):
        now[0] += 1.0
    after = read()
    for by, seconds in (("visitor", 0.03), ("clock", 4.0)):
        for name, more in (("run_seconds_count", 1), ("run_seconds_sum", seconds), ("wait_seconds_count", 1)):
            grown = count(after, f"dlplay_{name}", by=by) - count(before, f"dlplay_{name}", by=by)
            assert grown == pytest.approx(more), (by, name)


def test_jobs_are_counted_by_how_they_ended(read, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = Jobs()
    monkeypatch.setattr(cache, "jobs", lambda: jobs)
    job = Job("somebody", Request("a.task", {}), lambda job: 0, ended=jobs._count)
    job.stop(CANCELLED)
    job.stop(CANCELLED)
    rows = read()
    assert count(rows, "dlplay_jobs_ended_total", state="cancelled") == 1
    assert sum(value for (name, *_), value in rows.items() if name == "dlplay_jobs_ended_total") == 1
    jobs.close()


def handlers() -> list[tuple[str, str, ast.ExceptHandler]]:
    """Every `except` in the pages of what somebody gave: file, function, handler."""
    found = []
    texts = {path: path.read_text(encoding="utf-8") for path in (ROOT / "dlplay/ui").rglob("*.py")}
    for path, text in texts.items():
        for function in ast.walk(ast.parse(text if any(one in text for one in REFUSALS) else "")):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                found += [
                    (path.relative_to(ROOT).as_posix(), function.name, one)
                    for one in ast.walk(function)
                    if isinstance(one, ast.ExceptHandler) and one.type
                    if REFUSALS & {name.id for name in ast.walk(one.type) if isinstance(name, ast.Name)}
                    | REFUSALS & {name.attr for name in ast.walk(one.type) if isinstance(name, ast.Attribute)}
                ]
    return found


def test_every_refusal_is_counted_where_it_is_caught() -> None:
    uncounted: dict[str, set[str]] = {}
    counted = 0
    for path, function, handler in handlers():
        if "metrics.refused(" in ast.unparse(handler):
            counted += 1
        else:
            uncounted.setdefault(path, set()).add(function)
    assert uncounted == ELSEWHERE
    assert counted >= 10


def test_every_kind_that_is_counted_is_told_and_every_one_told_is_counted() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "dlplay/ui").rglob("*.py")]
    assert {
        kind for text in texts for kind in re.findall(r'\brefused\("(\w+)"\)', text)
    } == metrics.KINDS.keys()


def test_no_word_of_a_visitor_gets_into_the_numbers(read) -> None:
    """Into every door that a link has, on a page that refuses some and keeps others."""
    word = "Xiaoming-1999"
    before = read()
    open_page("language/shakespeare", prompt=word, seed=word, length=word, room=word, key=word)
    open_page("foundations/neuron", view=word, w=word, name=word)
    after = read()
    assert count(after, "dlplay_refused_total", kind="link") > count(
        before, "dlplay_refused_total", kind="link"
    )
    assert word.lower() not in repr(after).lower()
    assert [key for key in after if key not in before] == []  # no new row by anything that is asked


def given(size: int, name: str = "a") -> UploadedFileRec:
    return UploadedFileRec(name, f"{name}.png", "image/png", b"0" * size)


def test_what_visitors_bring_is_bounded_by_visit_and_in_all(read, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, most in (("MOST_OF_A_VISIT", 100), ("MOST_OF_ALL", 150), ("MOST_FILES", 3)):
        monkeypatch.setattr(upload_bounds, name, most)
    monkeypatch.setattr(MemoryUploadedFileManager, "add_file", upload_bounds._bounded)
    kept, before = MemoryUploadedFileManager("/upload"), read()
    kept.add_file("ada", given(60))
    kept.add_file("ada", given(80))  # in the place of the one before
    refused = [("ada", given(21, "b")), ("bob", given(71))]
    for who, file in refused:
        with pytest.raises(HTTPException) as told:
            kept.add_file(who, file)
        assert told.value.status_code == 413
    for name in "bc":
        kept.add_file("ada", given(1, name))
    with pytest.raises(HTTPException):
        kept.add_file("ada", given(1, "d"))
    kept.remove_session_files("ada")
    kept.add_file("bob", given(71))
    grown = count(read(), "dlplay_refused_total", kind="upload") - count(
        before, "dlplay_refused_total", kind="upload"
    )
    assert grown == 3

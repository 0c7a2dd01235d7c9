"""What `/healthz` tells: how the start went, what is there, and nothing of this machine or its visitors."""

import functools
import hashlib
import json
import re
import socket
import tomllib
from pathlib import Path

import pytest

import dlplay
from deploy.class_start import free_port
from dlplay import assets
from dlplay.classroom.rooms import Classroom
from dlplay.classroom.store import Store
from dlplay.ui import cache, gate, health
from dlplay.ui.rooms import ROOT
from tests.unit import asgi
from tests.unit.conftest import Clock


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> health.State:
    """A server that has not started yet, with a gate and trainings of its own and nobody's addresses."""
    clock.now = 0.0
    own = health.State(clock)
    monkeypatch.setattr(health, "STATE", own)
    monkeypatch.setattr(gate, "GATE", gate.Gate())
    for name in ("DLPLAY_DASK_SCHEDULER", "DLPLAY_DATABASE_URL", "DLPLAY_REVISION"):
        monkeypatch.delenv(name, raising=False)
    cache._classroom.cache_clear()
    monkeypatch.setattr(cache, "jobs", functools.cache(cache.jobs.__wrapped__))
    return own


@pytest.fixture
def started(state: health.State) -> health.State:
    with state.starting():
        pass
    return state


def ask(path: str = "/healthz") -> tuple[int, dict]:
    status, headers, body = asgi.get(health.routes(), path)
    assert headers["cache-control"] == "no-store"
    return status, json.loads(body)


@pytest.mark.usefixtures("state")
def test_a_server_that_starts_serves_no_page_yet() -> None:
    status, told = ask()
    assert (status, told["status"]) == (503, "starting")
    assert "assets" not in told


@pytest.mark.usefixtures("started")
@pytest.mark.parametrize("path", ["/healthz", "/below/a/path/healthz"])
def test_a_server_that_has_started_tells_all_that_it_has(path: str) -> None:
    status, told = ask(path)
    assert (status, told["status"]) == (200, "ok")
    assert {*told["assets"].values()} <= {"loaded", "there"}
    assert {f"models/{name}.npz" for name in ("digits", "detection", "poems")} <= told["assets"].keys()
    assert told["jobs"] == {"cluster": "idle", "waiting": 0, "running": 0}
    assert told["classroom"] == "unused"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert told["version"]["dlplay"] == dlplay.__version__ == project["version"]
    assert asgi.get(health.routes(), "/nohealthz")[0] == 404


def test_the_commit_is_told_where_the_builder_has_told_it(
    started: health.State, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "revision" not in ask()[1]["version"]
    monkeypatch.setenv("DLPLAY_REVISION", "cc18a319")
    assert ask()[1]["version"]["revision"] == "cc18a319"


def test_a_start_that_failed_stays_so_and_is_in_the_log(
    state: health.State, caplog: pytest.LogCaptureFixture
) -> None:
    with state.starting():
        raise OSError("no catalogue")
    status, told = ask()
    assert (status, told["status"]) == (503, "failing")
    assert "no catalogue" in caplog.text
    assert "no catalogue" not in json.dumps(told)


@pytest.mark.usefixtures("started")
def test_a_run_that_keeps_all_others_waiting_is_no_health(monkeypatch: pytest.MonkeyPatch) -> None:
    with gate.turn("a run"):
        assert ask()[0] == 200
        monkeypatch.setattr(health, "STUCK", -1.0)
        assert ask()[0] == 503
    monkeypatch.undo()


@pytest.mark.usefixtures("started")
def test_what_is_missing_or_damaged_is_named_and_the_rest_is_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    models = tmp_path / "models"
    models.mkdir()
    good, changed = models / "good.npz", models / "changed.npz"
    sums = [f"{hashlib.sha256(path.name.encode()).hexdigest()}  {path.name}" for path in (good, changed)]
    (models / "SHA256SUMS").write_text("\n".join([*sums, f"{'0' * 64}  gone.npz"]))
    for path in (good, changed):
        path.write_text(path.name)
    assets.read_checked(good, "")
    stand = assets.standing
    monkeypatch.setattr(assets, "standing", lambda: stand(tmp_path))
    assert stand(tmp_path) == {
        "models/good.npz": "loaded",
        "models/changed.npz": "there",
        "models/gone.npz": "missing",
    }
    changed.write_text("something else")
    status, told = ask()
    assert (status, told["status"]) == (200, "degraded")
    assert told["assets"]["models/changed.npz"] == "damaged"
    assert str(tmp_path) not in json.dumps(told)


@pytest.mark.usefixtures("started")
def test_an_answer_serves_all_who_ask_within_a_second(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    monkeypatch.setattr(assets, "standing", lambda: looked.append(1) or {})
    for clock.now in (10.0, 10.4, 10.9, 11.1):
        ask()
    assert len(looked) == 2


def test_who_comes_while_another_looks_gets_the_last_answer(started: health.State, clock: Clock) -> None:
    before = ask()[1]
    clock.now = 60.0
    with started._looking:  # another thread waits for a database
        after = ask()[1]
    assert after == before | {"seconds": 60}


@pytest.mark.usefixtures("started")
@pytest.mark.parametrize("there", [True, False])
def test_machines_that_take_no_connection_are_away(there: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = listening.getsockname()[1] if there else free_port()
        monkeypatch.setenv("DLPLAY_DASK_SCHEDULER", f"tcp://127.0.0.1:{port}")
        monkeypatch.setenv("DLPLAY_DATABASE_URL", f"postgresql://user:secret@127.0.0.1:{port}/rooms")
        status, told = ask()
    stand = ("ok", "idle", "unused") if there else ("degraded", "away", "away")
    assert (told["status"], told["jobs"]["cluster"], told["classroom"]) == stand
    assert status == 200
    assert not re.search(r"127\.0\.0\.1|secret|user", json.dumps(told))


@pytest.mark.usefixtures("started")
@pytest.mark.parametrize("there", [True, False])
def test_a_board_in_use_answers_or_is_away(
    there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "rooms"
    if not there:
        folder.write_text("a file where the folder should be")
    own = Classroom(Store(f"sqlite:///{folder / 'class.sqlite3'}"))

    monkeypatch.setattr(cache, "classroom", lambda: own)
    monkeypatch.setattr(cache, "classroom_in_use", lambda: True)
    assert ask()[1]["classroom"] == ("answers" if there else "away")
    own._store.close()

"""Trainings on a cluster that the environment names: who may submit, who shares it, how it comes back."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

import psutil
import pytest

from deploy import class_start
from deploy.class_start import free_port
from dlplay.jobs import Jobs, Outside, member
from dlplay.jobs.cluster import ClusterError
from tests.unit.test_jobs import LONG, PATIENCE, ROOT, embedded, follow, pid, rehearse

TLS = {"ca": "cert.pem", "cert": "cert.pem", "key": "key.pem"}


class Cluster:
    """Its members, started as `deploy/cluster.md` says."""

    def __init__(self, folder: Path):
        self.folder = folder
        files = (str(folder / name) for name in TLS.values())
        self.outside = Outside(f"tls://127.0.0.1:{free_port()}", *files)
        self.members: list[subprocess.Popen] = []

    def start(self, role: str) -> subprocess.Popen:
        """A member more."""
        names = ("DLPLAY_DASK_SCHEDULER", "DLPLAY_DASK_CA", "DLPLAY_DASK_CERT", "DLPLAY_DASK_KEY")
        environment = os.environ | {"PYTHONPATH": str(ROOT)} | dict(zip(names, self.outside, strict=True))
        with (self.folder / f"{role}{len(self.members)}").open("wb") as log:
            command = [sys.executable, "-m", "dlplay.jobs.member", role]
            started = subprocess.Popen(command, env=environment, cwd=self.folder, stdout=log, stderr=log)
        self.members.append(started)
        return started


def certify(folder: Path) -> None:
    """A certificate and its key, by the line that `deploy/cluster.md` gives."""
    written = (ROOT / "deploy" / "cluster.md").read_text(encoding="utf-8")
    line = re.search(r"^umask .*$", written, re.MULTILINE)[0]
    subprocess.run(line, shell=True, cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler and two workers, with TLS."""
    if shutil.which("openssl") is None or sys.platform == "win32":
        pytest.skip("no openssl is installed here")
    found = Cluster(tmp_path_factory.mktemp("cluster"))
    certify(found.folder)
    for role in ("scheduler", "worker", "worker"):
        found.start(role)
    yield found
    for one in found.members:
        one.terminate()
    for one in found.members:
        one.wait(timeout=PATIENCE)


@contextmanager
def web(outside: Outside, **given: float) -> Iterator[Jobs]:
    """The jobs of a web process that trains there."""
    jobs = Jobs(outside, **given)
    yield jobs
    jobs.close()


def until(true: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_job_runs_on_each_worker_whichever_web_process_it_comes_from(cluster: Cluster) -> None:
    own = {process.pid for process in embedded()}
    with web(cluster.outside) as one, web(cluster.outside) as other:
        line = [one.submit("a", rehearse(**LONG)), other.submit("a", rehearse(**LONG))]
        workers = {pid(job) for job in line}
        assert len(workers) == 2
        assert {process.pid for process in embedded()} <= own
        third = other.submit("b", rehearse(steps=2))
        time.sleep(0.3)  # in which it would begin, were there a free worker
        assert third.follow().state == "waiting"
        line[0].cancel()
        assert follow(third).state == "done"
        line[1].cancel()
        assert [follow(job).state for job in line] == ["cancelled"] * 2


def test_nothing_of_a_cluster_listens_beyond_the_address_that_leads_to_it(cluster: Cluster) -> None:
    with web(cluster.outside) as jobs:
        follow(jobs.submit("a", rehearse(steps=2)))  # all are there then
    found = [psutil.Process(one.pid) for one in cluster.members]
    found += [child for one in list(found) for child in one.children(recursive=True)]
    listening = {
        one.pid: {listener.laddr.ip for listener in one.net_connections() if listener.status == "LISTEN"}
        for one in found
    }
    assert sum(map(bool, listening.values())) >= 5  # scheduler, nannies, workers
    assert set().union(*listening.values()) == {"127.0.0.1"}


def test_a_worker_listens_where_its_scheduler_is_reached_from() -> None:
    assert member.towards("127.0.0.1", 8786) == "127.0.0.1"
    outer = class_start.address()
    assert member.towards(outer, 8786) == outer


@pytest.mark.parametrize("role", ["scheduler", "worker"])
@pytest.mark.parametrize(
    "told",
    [
        ("tcp://192.0.2.9:8786",),
        ("tcp://0.0.0.0:8786",),
        ("tcp://127.0.0.1:8786", "--host", "192.0.2.9"),
        ("tcp://localhost:8786", "--host", "0.0.0.0"),
    ],
)
def test_without_tls_nobody_listens_beyond_this_machine_unasked(
    told: tuple[str, ...], role: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    address, *options = told
    monkeypatch.setenv("DLPLAY_DASK_SCHEDULER", address)
    for name in ("CA", "CERT", "KEY"):
        monkeypatch.delenv(f"DLPLAY_DASK_{name}", raising=False)
    started: list[str] = []
    monkeypatch.setattr(member, "_be", lambda told, _: started.append(told.role))
    monkeypatch.setattr(member.asyncio, "run", lambda _: None)
    monkeypatch.setattr(sys, "argv", ["member", role, *options])
    with pytest.raises(SystemExit):
        member.main()
    assert "whoever reaches" in capsys.readouterr().err
    monkeypatch.setattr(sys, "argv", ["member", role, *options, "--closed-network"])
    member.main()
    monkeypatch.setattr(sys, "argv", ["member", role])
    monkeypatch.setenv("DLPLAY_DASK_SCHEDULER", "tcp://127.0.0.1:8786")
    member.main()
    assert started == [role, role]


def test_who_comes_second_on_a_worker_goes_back_to_the_line(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both web processes saw the same worker free; the other one's job is there first."""
    with web(cluster.outside) as one, web(cluster.outside) as other:
        first = one.submit("a", rehearse(**LONG))
        follow(first, until="running")
        [taken] = one._running
        now, seen = other._cluster.in_hand, iter([{taken: []}])
        monkeypatch.setattr(other._cluster, "in_hand", lambda: next(seen, None) or now())
        assert follow(other.submit("b", rehearse(steps=2))).state == "done"  # on the other worker
        assert first.follow().state == "running"
        first.cancel()
        follow(first)


def test_a_job_that_nobody_follows_is_cancelled(cluster: Cluster) -> None:
    with web(cluster.outside, patience=0.6) as jobs:
        left = [jobs.submit(session, rehearse(**LONG)) for session in "abc"]
        worker = psutil.Process(pid(left[0]))
        until(lambda: all(job.ended for job in left))  # `ended` looks without following
        assert {job.follow().state for job in left} == {"abandoned"}
        assert worker.is_running()


def test_a_killed_worker_is_reported_and_replaced(cluster: Cluster, seconds) -> None:
    with web(cluster.outside) as jobs:
        job = jobs.submit("a", rehearse(**LONG))
        killed = pid(job)
        with seconds("told after"):
            os.kill(killed, signal.SIGKILL)
            assert follow(job).state == "lost"
        with seconds("another one there after"):
            until(lambda: len(jobs._cluster.in_hand()) == 2)
        assert follow(jobs.submit("a", rehearse(steps=2))).state == "done"


def test_a_worn_worker_is_replaced(cluster: Cluster) -> None:
    with web(cluster.outside, worn=1) as jobs:
        job = jobs.submit("a", rehearse(steps=2))
        worker = psutil.Process(pid(job))
        assert follow(job).state == "done"
        worker.wait(PATIENCE)
        until(lambda: len(jobs._cluster.in_hand()) == 2)


def test_a_worker_whose_place_is_taken_is_no_outage(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a cluster with a single worker none is there meanwhile."""
    with web(Outside("tcp://127.0.0.1:1"), told=0.0) as jobs:
        monkeypatch.setattr(jobs._cluster, "open", lambda: None)
        monkeypatch.setattr(jobs._cluster, "in_hand", dict)
        replacing, done = threading.Event(), threading.Event()

        def replace(worker: str) -> None:
            replacing.set()
            done.wait(PATIENCE)

        monkeypatch.setattr(jobs._cluster, "replace", replace)
        jobs._worn = 1
        threading.Thread(target=jobs._refresh, args=("worker", True, 0), daemon=True).start()
        assert replacing.wait(PATIENCE)
        waiting = jobs.submit("a", rehearse())
        for _ in range(20):
            assert not waiting.follow().away
            time.sleep(0.02)
        done.set()
        assert follow(waiting, until=lambda progress: progress.away).state == "waiting"


def test_who_has_no_certificate_of_the_cluster_cannot_submit(cluster: Cluster, tmp_path: Path) -> None:
    certify(tmp_path)
    address, *files = cluster.outside
    strangers = [
        Outside(address.replace("tls", "tcp")),
        Outside(address, *(str(tmp_path / name) for name in TLS.values())),
        Outside(address, files[0], str(tmp_path / "cert.pem"), str(tmp_path / "key.pem")),
    ]
    for stranger in strangers:
        with web(stranger, start=0.5) as jobs:
            assert follow(jobs.submit("a", rehearse())).state == "unreachable"


def test_the_cluster_comes_back_when_its_scheduler_is_started_again(cluster: Cluster, seconds) -> None:
    with web(cluster.outside, told=0.5) as jobs:
        lost = jobs.submit("a", rehearse(**LONG))
        follow(lost, until="running")
        with seconds("told after"):
            cluster.members[0].kill()
            cluster.members[0].wait()
            progress = follow(lost)
        assert progress.state == "unreachable"
        waiting = jobs.submit("a", rehearse(steps=2))
        assert follow(waiting, until=lambda progress: progress.away).state == "waiting"
        assert jobs.standing()[2] == "away"
        with seconds("a training that waited done after"):
            cluster.members[0] = cluster.start("scheduler")
            progress = follow(waiting)
        assert (progress.state, progress.away) == ("done", False)
        assert jobs.standing()[2] == "connected"


@contextmanager
def talker(word: bytes) -> Iterator[str]:
    """The address of somebody who takes every connection, says this and nothing more."""
    taken = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def take() -> None:
            with suppress(OSError):
                while True:
                    taken.append(listening.accept()[0])
                    taken[-1].sendall(word)

        threading.Thread(target=take, daemon=True).start()
        yield f"tcp://127.0.0.1:{listening.getsockname()[1]}"
        listening.shutdown(socket.SHUT_RDWR)
    for one in taken:
        one.close()


NOWHERE = {
    "nobody listens": lambda: nullcontext("tcp://127.0.0.1:1"),
    "no such name": lambda: nullcontext("tcp://scheduler.invalid:8786"),
    "no port": lambda: nullcontext("tcp://127.0.0.1"),
    "never answers": lambda: talker(b""),
    "something else answers": lambda: talker(b"HTTP/1.1 400 Bad Request\r\n\r\n"),
}


@pytest.mark.parametrize("where", NOWHERE)
def test_no_cluster_at_an_address_is_told_to_all_who_wait(where: str, seconds) -> None:
    """Seen: who took the connection and never answered held up the line for ever, and the server's end; and
    one more of Dask's threads was there after each attempt.
    """
    before = threading.enumerate()
    with NOWHERE[where]() as address, web(Outside(address), start=0.5) as jobs, seconds("told after"):
        for progress in map(follow, [jobs.submit(session, rehearse()) for session in "abc"]):
            assert progress.state == "unreachable"
            assert f"no cluster at {address}" in progress.problem
    assert "IO loop" not in {one.name for one in threading.enumerate() if one not in before}


def test_who_waits_is_told_that_nobody_answers_and_who_comes_then_at_once(seconds) -> None:
    with web(Outside("tcp://127.0.0.1:1"), told=0.5) as jobs:
        with seconds("told after"):
            first = jobs.submit("a", rehearse())
            assert not first.follow().away
            assert follow(first, until=lambda progress: progress.away).state == "waiting"
        with seconds("the next one told after"):
            second = jobs.submit("b", rehearse())
            assert second.follow().away
        for job in (first, second):
            job.cancel()
            assert not job.follow().away
        assert jobs.submit("c", rehearse()).follow().away  # it was tried meanwhile, with nobody in the line


def test_a_cluster_that_stands_still_is_told_and_goes_on(cluster: Cluster, seconds) -> None:
    """Its machine has lost the network: connections stay, answers do not come."""
    with web(cluster.outside, told=0.5) as jobs:
        assert follow(jobs.submit("a", rehearse(steps=2))).state == "done"
        cluster.members[0].send_signal(signal.SIGSTOP)
        waiting = jobs.submit("a", rehearse(steps=2))
        try:
            with seconds("told after"):
                follow(waiting, until=lambda progress: progress.away)
        finally:
            cluster.members[0].send_signal(signal.SIGCONT)
        with seconds("a training that waited done after"):
            assert follow(waiting).state == "done"


def test_the_cluster_of_this_machine_is_never_called_unreachable_while_it_starts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """TensorFlow may load for half a minute."""
    jobs, asked, there = Jobs(told=0.0), threading.Event(), threading.Event()

    def slow() -> None:
        asked.set()
        there.wait(PATIENCE)
        raise ClusterError("as the test wished")

    monkeypatch.setattr(jobs._cluster, "open", slow)
    job = jobs.submit("a", rehearse())
    assert asked.wait(PATIENCE)
    assert jobs._outage.known
    progress = job.follow()
    assert (progress.state, progress.away, jobs.standing()[2]) == ("waiting", False, "idle")
    there.set()
    assert follow(job).state == "failed"
    jobs.close()


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        (
            {"DLPLAY_DASK_SCHEDULER": "host:8786"},
            "must be tls://host:port or tcp://host:port, got 'host:8786'",
        ),
        (
            {"DLPLAY_DASK_SCHEDULER": "tls://host"},
            "must be tls://host:port or tcp://host:port, got 'tls://host'",
        ),
        (
            {"DLPLAY_DASK_SCHEDULER": "tcp://host:99999"},
            "must be tls://host:port or tcp://host:port, got 'tcp://host:99999'",
        ),
        (
            {"DLPLAY_DASK_SCHEDULER": "tls://host:8786"},
            "needs DLPLAY_DASK_CA, the path of a PEM file, got ''",
        ),
        (
            {"DLPLAY_DASK_SCHEDULER": "tls://host:1", "DLPLAY_DASK_CA": __file__, "DLPLAY_DASK_CERT": "none"},
            "needs DLPLAY_DASK_CERT, the path of a PEM file, got 'none'",
        ),
        (
            {"DLPLAY_DASK_SCHEDULER": "tcp://host:1", "DLPLAY_DASK_KEY": __file__},
            "DLPLAY_DASK_KEY needs a scheduler at tls://",
        ),
    ],
)
def test_what_does_not_go_together_is_named(environment: dict[str, str], told: str) -> None:
    with pytest.raises(ValueError, match=re.escape(told)):
        Outside.of(environment).security()


def test_without_an_address_trainings_stay_on_this_machine() -> None:
    assert Outside.of({"DLPLAY_DASK_CA": "cert.pem"}) is None

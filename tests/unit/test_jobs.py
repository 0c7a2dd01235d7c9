"""Training jobs from end to end, on the embedded cluster; `test_jobs_outside.py` has the other kind.

`rehearsal` is a task without TensorFlow that does what its settings say; two real trainings come last.
"""

import math
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from dlplay.digits import cnn
from dlplay.digits.lab import Lab
from dlplay.digits.mnist import load_test_digits
from dlplay.jobs import Busy, Job, Jobs, LineFull, Progress, Request, cluster
from dlplay.jobs.request import LARGEST_ANSWER, pack, to_json, unpack
from dlplay.text import char_training

ROOT = Path(__file__).parents[2]
LONG = {"steps": 2000, "pause": 0.02}  # far longer than any test waits
PATIENCE = 240  # seconds until something that does not happen counts as broken


def rehearse(arrays=None, seconds=60.0, **settings) -> Request:
    return Request("tests.unit.rehearsal", settings, arrays or {}, seconds)


def follow(job: Job, until="ended") -> Progress:
    """Follow a job until it has ended, or reached a state, or `until(progress)` is true."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        progress = job.follow()
        if progress.ended or (until(progress) if callable(until) else progress.state == until):
            return progress
        time.sleep(0.02)
    raise AssertionError(f"still {progress.state} at {progress.now}")


def pid(job: Job) -> int:
    """The process that a rehearsal runs in."""
    return follow(job, until=lambda progress: progress.points).points[0]["pid"]


def wait_until_gone(processes: list[psutil.Process]) -> None:
    _, alive = psutil.wait_procs(processes, timeout=PATIENCE)
    assert not alive


def embedded() -> list[psutil.Process]:
    """The processes of the embedded clusters alone: other tests have children too, a browser for one."""
    own = [one for one in psutil.Process().children() if is_a_cluster(one)]
    return [process for one in own for process in (one, *one.children(recursive=True))]


def is_a_cluster(process: psutil.Process) -> bool:
    try:
        return "dlplay.jobs.embedded" in process.cmdline()
    except psutil.ZombieProcess:  # one of an earlier test that has ended
        return False


@pytest.fixture(scope="module")
def jobs() -> Iterator[Jobs]:
    others = embedded()  # of the pages of a test before, which keep theirs for some minutes
    jobs = Jobs(memory_limit=1_500_000_000)
    yield jobs
    processes = [one for one in embedded() if one not in others]
    jobs.close()
    wait_until_gone(processes)


# --- one job


def test_a_job_tells_its_progress_and_brings_its_result(jobs) -> None:
    job = jobs.submit("a", rehearse({"one": np.ones(3), "two": np.full(2, 5)}, steps=25, always=True))
    assert jobs.job_of("a") is job
    progress = follow(job)
    assert (progress.state, progress.problem, progress.place) == ("done", "", 0)
    assert [point["step"] for point in progress.points] == list(range(26))
    assert [moment.facts for moment in progress.checkpoints] == [{"step": 10}, {"step": 20}]
    assert [moment.arrays["square"].tolist() for moment in progress.checkpoints] == [[100], [400]]
    assert progress.result.facts == {"steps": 25, "total": 13.0}
    np.testing.assert_array_equal(progress.result.arrays["weights"], np.arange(25, dtype=np.float32))
    assert jobs.job_of("a") is None


def test_progress_is_told_a_few_times_a_second(jobs) -> None:
    progress = follow(jobs.submit("a", rehearse(steps=200, pause=0.002)))
    assert 2 <= len(progress.points) <= 12


def test_a_cancelled_job_ends_in_the_middle_and_keeps_what_it_has(jobs) -> None:
    job = jobs.submit("a", rehearse(**LONG))
    follow(job, until=lambda progress: progress.now.get("step", 0) > 3)
    job.cancel()
    progress = follow(job)
    assert progress.state == "cancelled"
    steps = progress.result.facts["steps"]
    assert 3 < steps < LONG["steps"]
    assert len(progress.result.arrays["weights"]) == steps
    job.cancel()  # nothing happens
    assert job.follow().state == "cancelled"


def test_a_job_that_has_not_begun_ends_at_once(jobs) -> None:
    first, second = (jobs.submit(session, rehearse(**LONG)) for session in "ab")
    second.cancel()
    assert second.follow().state == "cancelled"
    assert second.follow().result is None
    first.cancel()
    follow(first)


def test_a_job_is_stopped_at_its_seconds(jobs) -> None:
    progress = follow(jobs.submit("a", rehearse(seconds=0.5, **LONG)))
    assert progress.state == "timed_out"
    assert 0 < progress.result.facts["steps"] < LONG["steps"]


def test_a_loss_that_is_no_number_ends_the_job_with_what_was_there(jobs) -> None:
    progress = follow(jobs.submit("a", rehearse(steps=9, at=4, then="diverge")))
    assert progress.state == "diverged"
    assert progress.result.facts == {"steps": 4, "loss": None}
    assert len(progress.result.arrays["weights"]) == 4


def test_an_error_in_a_task_is_a_state_and_its_traceback_for_the_log(jobs) -> None:
    progress = follow(jobs.submit("a", rehearse(steps=9, then="break")))
    assert (progress.state, progress.result) == ("failed", None)
    assert "ZeroDivisionError: as the test wished" in progress.problem
    assert follow(jobs.submit("a", Request("tests.unit.nowhere", {}))).state == "failed"


# --- the line


def test_three_sessions_stand_in_line_and_a_session_has_one_job(jobs) -> None:
    line = [jobs.submit(session, rehearse(steps=20, pause=0.01)) for session in "abc"]
    assert [job.follow().place for job in line[1:]] in ([2, 3], [1, 2])  # the first may have begun
    with pytest.raises(Busy) as busy:
        jobs.submit("b", rehearse())
    assert busy.value.job is line[1]
    line[1].cancel()
    follow(line[0], until=lambda progress: progress.state != "waiting")
    assert line[2].follow().place in (0, 1)
    again = jobs.submit("b", rehearse())
    assert [follow(job).state for job in (*line, again)] == ["done", "cancelled", "done", "done"]


def test_a_full_line_takes_nobody(jobs) -> None:
    line = [jobs.submit("0", rehearse(**LONG))]
    follow(line[0], until="running")
    line += [jobs.submit(str(number), rehearse()) for number in range(1, 21)]
    with pytest.raises(LineFull, match="20 jobs wait already from this address"):
        jobs.submit("21", rehearse())
    other = [jobs.submit(str(number), rehearse(), "elsewhere") for number in range(31, 51)]
    assert other[0].follow().place == 1 < line[1].follow().place  # its address had no turn yet
    with pytest.raises(LineFull, match=r"40 jobs wait already$"):
        jobs.submit("51", rehearse(), "a third place")
    line += other
    for job in reversed(line):
        job.cancel()
    follow(line[0])


# --- accidents


@pytest.mark.skipif(sys.platform == "win32", reason="sends a POSIX signal")
def test_a_killed_worker_is_reported_and_replaced(jobs, seconds) -> None:
    job = jobs.submit("a", rehearse(**LONG))
    killed = pid(job)
    with seconds("told after"):
        os.kill(killed, signal.SIGKILL)
        assert follow(job).state == "lost"
    job = jobs.submit("a", rehearse(steps=2))
    assert pid(job) != killed
    assert follow(job).state == "done"


def test_a_worker_that_devours_memory_is_killed_and_replaced(jobs, seconds) -> None:
    with seconds("told after"):
        assert follow(jobs.submit("a", rehearse(steps=9, then="devour"))).state == "lost"
    assert follow(jobs.submit("a", rehearse(steps=2))).state == "done"


def test_a_cluster_that_never_gets_ready_is_ended_and_told(monkeypatch) -> None:
    before = embedded()
    jobs = Jobs()
    with monkeypatch.context() as hurried:
        hurried.setattr(cluster, "OWN_START", 0.05)  # long before Dask is loaded there
        assert follow(jobs.submit("a", rehearse())).state == "failed"
    assert embedded() == before
    assert follow(jobs.submit("a", rehearse(steps=2))).state == "done"
    jobs.close()


def test_everything_listens_on_the_loopback_address_alone(jobs) -> None:
    follow(jobs.submit("a", rehearse()))
    listening = [
        connection.laddr.ip
        for process in embedded()
        for connection in process.net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    ]
    assert listening
    assert set(listening) == {"127.0.0.1"}


def test_the_worker_gives_way_to_the_web_process(jobs) -> None:
    job = jobs.submit("a", rehearse(steps=2))
    worker, own = psutil.Process(pid(job)).nice(), psutil.Process().nice()
    assert worker != own if sys.platform == "win32" else worker > own
    follow(job)


def test_a_worn_worker_is_replaced_and_an_idle_cluster_stopped() -> None:
    jobs = Jobs(worn=1, idle=0.5)
    workers = []
    for _ in range(2):
        job = jobs.submit("a", rehearse(steps=2))
        workers.append(pid(job))
        assert follow(job).state == "done"
    assert workers[0] != workers[1]
    wait_until_gone([psutil.Process(process) for process in workers if psutil.pid_exists(process)])
    assert follow(jobs.submit("a", rehearse(steps=2))).state == "done"
    jobs.close()
    with pytest.raises(RuntimeError, match="closed"):
        jobs.submit("a", rehearse())


APP = """
import sys, time
sys.path.insert(0, {root!r})
from dlplay.jobs import Jobs, Request
job = Jobs().submit("a", Request("tests.unit.rehearsal", {settings!r}))
while not job.follow().points:
    time.sleep(0.02)
print("running", flush=True)
time.sleep(600)
"""


@pytest.mark.parametrize("how", ["kill", "terminate"])
def test_no_process_outlives_an_app_that_was_killed(how, seconds) -> None:
    command = [sys.executable, "-c", APP.format(root=str(ROOT), settings=LONG)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as app:
        assert app.stdout.readline() == "running\n"
        orphans = psutil.Process(app.pid).children(recursive=True)
        assert len(orphans) >= 2
        with seconds("all gone after"):
            getattr(app, how)()
            app.wait()
            wait_until_gone(orphans)


# --- plain data


def test_only_plain_data_travels() -> None:
    assert to_json({"a": [math.nan, np.float32(1.5), np.int64(2)], "b": math.inf}) == (
        '{"a": [null, 1.5, 2], "b": null}'
    )
    with pytest.raises(ValueError, match="allow_pickle"):
        pack({"object": np.array([print], dtype=object)})
    with pytest.raises(ValueError, match="arrays must have at most 31000000 bytes, got 32000000"):
        rehearse({"large": np.zeros(4_000_000)})
    with pytest.raises(ValueError, match=r"seconds must be above 0 and at most 1800\.0, got 0"):
        rehearse(seconds=0)
    with pytest.raises(TypeError, match="not JSON serializable"):
        rehearse(path=Path())


@pytest.mark.parametrize("name", ["\0", "a\0b", "", "a/b", "a.npy", "file", "allow_pickle", "x" * 70_000])
def test_an_array_whose_name_would_not_come_back_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="an array's name must be"):
        rehearse({name: np.zeros(1)})


def test_what_a_worker_sends_is_checked_before_it_is_unpacked(tmp_path) -> None:
    with (tmp_path / "pickle.npz").open("wb") as file:
        np.savez(file, object=np.array([print], dtype=object))
    with pytest.raises(ValueError, match="Object arrays cannot be loaded"):
        unpack((tmp_path / "pickle.npz").read_bytes())
    with pytest.raises(ValueError, match="packed must be an npz file, got 7 bytes"):
        unpack(b"garbage")
    bomb = pack({"zeros": np.zeros(LARGEST_ANSWER // 8 + 1)})
    assert len(bomb) < 1_000_000
    with pytest.raises(ValueError, match="must hold at most 256000000 bytes"):
        unpack(bomb)
    job = Job("a", rehearse(), lambda job: 0)
    job.start()
    with pytest.raises(ValueError, match="kind must be progress, checkpoint, result or an end, got 'run'"):
        job.hear("run", "{}", b"")
    with pytest.raises(ValueError, match="facts must be an object, got '3'"):
        job.hear("progress", "3", b"")


def test_points_and_checkpoints_are_bounded() -> None:
    job = Job("a", rehearse(), lambda job: 0)
    job.start()
    for step in range(3000):
        job.hear("progress", f'{{"step": {step}}}', b"")
        job.hear("checkpoint", f'{{"step": {step}}}', b"")
    progress = job.follow()
    assert 500 <= len(progress.points) <= 1000
    assert [checkpoint.facts["step"] for checkpoint in progress.checkpoints] == list(range(100))
    assert progress.points[0]["step"] == 0
    assert progress.now["step"] == 2999


def test_the_face_loads_neither_dask_nor_tensorflow() -> None:
    modules = "dlplay.jobs, dlplay.digits.cnn, dlplay.text.char_training"
    code = f"import sys, {modules}; print({{'distributed', 'tensorflow', 'keras'}} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


# --- real trainings


@pytest.mark.usefixtures("keras_elsewhere")
def test_a_cnn_is_trained_in_the_worker_and_reads_digits_here(jobs) -> None:
    pictures, digits = load_test_digits()
    watched = pictures[:2] / np.float32(255)
    settings = cnn.CnnSettings(filters=8, dense=32, epochs=2, activation="tanh")
    progress = follow(jobs.submit("a", cnn.train_request(settings, Lab(counts=(100,) * 10), watched)))
    assert (progress.state, progress.problem) == ("done", "")
    assert progress.now["steps"] == progress.now["step"] == 2 * 16
    network = cnn.trained_network(settings, progress.result.arrays)
    last = progress.checkpoints[-1].arrays
    for picture, probabilities in zip(watched, last["watched"], strict=True):
        np.testing.assert_allclose(network(picture).probabilities, probabilities, atol=1e-5)
    truth, read, order = (part[0] for part in np.nonzero(last["misread"] >= 0))
    misread = last["misread"][truth, read, order]
    assert digits[misread] == truth
    assert network(pictures[misread] / np.float32(255)).probabilities.argmax() == read
    file = follow(jobs.submit("a", cnn.keras_file_request(settings, progress.result.arrays)))
    assert bytes(file.result.arrays["keras_file"]).startswith(b"PK")


@pytest.mark.usefixtures("keras_elsewhere")
def test_a_writer_is_trained_in_the_worker_and_writes_here(jobs) -> None:
    settings = char_training.CharSettings(cell="gru", units=16, layers=1, epochs=2, seed=3)
    progress = follow(jobs.submit("a", char_training.train_request(settings, "to be or not to be, " * 120)))
    assert (progress.state, progress.problem) == ("done", "")
    writer = char_training.trained_writer(progress.result.npz)
    for temperature in char_training.TEMPERATURES:
        text = progress.result.facts["samples"][str(temperature)]
        assert writer.generate("", len(text), temperature, seed=3) == text

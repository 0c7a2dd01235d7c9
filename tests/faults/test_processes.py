"""Each process of a server ends amid a training, gently or not; and so does a connection."""

import time
from collections.abc import Callable, Iterator

import psutil
import pytest

from dlplay.locale import t
from tests.faults.served import Server, answers, serving
from tests.faults.visitor import PATIENCE, Visitor

LONG = "epochs=40&filters=32&dense=128"
SHORT = "epochs=1&filters=4&dense=8"
HOW: dict[str, Callable[[psutil.Process], None]] = {
    "killed": psutil.Process.kill,
    "terminated": psutil.Process.terminate,
}


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as one:
        yield one


def processes(server: Server) -> dict[str, psutil.Process]:
    """The app, the cluster that it started (scheduler and nanny in one), and the worker that trains."""
    app = psutil.Process(server.process.pid)
    (cluster,) = [one for one in app.children() if "dlplay.jobs.embedded" in one.cmdline()]
    children = cluster.children(recursive=True)
    worker = max(children, key=lambda one: one.memory_info().rss)  # it has TensorFlow
    return {"app": app, "cluster": cluster, "worker": worker}


def runs(process: psutil.Process) -> bool:
    """A killed one that its parent has not asked after runs no more."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def wait_until_gone(those: list[psutil.Process]) -> None:
    deadline = time.monotonic() + PATIENCE
    while any(map(runs, those)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not [one for one in those if runs(one)]


def training(visitor: Visitor) -> None:
    """Start one and see it run."""
    visitor.run(pressed="train_cnn_train")
    visitor.wait(t("jobs.running", "en", epoch="", epochs="")[:6])


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("which", ["worker", "cluster"])
def test_a_training_whose_process_is_gone_is_told_and_the_next_one_runs(
    which: str, how: str, server: Server, seconds
) -> None:
    with Visitor(server.address, "train_cnn", LONG) as visitor:
        training(visitor)
        there = processes(server)
        with seconds("told after"):
            HOW[how](there[which])
            visitor.wait(t("jobs.lost", "en"), t("jobs.failed", "en"), t("jobs.unreachable", "en"))
        wait_until_gone([there[which]])
    assert answers(server.address)
    with Visitor(server.address, "neuron") as other:
        assert other.drew
        assert not other.said
    with Visitor(server.address, "train_cnn", SHORT) as visitor, seconds("next training done after"):
        visitor.run(pressed="train_cnn_train")
        visitor.wait("Done in ")


@pytest.mark.parametrize("how", HOW)
def test_nothing_is_left_of_an_app_that_is_gone(how: str, server: Server, seconds, record_property) -> None:
    with Visitor(server.address, "train_cnn", LONG) as visitor:
        training(visitor)
        app = processes(server)["app"]
        all_of_them = [app, *app.children(recursive=True)]
        assert len(all_of_them) >= 3
        with seconds("all gone after"):
            HOW[how](app)
            server.process.wait(PATIENCE)  # so that it is no zombie of ours
            wait_until_gone(all_of_them[1:])
        record_property("processes gone", len(all_of_them))


def test_a_connection_that_breaks_off_amid_a_training_comes_back_to_it(server: Server, seconds) -> None:
    with Visitor(server.address, "train_cnn", LONG) as visitor:
        training(visitor)
        session = visitor.session
    time.sleep(1)  # in the tunnel
    with seconds("there again after"):
        visitor = Visitor(server.address, "train_cnn", LONG, session)
        visitor.wait(t("jobs.running", "en", epoch="", epochs="")[:6])
    with visitor:
        assert visitor.session == session
        visitor.run(pressed="train_cnn_stop")
        visitor.wait(t("jobs.kept_result", "en"))

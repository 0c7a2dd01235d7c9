"""The run that ships: a training of the page's own job, told as that job told it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dlplay.assets import AssetError
from dlplay.digits import textbook_run
from dlplay.digits.cnn import CnnSettings, train_request
from dlplay.digits.lab import Lab
from dlplay.digits.mnist import load_mnist
from dlplay.jobs import Request
from dlplay.ui.train_cnn import current
from dlplay.ui.train_cnn.settings import TEXTBOOK, TrainSettings

pytest.importorskip("tensorflow")

from dlplay.training import textbook_run as command


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where files are written and read, and nothing that was read before."""
    for name in ("FILE", "FACTS"):
        monkeypatch.setattr(textbook_run, name, tmp_path / getattr(textbook_run, name).name)
    textbook_run.load.cache_clear()
    yield tmp_path
    textbook_run.load.cache_clear()


def short() -> Request:
    return train_request(replace(CnnSettings(), epochs=1), Lab((20,) * 10), textbook_run.sample_pictures())


def test_it_is_the_run_of_the_page_s_own_button() -> None:
    asked = textbook_run.request().settings
    settings = TrainSettings(**TEXTBOOK)
    assert CnnSettings(**asked["cnn"]) == current.cnn(settings)
    assert Lab(**asked["lab"]) == current.lab(settings)


def test_it_tells_what_can_be_counted_again() -> None:
    """Against MNIST's own labels, and against the arithmetic of its settings."""
    watched, progress = textbook_run.load()
    end, labels = progress.checkpoints[-1], load_mnist().y_test
    confusion, places = end.arrays["confusion"], end.arrays["misread"]
    assert confusion.sum(axis=1).tolist() == np.bincount(labels).tolist()
    assert np.trace(confusion) / 10_000 == pytest.approx(progress.result.facts["test_accuracy"])
    for truth, answer in np.argwhere(np.triu(confusion, 1)):
        found = places[truth, answer][places[truth, answer] >= 0]
        assert len(found) == min(confusion[truth, answer], 6)
        assert set(labels[found]) == {truth}
    assert progress.now["step"] == end.facts["step"] == 5 * -(-60_000 // 64)
    np.testing.assert_array_equal(watched, textbook_run.sample_pictures())


def test_the_command_writes_what_the_job_told(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(textbook_run, "request", short)
    told = command.trained(short())
    command.write(told, short(), elsewhere)
    run = textbook_run.load().progress
    assert (run.state, run.points, run.seconds) == ("done", told.points, told.seconds)
    assert run.result.facts == told.result.facts
    for read, said in zip(run.checkpoints, told.checkpoints, strict=True):
        assert read.facts == said.facts
        for name, array in said.arrays.items():
            np.testing.assert_array_equal(read.arrays[name], array)


def test_the_record_of_another_training_is_refused(elsewhere: Path) -> None:
    command.write(command.trained(short()), short(), elsewhere)
    with pytest.raises(AssetError, match="textbook-run") as raised:
        textbook_run.load()
    assert raised.value.problem == "contents"

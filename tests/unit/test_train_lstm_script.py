"""The Keras script of the page on training a character model does what the page's own training does."""

import re
from dataclasses import replace

import pytest

from dlplay.jobs.job import Checkpoint, Progress
from dlplay.text import plays
from dlplay.text.char_training import CELLS, CharSettings, keras_file_request, train_request
from dlplay.ui.own_writer import Asked, Leg, Run, Source, epochs_done
from dlplay.ui.shakespeare import code as writer_code
from dlplay.ui.shakespeare.desk import Desk
from dlplay.ui.train_lstm import code, runs
from tests.scripts import installed, said_by_pytorch

char_task = pytest.importorskip("dlplay.training.char_task")
# saving, Keras 3.15 asks TensorFlow's variables for arrays in a way that numpy 2.4 reports
pytestmark = pytest.mark.filterwarnings(
    "ignore:__array__ implementation doesn't accept a copy:DeprecationWarning"
)
WRITTEN = 12  # characters: the loop of the script takes some milliseconds for each
TEXT = plays.load("macbeth")[:3000] + "学"  # a character that the training part lacks


class Reporter:
    """Takes what a task says, and stops it after some points."""

    def __init__(self, points: int = 10**9):
        self.points, self.facts, self.checkpoints = points, [], []

    @property
    def stop(self) -> bool:
        return len(self.facts) >= self.points

    def progress(self, facts: dict, always: bool = False) -> None:
        self.facts.append(facts)

    def checkpoint(self, facts: dict, arrays: dict) -> None:
        self.checkpoints.append(Checkpoint(facts, b""))


def a_leg(settings: CharSettings, resume: bytes | None = None, points: int = 10**9) -> Leg:
    """What a job of these settings leaves; run here, without a worker."""
    from dlplay.jobs.request import pack

    request, reporter = train_request(settings, TEXT, "Enter ", resume), Reporter(points)
    outcome = char_task.train(dict(request.settings), dict(request.arrays), reporter)
    result = Checkpoint(outcome.facts, pack(outcome.arrays))
    progress = Progress("done", 0, tuple(reporter.facts), tuple(reporter.checkpoints), result, 1.0, "")
    return Leg(Asked(settings, Source("own", "Macbeth", TEXT), "Enter "), None, progress)


@pytest.mark.parametrize(("cell", "layers"), [("lstm", 2), ("gru", 1)])
def test_the_script_repeats_the_run_and_its_samples(
    cell: str, layers: int, tmp_path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    settings = CharSettings(cell=cell, units=8, layers=layers, epochs=2, learning_rate=0.01, seed=5)
    legs = [a_leg(settings, points=140)]  # stopped in the second epoch
    if cell == "lstm":  # and gone on from there
        further = replace(settings, epochs=1, learning_rate=0.002)
        legs.append(a_leg(further, resume=legs[0].weights))
        assert [epochs_done(leg) for leg in legs] == [pytest.approx(1.25, abs=0.1), 1]
    run = Run(1, legs)
    (tmp_path / code.TEXT_FILE).write_text(TEXT, encoding="utf-8", newline="")
    monkeypatch.chdir(tmp_path)
    names: dict = {}
    brief = code.done(run).keras.replace(f"range({code.WRITTEN})", f"range({WRITTEN})")
    exec(compile(brief, "script", "exec"), names)
    assert names["held_out_loss"] == pytest.approx(run.facts["held_out"], abs=2e-3)
    written = re.findall(
        r"--- T = ([\d.]+)\n(.*?)(?=\n--- T|\Z)", capsys.readouterr().out.strip("\n"), re.DOTALL
    )
    assert [one for one, _ in written] == ["0.2", "0.5", "1.0", "1.2"]
    for temperature, text in written:
        assert text == ("Enter " + run.facts["samples"][temperature][:WRITTEN])


ONE_LEARNED = "learned = [weights"
KERAS_WEIGHTS = """\
def in_torch_s_order(array):  # a row for each unit, or a bias
    gates = np.split(array, array.shape[-1] // 8, axis=-1)
    if len(gates) == 3:
        gates = [gates[1], gates[0], gates[2]]
    return torch.tensor(np.concatenate(gates, axis=-1).T.copy())


first = [np.load("first.npz")[f"arr_{{place}}"] for place in range({count})]
for layer in range({layers}):
    kernel, recurrent, bias = first[3 * layer:3 * layer + 3]
    both = [bias[0], bias[1]] if bias.ndim == 2 else [bias, 0 * bias]
    for name, array in zip(("weight_ih", "weight_hh", "bias_ih", "bias_hh"), (kernel, recurrent, *both)):
        getattr(model.layers, f"{{name}}_l{{layer}}").data[:] = in_torch_s_order(array)
model.dense.weight.data[:], model.dense.bias.data[:] = torch.tensor(first[-2].T), torch.tensor(first[-1])
"""


@pytest.mark.parametrize(("cell", "layers"), [("lstm", 2), ("gru", 1), ("simple_rnn", 1)])
def test_pytorch_learns_and_writes_the_same_from_keras_s_first_weights(
    cell: str, layers: int, tmp_path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    (tmp_path / code.TEXT_FILE).write_text(TEXT, encoding="utf-8", newline="")
    monkeypatch.chdir(tmp_path)
    settings = CharSettings(cell=cell, units=8, layers=layers, epochs=1, learning_rate=0.01, seed=5)
    further = replace(settings, learning_rate=0.002)
    keras, torch = (
        one.replace(f"range({code.WRITTEN})", f"range({WRITTEN})")
        for one in code.script(settings, "Enter ", [(50, settings), (20, further)])
    )
    if not installed(torch):
        return
    kept = "np.savez('first.npz', *[one for layer in model.layers[1:] for one in layer.get_weights()])\n"
    assert torch.count(ONE_LEARNED) == keras.count("optimizer = ") == 1
    same = KERAS_WEIGHTS.format(count=3 * layers + 2, layers=layers)
    exec(compile(keras.replace("optimizer = ", f"{kept}optimizer = "), "script", "exec"), {})
    written = capsys.readouterr().out
    found = said_by_pytorch(torch.replace(ONE_LEARNED, same + ONE_LEARNED))
    assert found is not None
    assert loss_of(found) == pytest.approx(loss_of(written), abs=1e-3)
    coldest = [one.partition("--- T")[2].partition("--- T")[0] for one in (found, written)]
    assert coldest[0] == coldest[1] != ""  # hotter, the last digits decide some characters


def loss_of(printed: str) -> float:
    return float(re.search(r"held-out loss ([\d.]+)", printed)[1])


def test_the_snippet_of_the_shakespeare_page_writes_what_one_s_own_network_writes(
    tmp_path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    from dlplay.training import char_keras_file

    run = Run(3, [a_leg(CharSettings("gru", 8, 1, 1))])
    request = keras_file_request(run.weights)
    file = char_keras_file.train(dict(request.settings), dict(request.arrays), Reporter())
    desk = Desk("own", run.writer(), "Enter ", 0.5, 20, 3, None, None, run)
    (tmp_path / desk.file).write_bytes(file.arrays["keras_file"].tobytes())
    monkeypatch.chdir(tmp_path)
    exec(compile(writer_code.script(desk).keras, "snippet", "exec"), {})
    assert capsys.readouterr().out == f"Enter {desk.written().text}\n"


@pytest.mark.parametrize("cell", CELLS)
def test_every_cell_has_its_layers_in_the_script(cell: str) -> None:
    layer = {"lstm": "LSTM", "gru": "GRU", "simple_rnn": "SimpleRNN"}[cell]
    planned = code.planned(CharSettings(cell=cell, units=24, layers=3), "")
    assert planned.keras.count(f"keras.layers.{layer}(24, return_sequences=True") == 3
    assert f"torch.nn.{layer.removeprefix('Simple')}(size, 24, num_layers=3" in planned.torch


def test_a_plan_is_the_script_of_the_run_that_it_becomes() -> None:
    settings = CharSettings(units=8, epochs=3)
    facts = {"step": 12, "held_out": 2.0}
    points = ({"step": 12, "steps": 12, "epochs": 3},)
    progress = Progress("done", 0, points, (), Checkpoint(facts, b""), 1.0, "")
    run = Run(1, [Leg(Asked(settings, Source("own", "", TEXT), ""), None, progress)])
    planned, done = code.planned(settings, ""), code.done(run)
    assert [one.replace("(EPOCH * 3, 0.005)", "(12, 0.005)") for one in planned] == [*done]


def test_held_out_losses_are_measured_where_the_page_s_guesses_are() -> None:
    assert runs.HELD_OUT == char_task.HELD_OUT

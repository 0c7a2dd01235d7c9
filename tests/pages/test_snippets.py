"""The code that pages show is run here, on the files that the page offers, and must agree with the page."""

import re
import shutil

import numpy as np
import pytest

from dlplay.assets import MODELS
from dlplay.digits import classify, network, samples
from dlplay.text import CharLSTM
from dlplay.ui.charts import pictures
from dlplay.ui.digits import code as digits_code
from dlplay.ui.shakespeare import code as writer_code
from dlplay.ui.shakespeare import kinds
from dlplay.ui.shakespeare.desk import Desk
from tests import scripts

WRITTEN = 12  # characters: for each, the snippet reads the whole text again


@pytest.mark.parametrize("digit", [2, 7])
def test_the_digit_snippet_gives_the_page_s_probabilities(
    digit: int, tmp_path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    reading = classify(samples.drawing(digit, 0))
    shutil.copy(network.KERAS_FILE, tmp_path)
    shutil.copy(network.WEIGHTS, tmp_path)
    (tmp_path / "input.png").write_bytes(pictures.png(reading.network_input))
    monkeypatch.chdir(tmp_path)
    names: dict = {}
    exec(compile(digits_code.SCRIPT.keras, "snippet", "exec"), names)
    np.testing.assert_allclose(names["probabilities"], reading.probabilities, atol=1e-5)
    assert names["model"].count_params() == 693_962
    assert re.search(rf"^{reading.label} \[", capsys.readouterr().out, re.MULTILINE)
    scripts.assert_the_same(digits_code.SCRIPT, atol=2e-3)  # both round to the third digit


@pytest.mark.parametrize(
    ("name", "temperature", "top_k", "top_p"),
    [
        ("small", 0.5, None, None),
        ("small", 0.0, None, None),
        ("small", 1.2, 5, 0.9),
        ("rnn", 1.0, None, 0.5),
        ("poems", 1.0, None, None),
    ],
)
def test_the_writing_snippet_writes_the_page_s_text(
    name: str,
    temperature: float,
    top_k: int | None,
    top_p: float | None,
    tmp_path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture,
) -> None:
    desk = Desk(name, CharLSTM.load(name), kinds.of(name).opening, temperature, WRITTEN, 3, top_k, top_p)
    for file in (desk.file, desk.weights_file):
        shutil.copy(MODELS / file, tmp_path)
    monkeypatch.chdir(tmp_path)
    script = writer_code.script(desk)
    exec(compile(script.keras, "snippet", "exec"), {})
    text = f"{desk.prompt}{desk.written().text}"
    assert capsys.readouterr().out == f"{text}\n"
    places = scripts.printed_by_pytorch(f"{script.torch}print([characters.index(c) for c in text])")
    written = desk.model.vocabulary.encode(text).tolist()
    assert places is None or places[-len(written) :] == written

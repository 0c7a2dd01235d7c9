"""The digit reader in the browser's language: numpy is the witness of every drawing."""

import gzip
import json
import subprocess
from pathlib import Path

import numpy as np
from playwright._impl._driver import compute_driver_executable

from dlplay.assets import read_checked
from dlplay.digits import Verdict, classify, doubt, network
from dlplay.training import live_weights
from dlplay.training.__main__ import main
from tests.drawings import as_text, three_hundred

WEIGHTS = network.PACKED
SCRIPT = Path(__file__).parents[1] / "javascript" / "read_drawings.mjs"
WHITE = 255


def packed(weights: dict[str, np.ndarray]) -> bytes:
    return live_weights.packed(weights, doubt.load_packed())


def read_in_javascript(drawings: list, folder: Path) -> list[dict]:
    """What the modules that the browser loads make of the drawings, in the node that Playwright brings."""
    file = folder / "drawings.json"
    file.write_text(json.dumps([as_text(*one) for one in drawings]))
    node = compute_driver_executable()[0]
    answer = subprocess.run([node, SCRIPT, WEIGHTS, file], capture_output=True, text=True, check=True)
    return json.loads(answer.stdout)


def test_three_hundred_drawings_are_read_as_numpy_reads_them(tmp_path: Path) -> None:
    drawings = list(three_hundred())
    assert len(drawings) == 300
    verdicts = set()
    for (image, skip), answer in zip(drawings, read_in_javascript(drawings, tmp_path), strict=True):
        expected = classify(image, skip=skip, paper=WHITE)
        np.testing.assert_allclose(answer["probabilities"], expected.probabilities, atol=1e-3)
        assert np.argmax(answer["probabilities"]) == expected.label
        assert answer["verdict"] == expected.verdict
        levels = np.abs(np.array(answer["input"]) - expected.network_input.ravel()) * 255
        assert np.count_nonzero(levels > 0.5) <= 1  # a grey half way between two levels may fall on either
        verdicts.add(answer["verdict"])
    assert verdicts == set(Verdict)


def test_the_shipped_file_is_what_the_command_makes_of_the_shipped_weights() -> None:
    assert read_checked(WEIGHTS, "python -m dlplay.training live") == packed(network.load().weights)
    assert len(gzip.compress(WEIGHTS.read_bytes())) <= 1.1e6  # so a browser gets it


def test_a_packed_kernel_is_as_near_as_thirteen_bits_allow() -> None:
    weights = network.load().weights
    kernel, data = weights["dense_kernel"], packed(weights)
    scale = np.frombuffer(data, "<f4", 128, offset=4 * (288 + 32))
    whole = 32 * np.frombuffer(data, "i1", kernel.size, offset=4 * 2289).astype(int)
    for bit in range(5):
        offset = 4 * 2289 + kernel.size + bit * kernel.size // 8
        place = np.frombuffer(data, "u1", kernel.size // 8, offset=offset)
        whole += np.unpackbits(place, bitorder="little").astype(int) << bit
    whole = whole.reshape(kernel.shape)
    assert np.abs(whole).max(axis=0).tolist() == [4095] * 128
    assert (np.abs(whole * scale.astype(float) - kernel) <= 0.51 * scale).all()


def test_a_neuron_without_weights_stays_without() -> None:
    weights = {name: np.zeros(shape, np.float32) for name, shape in network.SHAPES.items()}
    doubting = {name: np.zeros(shape, np.float32) for name, shape in doubt.SHAPES.items()}
    assert set(live_weights.packed(weights, doubting)) == {0}
    assert len(live_weights.packed(weights, doubting)) == WEIGHTS.stat().st_size


def test_the_command_writes_the_file_and_records_it(tmp_path: Path) -> None:
    main(["live", "--out", str(tmp_path)])
    assert read_checked(tmp_path / WEIGHTS.name, "") == WEIGHTS.read_bytes()

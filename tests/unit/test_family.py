"""The family of digit readers: Keras and LiteRT witness its numbers, its files its figures."""

import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from ai_edge_litert.interpreter import Interpreter

from dlplay.assets import MODELS, AssetError
from dlplay.digits import family, network
from dlplay.digits.family import MEMBERS, figures, reading, rounding
from dlplay.digits.family.members import REBUILD
from dlplay.digits.mnist import load_test_digits

FLOATS = [key for key, member in MEMBERS.items() if member.numbers != "int8"]
PRUNED = [key for key, member in MEMBERS.items() if member.zeros]
LEAST_MULTIPLE = 1 / 256  # of int8's probabilities


@cache
def answers(key: str) -> np.ndarray:
    """A member's probabilities for all test digits, (10000, 10)."""
    return reading.read_all(reading.reader(key), load_test_digits()[0])


def some(count: int) -> np.ndarray:
    return load_test_digits()[0][:count] / np.float32(255)


# --- what the members answer


@pytest.mark.parametrize("key", FLOATS)
def test_numpy_and_keras_agree(key: str) -> None:
    keras = pytest.importorskip("keras")
    from dlplay.training import family_fit

    member, pictures = MEMBERS[key], some(60)
    files = member.files()
    if "keras" in files:  # a file to take home
        witness = keras.models.load_model(files["keras"], compile=False)
    else:
        witness = family_fit.build(member.layers)
        family_fit.put(witness, reading.loaded(member))
    expected = witness(pictures[..., None]).numpy()
    np.testing.assert_allclose(reading.reader(key)(pictures), expected, atol=1e-5)
    np.testing.assert_allclose(family.read(key, pictures[0]), expected[0], atol=1e-5)
    assert witness.count_params() == family.facts().members[key].parameters


@pytest.fixture(scope="module")
def runtime() -> Interpreter:
    interpreter = Interpreter(str(MEMBERS["int8"].files()["tflite"]), num_threads=1)
    interpreter.allocate_tensors()
    return interpreter


def test_int8_answers_what_litert_answers(runtime: Interpreter) -> None:
    (given,), (answered,) = runtime.get_input_details(), runtime.get_output_details()
    assert given["dtype"] == answered["dtype"] == np.int8
    assert given["quantization"] == (pytest.approx(1 / 255), -128)
    assert answered["quantization"] == (LEAST_MULTIPLE, -128)
    whole = load_test_digits()[0][:50].astype(np.int16) - 128
    for picture, found in zip(whole.astype(np.int8), answers("int8"), strict=False):
        runtime.set_tensor(given["index"], picture[None, ..., None])
        runtime.invoke()
        expected = (runtime.get_tensor(answered["index"])[0].astype(np.int16) + 128) * LEAST_MULTIPLE
        np.testing.assert_array_equal(found, expected)


def test_int8_is_near_the_network_in_floats() -> None:
    """A quarter of a percent of the digits at most gets another answer, and no probability is far off."""
    ours, floats = answers("int8"), answers("textbook")
    assert np.mean(ours.argmax(axis=1) != floats.argmax(axis=1)) <= 0.0025
    assert np.abs(ours - floats).mean() <= LEAST_MULTIPLE / 2
    np.testing.assert_allclose(ours.sum(axis=1), 1, atol=10 * LEAST_MULTIPLE / 2)


def test_int8_holds_the_weights_that_rounding_to_8_bits_gives(runtime: Interpreter) -> None:
    kept = {
        tuple(one["shape"]): one["index"] for one in runtime.get_tensor_details() if one["dtype"] == np.int8
    }
    for name, kernel in network.load().weights.items():
        if rounding.is_kernel(name):
            last_first = np.moveaxis(kernel, -1, 0)
            whole, _ = rounding.levels(kernel, 8)
            found = runtime.get_tensor(kept[last_first.shape])
            np.testing.assert_array_equal(found, np.moveaxis(whole, -1, 0))


def test_the_textbook_is_the_shipped_reader_itself() -> None:
    assert reading.loaded(MEMBERS["textbook"]) is network.load().weights
    expected = network.load()(some(5)).probabilities
    np.testing.assert_allclose(reading.reader("textbook")(some(5)), expected, atol=1e-6)


def test_a_time_is_measured() -> None:
    assert 0 < family.seconds("linear", some(1)[0], repeats=3) < 60


# --- what the files say of themselves


@pytest.mark.parametrize("key", MEMBERS)
def test_figures_are_those_of_the_files(key: str) -> None:
    claimed, member, truth = family.facts().members[key], MEMBERS[key], load_test_digits()[1]
    ours, textbook = answers(key).argmax(axis=1), answers("textbook").argmax(axis=1)
    assert claimed.files == {kind: path.stat().st_size for kind, path in member.files().items()}
    weights = reading.loaded(member)
    assert claimed.parameters == sum(array.size for array in weights.values())
    assert claimed.nonzero == sum(np.count_nonzero(array) for array in weights.values())
    wrong = int(np.sum(ours != truth))
    assert abs(claimed.wrong - wrong) <= 2  # another processor may round another way
    assert claimed.accuracy == pytest.approx(1 - claimed.wrong / len(truth))
    assert claimed.agreement == pytest.approx(1 - len(claimed.changed) / len(truth))
    changed = {(int(digit), int(ours[digit])) for digit in np.flatnonzero(ours != textbook)}
    assert len(changed ^ {*claimed.changed.items()}) <= 4
    confidence = answers(key).max(axis=1)
    inside = [(confidence > low) & (confidence <= high) for low, high in pairwise(np.arange(16) / 15)]
    gaps = [
        abs(np.mean((ours == truth)[one]) - confidence[one].mean()) * one.mean()
        for one in inside
        if one.any()
    ]
    assert claimed.ece == pytest.approx(sum(gaps), abs=3e-4)
    assert sum(one.total for one in claimed.reliability) == len(truth)


def test_the_textbook_agrees_with_itself() -> None:
    facts = family.facts().members["textbook"]
    assert facts.agreement == 1
    assert not facts.changed


def test_tiny_is_tiny_and_reads() -> None:
    facts = family.facts().members["tiny"]
    assert facts.parameters < 10_000
    assert facts.accuracy >= 0.99


@pytest.mark.parametrize("key", PRUNED)
def test_a_pruned_reader_has_so_many_zeros(key: str) -> None:
    member, facts = MEMBERS[key], family.facts().members[key]
    weights = reading.loaded(member)
    kernels = np.concatenate([array.ravel() for name, array in weights.items() if rounding.is_kernel(name)])
    assert np.mean(kernels == 0) == pytest.approx(member.zeros, abs=1e-4)
    assert (
        facts.multiply_adds_nonzero < facts.multiply_adds == family.facts().members["textbook"].multiply_adds
    )


def test_what_was_made_of_the_reader_was_made_of_the_one_that_ships() -> None:
    recorded = dict(reversed(line.split()) for line in (MODELS / "SHA256SUMS").read_text().splitlines())
    assert json.loads((MODELS / "family.json").read_text())["textbook"] == recorded["digits.npz"]
    for name, array in reading.loaded(MEMBERS["float16"]).items():
        np.testing.assert_array_equal(array, network.load().weights[name].astype(np.float16))


def test_the_family_is_no_burden() -> None:
    names = [*MODELS.glob("family*")]
    assert sum(path.stat().st_size for path in names) <= 10e6
    recorded = (MODELS / "SHA256SUMS").read_text().split()
    assert {path.name for path in names} <= {*recorded}
    assert {path for member in MEMBERS.values() for path in member.files().values()} >= {
        path for path in names if path.name != "family.json"
    }
    for path in MODELS.glob("family*.keras"):
        assert zipfile.ZipFile(path).testzip() is None


@pytest.mark.parametrize("bits", [8, 2, 1])
def test_the_curve_over_bits_is_measured_on_the_files(bits: int) -> None:
    reader, (pictures, truth) = rounding.reader(bits), load_test_digits()
    found = reading.read_all(lambda part: reader(part).probabilities, pictures).argmax(axis=1)
    assert family.facts().bits[bits] == pytest.approx(np.mean(found == truth), abs=3e-4)


def test_the_curve_has_its_cliff() -> None:
    bits = family.facts().bits
    assert [*bits] == [*rounding.BITS]
    assert bits[8] == pytest.approx(family.facts().members["textbook"].accuracy, abs=1e-3)
    assert min(bits[2], bits[1]) < bits[4] - 0.02


# --- files that are not as they should be


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(figures, "FACTS", tmp_path / "family.json")
    figures.facts.cache_clear()
    yield tmp_path
    figures.facts.cache_clear()


def recorded(path: Path, text: str) -> None:
    from hashlib import sha256

    path.write_text(text, encoding="utf-8")
    (path.parent / "SHA256SUMS").write_text(f"{sha256(text.encode()).hexdigest()}  {path.name}\n")


def test_missing_figures_name_the_command(elsewhere: Path) -> None:
    with pytest.raises(AssetError, match=re.escape(REBUILD)) as raised:
        family.facts()
    assert raised.value.problem == "missing"


@pytest.mark.parametrize("spoil", ["member", "bits", "field", "bins", "text"])
def test_figures_of_another_form_are_refused(elsewhere: Path, spoil: str) -> None:
    whole = json.loads((MODELS / "family.json").read_text(encoding="utf-8"))
    match spoil:
        case "member":
            del whole["members"]["linear"]
        case "bits":
            del whole["bits"]["3"]
        case "field":
            whole["members"]["linear"]["more"] = 1
        case "bins":
            whole["members"]["linear"]["reliability"].pop()
        case "text":
            whole = "family"
    recorded(elsewhere / "family.json", json.dumps(whole))
    with pytest.raises(AssetError) as raised:
        family.facts()
    assert raised.value.problem == "contents"


@pytest.mark.parametrize("key", ["tiny", "int8"])
@pytest.mark.parametrize("problem", ["missing", "damaged"])
def test_a_member_without_its_file_names_the_command(key: str, problem: str, tmp_path: Path) -> None:
    path = next(iter(MEMBERS[key].files(tmp_path).values()))
    if problem == "damaged":
        recorded(path, "what was recorded")
        path.write_text("something else")
    with pytest.raises(AssetError, match=re.escape(REBUILD)) as raised:
        reading.opened(MEMBERS[key], tmp_path)
    assert raised.value.problem == problem


# --- the command


def test_the_members_are_trained_by_their_recipes() -> None:
    from dlplay.training import family as command

    settings = json.loads((MODELS / "family.json").read_text(encoding="utf-8"))["settings"]
    assert {key: asdict(recipe) for key, recipe in command.RECIPES.items()} == settings
    assert {*command.RECIPES} | {"textbook", "float16", "int8"} == {*MEMBERS}

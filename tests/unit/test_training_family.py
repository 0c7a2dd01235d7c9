"""Training of the family of digit readers: a tiny run from end to end, and its parts."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest

from dlplay.assets import MODELS
from dlplay.digits import network
from dlplay.digits.family import MEMBERS, reading
from dlplay.digits.mnist import Mnist, load_mnist
from dlplay.training import card, family, family_fit, mnist_data
from dlplay.training.__main__ import main

# Keras's own conversion of its variables has not followed numpy's change yet.
pytestmark = pytest.mark.filterwarnings(
    "ignore:__array__ implementation doesn't accept a copy:DeprecationWarning"
)
MADE = ("linear", "pruned_95", "float16", "int8")  # one of each way to make one; the others are there


def test_a_tiny_run_makes_what_it_is_asked_for_and_measures_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = load_mnist()
    small = Mnist(full.x_train[:360], full.y_train[:360], full.x_test[:50], full.y_test[:50])
    for key, recipe in family.RECIPES.items():
        few = replace(recipe, epochs=1, pen_digits=min(recipe.pen_digits, 20), held_out=60)
        monkeypatch.setitem(family.RECIPES, key, few)
    monkeypatch.setattr(mnist_data, "fetch_mnist", lambda source: small)
    monkeypatch.setattr(card, "follow", lambda out: None)
    for path in (*MODELS.glob("family*"), MODELS / "SHA256SUMS"):
        shutil.copy(path, tmp_path)
    for key in MADE:
        for path in MEMBERS[key].files(tmp_path).values():
            path.unlink()
    (tmp_path / "family.json").unlink()

    main(["family", "--only", *MADE, "--out", str(tmp_path), "--processes", "1", "--seed", "2"])

    facts = json.loads((tmp_path / "family.json").read_text(encoding="utf-8"))
    assert {*facts["members"]} == {*MEMBERS}
    for key, member in MEMBERS.items():
        files = member.files(tmp_path)
        assert facts["members"][key]["files"] == {kind: path.stat().st_size for kind, path in files.items()}
        answers = reading.opened(member, tmp_path)(small.x_test / np.float32(255))  # its sum is recorded
        assert facts["members"][key]["wrong"] == np.sum(answers.argmax(axis=1) != small.y_test)
    assert facts["members"]["textbook"]["agreement"] == 1
    for key in ("linear", "pruned_95"):
        witness = keras.models.load_model(MEMBERS[key].files(tmp_path)["keras"], compile=False)
        pictures = small.x_test[:5] / np.float32(255)
        found = reading.opened(MEMBERS[key], tmp_path)(pictures)
        np.testing.assert_allclose(found, witness(pictures[..., None]).numpy(), atol=1e-5)
    kernel = reading.loaded(MEMBERS["pruned_95"], tmp_path)["dense_kernel"]
    before = network.load().weights["dense_kernel"]
    assert np.mean(kernel == 0) > 0.94
    assert not np.array_equal(kernel[kernel != 0], before[kernel != 0])  # it was trained on


def test_what_is_masked_stays_zero_while_the_rest_learns() -> None:
    layers = MEMBERS["linear"].layers
    mask = np.random.default_rng(0).random((784, 10)) < 0.3
    trained = family_fit.build(layers, {"output_kernel": mask})
    trained.compile("adam", "sparse_categorical_crossentropy")
    trained.train_on_batch(load_mnist().x_train[:40, ..., None] / np.float32(255), load_mnist().y_train[:40])
    kernel = family_fit.taken(trained)["output_kernel"]
    assert not kernel[~mask].any()
    assert not np.signbit(kernel[~mask]).any()  # -0 would not pack as well
    assert kernel[mask].all()


def test_the_derived_are_made_by_one_word(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from dlplay.training import family_export

    made: list[str] = []
    monkeypatch.setattr(mnist_data, "fetch_mnist", lambda source: None)
    monkeypatch.setattr(family_export, "make", lambda member, *_: made.append(member.key))
    monkeypatch.setattr(family_export, "record", lambda *_: made.append("measured"))
    main(["family", "--only", "derived", "--out", str(tmp_path)])
    assert made == ["pruned_50", "pruned_80", "pruned_95", "float16", "int8", "measured"]

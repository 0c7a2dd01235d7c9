"""The segmentation's networks against Keras, and its training in a few steps."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from PIL import Image

from dlplay.assets import MODELS
from dlplay.segmentation import measures
from dlplay.segmentation.example import example
from dlplay.segmentation.network import NAMES, Network, load
from dlplay.training import segmentation_fit, segmentation_sheets
from dlplay.training.segmentation import RECIPE
from dlplay.ui.segmentation import code
from tests import scripts


@pytest.mark.parametrize("skips", [True, False])
@pytest.mark.parametrize("normalised", [True, False])
def test_the_network_is_keras_s(skips: bool, normalised: bool) -> None:
    keras.utils.set_random_seed(0)
    model, random = segmentation_fit.build(skips, normalised), np.random.default_rng(0)
    model.set_weights([array + random.uniform(0, 0.1, array.shape) for array in model.get_weights()])
    sheet = random.random((32, 48), np.float32)
    trace = Network(segmentation_fit.to_weights(model, skips), skips)(sheet)
    np.testing.assert_allclose(trace.probabilities, model(sheet[None, ..., None])[0], atol=1e-5)


@pytest.mark.parametrize("skips", [True, False])
def test_the_shipped_network_is_what_the_page_s_code_runs(
    skips: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = np.rint(255 * example(1).image).astype(np.uint8)
    Image.fromarray(sheet).save(tmp_path / "sheet.png")
    name = f"{NAMES[skips]}.npz"
    (tmp_path / name).write_bytes((MODELS / name).read_bytes())
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(compile(code.network(skips).keras, "snippet", "exec"), names)
    trace = load(skips)(sheet / np.float32(255))
    np.testing.assert_allclose(trace.probabilities, names["probabilities"], atol=1e-5)
    scripts.assert_the_same(code.network(skips), rtol=0.01, atol=2)  # pixels: one on the edge may turn


def test_the_page_s_code_counts_as_it_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = example(3)
    found = load()(scene.image).classes
    np.save(tmp_path / "truth.npy", scene.mask)
    np.save(tmp_path / "found.npy", found)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(compile(code.measures(8).keras, "snippet", "exec"), names)
    counts = measures.counts(scene.mask, found)[8]
    assert (names["tp"], names["fp"], names["fn"]) == counts
    assert (names["iou"], names["dice"]) == (counts.iou, counts.dice)


def test_a_few_steps_teach_more_than_guessing() -> None:
    recipe = replace(RECIPE, sheets=40, batch_size=4, epochs=8, ground=1.0, learning_rate=2e-2)
    inks, masks = segmentation_sheets.training_set(recipe, seed=1, processes=1)
    assert inks.shape == masks.shape == (40, *segmentation_sheets.SIZE)
    assert set(np.unique(masks)) <= set(range(-1, 10))
    network = segmentation_fit.fit(recipe, True, inks[:, :64, :96], masks[:, :64, :96], seed=1)
    probabilities = network(inks[0, :64, :96] / np.float32(255)).probabilities
    of_truth = np.take_along_axis(probabilities, masks[0, :64, :96, None].astype(int) % 11, axis=-1)
    assert -np.log(of_truth).mean() < np.log(11) - 0.5


def test_held_out_sheets_are_of_other_digits_and_of_other_strokes_than_those_that_train() -> None:
    first, again = (segmentation_sheets.to_measure_on("pen", count=2) for _ in range(2))
    np.testing.assert_array_equal(first[0].image, again[0].image)
    writer = segmentation_sheets.PenSetWriter()
    strokes = writer.write(8, np.random.default_rng(0))
    assert sum(len(shapes) for shapes in writer.shapes.values()) == 320
    assert np.ptp(np.vstack(strokes), axis=0).max() < 2

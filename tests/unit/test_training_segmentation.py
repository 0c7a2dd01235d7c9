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


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # as Keras keeps an epoch
def test_a_few_steps_teach_more_than_guessing(tmp_path: Path) -> None:
    # most digits held out: 200 are left to train with
    recipe = replace(RECIPE, held_out=59_800, mosaics=22, sheets=40, batch_size=4, epochs=8, ground=1.0)
    inks, masks = segmentation_sheets.training_set(recipe, seed=1, processes=1)
    assert inks.shape == masks.shape == (40, *segmentation_sheets.SMALL)
    assert set(np.unique(masks)) <= set(range(-1, 10))
    recipe = replace(recipe, learning_rate=2e-2)
    network = segmentation_fit.fit(True, recipe, (inks, masks), seed=1, checkpoints=tmp_path)
    probabilities = network(inks[0] / np.float32(255)).probabilities
    of_truth = np.take_along_axis(probabilities, masks[0, :, :, None].astype(int) % 11, axis=-1)
    assert -np.log(of_truth).mean() < np.log(11) - 0.5
    again = segmentation_fit.fit(True, recipe, (inks, masks), seed=2, checkpoints=tmp_path)
    for name, array in again.weights.items():  # all epochs are there already
        np.testing.assert_array_equal(array, network.weights[name])


def test_a_mosaic_s_ink_has_the_class_of_its_cell_s_digit() -> None:
    random, side = np.random.default_rng(0), segmentation_sheets.CELL
    pictures = np.zeros((10, 28, 28), np.uint8)
    for digit in range(10):
        pictures[digit, 8:20, 8:20] = 150 + 10 * digit  # a square whose grey tells the digit
    inks, masks = segmentation_sheets.mosaics(random, pictures, np.arange(10), 20)
    assert inks.shape == masks.shape == (20, *segmentation_sheets.SMALL)
    np.testing.assert_array_equal(masks >= 0, inks >= 0.25 * 255)
    full = inks[inks >= 150]  # where the square's rim has not faded out
    own = (full.astype(int) - 150) // 10 == masks[inks >= 150]
    assert own.mean() > 0.75  # a rim that fades is as grey as another digit is
    cells = [segmentation_sheets.cell(random, pictures[0]) for _ in range(50)]
    assert {one.shape for one in cells} == {(side, side)}
    widths = [np.ptp(np.flatnonzero(one.any(axis=0))) + 1 for one in cells]
    assert min(widths) < 10 < 16 < max(widths)


def test_held_out_sheets_are_of_other_digits_and_of_other_strokes_than_those_that_train() -> None:
    first, again = (segmentation_sheets.to_measure_on("pen", count=2) for _ in range(2))
    np.testing.assert_array_equal(first[0].image, again[0].image)
    writer = segmentation_sheets.PenSetWriter()
    strokes = writer.write(8, np.random.default_rng(0))
    assert sum(len(shapes) for shapes in writer.shapes.values()) == 320
    assert np.ptp(np.vstack(strokes), axis=0).max() < 2

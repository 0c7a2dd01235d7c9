"""The colouring of pixels: the network's shapes, the measures by hand, and the way to a picture and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlplay.segmentation import measures, network
from dlplay.segmentation.network import BOTTOM, CHANNELS, CLASSES, LEVELS, Network
from dlplay.segmentation.reading import on_picture, read


def made_up(skips: bool) -> Network:
    random = np.random.default_rng(3)
    shapes = network.shapes(skips).items()
    return Network({name: random.normal(0, 0.1, shape).astype(np.float32) for name, shape in shapes}, skips)


@pytest.mark.parametrize("skips", [True, False])
def test_maps_get_coarser_and_finer_again(skips: bool) -> None:
    trace = made_up(skips)(np.random.default_rng(0).random((48, 80), np.float32))
    for level in range(LEVELS):
        size = 48 >> level, 80 >> level
        assert trace.encoder[level].shape == trace.decoder[level].shape == (*size, CHANNELS[level])
        assert trace.upsampled[level].shape[:2] == size
    assert trace.bottom.shape == (3, 5, BOTTOM)
    assert trace.probabilities.shape == (48, 80, CLASSES)
    np.testing.assert_allclose(trace.probabilities.sum(axis=-1), 1, rtol=1e-5)
    best = trace.probabilities.argmax(axis=-1)
    np.testing.assert_array_equal(trace.classes, np.where(best == 10, -1, best))


def test_without_skips_the_decoder_reads_what_comes_from_below_alone() -> None:
    with_skips, without = network.layers(True), network.layers(False)
    assert with_skips["decoder0a"][1] - without["decoder0a"][1] == CHANNELS[0]
    assert {name for name in with_skips if with_skips[name] != without[name]} == {
        f"decoder{level}a" for level in range(LEVELS)
    }


def test_a_sheet_that_cannot_be_halved_so_often_is_refused() -> None:
    for shape in ((40, 80), (48, 81), (0, 16)):
        with pytest.raises(ValueError, match="16"):
            made_up(True)(np.zeros(shape, np.float32))


def test_counts_iou_and_dice_by_hand() -> None:
    truth = np.array([[3, 3, 3, -1], [-1, -1, 8, 8]])
    found = np.array([[3, 3, 8, -1], [-1, 3, 8, 8]])
    counts = measures.counts(truth, found)
    assert counts[3] == (2, 1, 1)
    assert counts[8] == (2, 1, 0)
    assert counts[-1] == (2, 0, 1)
    assert counts[0] == (0, 0, 0)
    assert counts[3].iou == 2 / 4
    assert counts[3].dice == 4 / 6
    assert np.isnan(counts[0].iou)
    assert np.isnan(counts[0].dice)
    assert measures.accuracy(truth, found) == 6 / 8
    assert measures.accuracy(truth, found, truth >= 0) == 4 / 5
    with pytest.raises(ValueError, match="shape"):
        measures.counts(truth, found[:1])


@given(*[st.integers(0, 500)] * 3)
def test_dice_is_twice_iou_over_one_more(right: int, false: int, missed: int) -> None:
    counts = measures.Counts(right, false, missed)
    if counts.union:
        assert counts.dice == pytest.approx(2 * counts.iou / (1 + counts.iou))


def test_edges_are_where_the_class_changes() -> None:
    truth = np.array([[-1, -1, 5, 5, 5], [-1, -1, 5, 5, 5]])
    np.testing.assert_array_equal(measures.edges(truth), [[False, True, True, False, False]] * 2)
    assert not measures.edges(np.full((4, 4), -1)).any()


class LeftAndRight(Network):
    """Calls what lies in the left half of what it reads a 4, the rest a 7."""

    def __call__(self, sheet: np.ndarray) -> network.Trace:
        trace = made_up(True)(sheet)
        probabilities = np.zeros_like(trace.probabilities)
        middle = sheet.shape[1] // 2
        probabilities[:, :middle, 4] = probabilities[:, middle:, 7] = 1
        return network.Trace(*[()] * 4, trace.logits, probabilities)  # type: ignore[arg-type]


def written(height: int, width: int) -> np.ndarray:
    """Two upright strokes, white on black."""
    picture = np.zeros((height, width), np.uint8)
    rows = slice(height // 4, height - height // 4)
    thick = max(width // 20, 2)
    picture[rows, width // 4 : width // 4 + thick] = 255
    picture[rows, width - width // 4 - thick : width - width // 4] = 255
    return picture


@pytest.mark.parametrize("size", [(30, 40), (280, 280), (500, 900), (1500, 2301)])
@pytest.mark.parametrize("look", ["light", "dark", "colour", "clear"])
def test_a_picture_of_any_size_and_colour_is_coloured_in_its_own_pixels(
    size: tuple[int, int], look: str
) -> None:
    ink = written(*size)
    picture = {
        "light": ink,
        "dark": 255 - ink,
        "colour": np.where(ink[..., None] > 0, [250, 240, 20], [10, 20, 90]).astype(np.uint8),
        "clear": np.dstack([np.zeros((*size, 3), np.uint8), ink]),
    }[look]
    mask = on_picture(read(picture, LeftAndRight({})), picture)
    assert mask.dtype == np.int8
    assert mask.shape == size
    truth = np.where(ink > 0, np.where(np.arange(size[1]) < size[1] / 2, 4, 7), -1)
    assert (mask == truth).mean() > 0.99
    assert (mask == truth)[ink > 0].mean() > 0.95


@pytest.mark.parametrize("level", [0, 255, 128])
def test_a_sheet_of_one_colour_is_all_ground(level: int) -> None:
    picture = np.full((60, 90, 3), level, np.uint8)
    np.testing.assert_array_equal(on_picture(read(picture, LeftAndRight({})), picture), -1)

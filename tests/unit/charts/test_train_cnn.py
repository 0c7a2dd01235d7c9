"""The data lab and the network that learns from it."""

import base64
import io

import numpy as np
from PIL import Image

from dlplay.ui.charts import BLUE, GREEN, ORANGE, VERMILION
from dlplay.ui.train_cnn import charts
from tests.unit.charts.seen import MARKUP, markup, style, words

WRONG = np.array([False, True])


def class_row(count: int = 100) -> str:
    white = np.full((2, 28, 28), 255, np.uint8)
    return charts.class_row(3, count, 10_000, white, WRONG, MARKUP)


def layers() -> str:
    shown = [
        charts.Layer("input", "picture", "28 × 28", 0, ""),
        charts.Layer("conv", MARKUP, "26 × 26 × 2", 20, "(9 + 1) · 2"),
        charts.Layer("output", "softmax", "10", 80, MARKUP),
    ]
    return charts.layers(shown, MARKUP)


def caption() -> str:
    return charts.caption(MARKUP)


EXAMPLES = {charts.class_row: class_row, charts.caption: caption, charts.layers: layers}


def test_a_class_has_its_digit_its_count_and_a_bar_on_a_logarithmic_scale() -> None:
    (row,) = markup(class_row())
    assert [words(one) for one in row[:2]] == ["3", "100"]
    assert style(row[2][0]) == {"display": "block", "height": "100%", "width": "50.0%", "background": BLUE}
    assert (row[3].get("alt"), style(row)["opacity"]) == (MARKUP, "1")


def test_the_caption_is_text() -> None:
    (line,) = markup(caption())
    assert words(line) == MARKUP


def test_a_dropped_class_is_pale_and_empty() -> None:
    none = np.zeros((0, 28, 28), np.uint8)
    (row,) = markup(charts.class_row(3, 0, 10_000, none, np.zeros(0, bool), ""))
    assert (style(row)["opacity"], style(row[2][0])["width"]) == ("0.45", "0.0%")
    assert row.find("img") is None


def test_a_wrong_label_has_a_vermilion_frame() -> None:
    source = markup(class_row()).find(".//img").get("src").partition("base64,")[2]
    strip = np.asarray(Image.open(io.BytesIO(base64.b64decode(source))).convert("RGBA"))
    side = 28 + 2 * charts.FRAME
    right, wrong = strip[:, :side], strip[:, side + charts.FRAME : 2 * side + charts.FRAME]
    assert right[0, 0].tolist() == [0, 0, 0, 255]
    assert wrong[0, 0].tolist() == [*bytes.fromhex(VERMILION[1:]), 255]
    assert strip[0, side, 3] == 0  # between two
    for tile in (right, wrong):
        assert tile[side // 2, side // 2].tolist() == [255, 255, 255, 255]


def test_layers_from_the_picture_to_the_answer_with_who_has_how_many_parameters() -> None:
    cards, total, bar = markup(layers())
    assert [[words(line) for line in card] for card in cards] == [
        ["picture", "28 × 28", "–", ""],
        [MARKUP, "26 × 26 × 2", "20", "(9 + 1) · 2"],
        ["softmax", "10", "80", MARKUP],
    ]
    assert words(total) == MARKUP
    assert [(style(one)["flex"], style(one)["background"]) for one in bar] == [("20", GREEN), ("80", ORANGE)]
    assert [style(card)["border-top"].split()[-1] for card in cards[1:]] == [GREEN, ORANGE]

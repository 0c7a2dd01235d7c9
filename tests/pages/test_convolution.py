"""The page on convolution as a script: its pictures, its numbers, its links, its code."""

import base64
import json
import re
import shutil
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from dlplay import locale
from dlplay.assets import DATA, AssetError
from dlplay.convolution import KERNELS, Sliding, convolve, pool
from dlplay.convolution import fields as fields_of
from dlplay.digits import canvas, link, network, pen, samples
from dlplay.digits.mnist import REBUILD, load_test_digits
from dlplay.digits.reading import read
from dlplay.ui.charts import pictures
from dlplay.ui.code_panel import Script
from dlplay.ui.convolution import code, current
from dlplay.ui.convolution.settings import CROSS, VIEWS, ConvolutionSettings
from dlplay.ui.kept_drawing import Photo, photo_key
from dlplay.ui.picture import given
from tests import scripts
from tests.pages import live
from tests.pages.app import executed, open_page, open_view, open_with_a_notice, run, sent_to, texts

PAGE = "vision/convolution"
LANGUAGES = pytest.mark.parametrize("language", locale.LANGUAGES)


def address(app: AppTest) -> dict[str, str]:
    return {name: value[0] if isinstance(value, list) else value for name, value in app.query_params.items()}


def scene(app: AppTest) -> dict[str, Any]:
    return json.loads(sent_to(app, "convolution_window")["scene"])


def values(panel: dict[str, Any]) -> np.ndarray:
    packed = panel["values"]
    numbers = np.frombuffer(base64.b64decode(packed["bdata"]), f"<{packed['dtype']}")
    return numbers.reshape(packed["shape"]) * panel["unit"]


def digit(number: int = 0) -> np.ndarray:
    return (load_test_digits()[0][number] / 255).round(2)


def mapped(image: np.ndarray, kernel: np.ndarray, slide: Sliding, bias: float = 0.0) -> np.ndarray:
    return convolve(image[..., None], kernel[..., None, None], np.array([bias]), slide)[..., 0]


@LANGUAGES
def test_the_page_shows_a_digit_its_window_and_its_map_before_it_is_touched(language: str) -> None:
    app = open_page(PAGE, language)
    assert app.title[0].value == locale.t("convolution.title", language)
    picture, found = scene(app)["panels"]
    np.testing.assert_allclose(values(picture), digit(), atol=1e-9)
    expected = np.maximum(mapped(digit(), KERNELS["edge_left"], Sliding(3)), 0)
    np.testing.assert_allclose(values(found), expected, atol=1e-6)
    assert scene(app)["grid"] == [26, 26]
    assert r"\mathbf{26}" in texts(app)
    assert locale.t("picture.about_drawing_missing", language) in texts(app)
    assert re.search("[{}]", picture["alt"]) is None


@LANGUAGES
@pytest.mark.parametrize("view", VIEWS)
def test_one_view_is_open_and_all_are_offered(view: str, language: str) -> None:
    app = open_view(PAGE, language, view, VIEWS)
    if language == "en":
        assert not re.search(r"[\u4e00-\u9fff]", texts(app))


WAYS = [
    {},
    {"stride": "2", "padding": "same"},
    {"kernel": "blur", "padding": "3", "dilation": "3"},
    {"kernel": "own5", "stride": "4", "dilation": "3", "padding": "2", "activation": "linear"},
    {"kernel": "learned", "filter": "7", "padding": "same", "dilation": "2"},
    {"kernel": "own3", "bias": "-1.5", "stride": "3", "padding": "1"},
    {"kernel": "laplacian", "stride": "2", "dilation": "2", "padding": "same"},
]

SETTINGS: list[dict[str, Any]] = [
    {},
    {"stride": 2, "padding": "same"},
    {"kernel": "own5", "stride": 4, "dilation": 2, "padding": "2", "activation": "linear"},
    {"kernel": "learned", "filter": 7, "padding": "same", "dilation": 2},
]


@pytest.mark.parametrize("query", WAYS, ids=str)
def test_the_shown_code_gives_the_page_s_map_in_keras(
    query: dict[str, str], tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(PAGE, source="test", number="3", **query)
    found = values(scene(app)["panels"][1])
    names = executed(app, digit(3), tmp_path, monkeypatch)
    np.testing.assert_allclose(np.asarray(names["a"]), found, rtol=1e-4, atol=1e-4)
    assert rf"\mathbf{{{len(found)}}}" in texts(app)


def test_pytorch_prints_what_keras_does(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "input.png").write_bytes(pictures.png(digit(3)))
    shutil.copy(network.KERAS_FILE, tmp_path)
    shutil.copy(network.WEIGHTS, tmp_path)
    monkeypatch.chdir(tmp_path)
    ways = [replace(ConvolutionSettings(), **one) for one in SETTINGS]
    made = [totalled(code.convolution(one), "a") for one in ways]
    made += [totalled(code.pooling(replace(ways[0], pooling=one)), "pooled") for one in ("max", "average")]
    for way in ways:
        made.append(code.deep(way, [current.sliding(way), Sliding(2, 2)], 28))
        made.append(code.shared(replace(way, dilation=1)))
    scripts.assert_the_same(scripts.joined([*made, code.flatten((2, 6), 9)]))


def totalled(script: Script, name: str) -> Script:
    """A script that tells a size, with the sums of the map's rows behind it."""
    return Script(*(f"{one}print([float(row.sum()) for row in np.asarray({name})])\n" for one in script))


@pytest.mark.parametrize("pooling", ["max", "average"])
@pytest.mark.parametrize("size", ["2", "3"])
def test_the_pooled_map_is_keras_s(
    pooling: str, size: str, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(PAGE, view="pooling", pooling=pooling, pool=size, kernel="sharpen")
    below, pooled = (values(panel) for panel in scene(app)["panels"])
    np.testing.assert_allclose(pooled, pool(below[..., None], int(size), pooling).values[..., 0], atol=1e-6)
    assert scene(app)["sum"] == {"kind": pooling, "side": int(size)}
    names = executed(app, digit(), tmp_path, monkeypatch)
    np.testing.assert_allclose(np.asarray(names["pooled"]), pooled, atol=1e-4)
    assert f"{len(below) ** 2:,}" in texts(app)
    assert f"{len(pooled) ** 2:,}" in texts(app)


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"layers": "4"},
        {"layers": "1", "padding": "3"},
        {"kernel": "own5", "padding": "same", "row": "0", "column": "5"},
        {"stride": "2", "dilation": "2", "padding": "2", "row": "1", "column": "0"},
    ],
    ids=str,
)
def test_what_a_unit_sees_is_what_moves_it_in_keras(
    query: dict[str, str], tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(PAGE, view="deep", **query)
    sent = scene(app)
    box, at = sent["panels"][0]["box"], sent_to(app, "convolution_window")["at"]
    names = executed(app, digit(), tmp_path, monkeypatch)
    assert list(names["model"].output_shape[1:3]) == sent["grid"]
    for axis, side in enumerate(("row", "column")):
        start, step = box[side]
        low = start + step * at[axis]
        assert names["first"][axis] == max(low, 0)
        assert names["last"][axis] == min(low + box["reads"], 28) - 1


def test_the_boxes_lie_over_each_other() -> None:
    """What the last unit sees in a map, seen from there in the picture, is all that it sees there."""
    panels = scene(open_page(PAGE, view="deep", layers="4"))["panels"]
    layers = [Sliding(3), Sliding(2, 2), Sliding(3), Sliding(2, 2)]
    for level, panel in enumerate(panels):
        below, box = fields_of(layers[:level], 28)[-1], panel["box"]
        whole = panels[0]["box"]
        assert whole["reads"] == below.size + (box["reads"] - 1) * below.jump
        assert whole["row"] == [below.start + box["row"][0] * below.jump, box["row"][1] * below.jump]


@LANGUAGES
def test_layers_that_do_not_fit_are_told(language: str) -> None:
    app = open_page(PAGE, language, view="deep", kernel="own5", stride="4", dilation="3", layers="4")
    assert [one.value for one in app.warning] == [locale.t("convolution.no_room", language, reach=13, n=2)]
    assert len(scene(app)["panels"]) == 3


def test_a_number_of_the_maps_is_where_flatten_puts_it(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(PAGE, view="flatten", filter="9", row="2", column="6", number="11", source="test")
    _, one, vector = (values(panel) for panel in scene(app)["panels"])
    names = executed(app, digit(11), tmp_path, monkeypatch)
    assert names["flat"][names["place"]] == pytest.approx(names["number"])
    assert one[2, 6] == pytest.approx(names["number"], abs=1e-5)
    np.testing.assert_allclose(vector.ravel(), names["flat"], atol=1e-4)
    box = scene(app)["panels"][2]["box"]
    row, column = (box[side][0] + box[side][1] * at for side, at in (("row", 2), ("column", 6)))
    assert row * vector.shape[1] + column == names["place"]
    assert f"\\mathbf{{{names['place']:,}}}".replace(",", "{,}") in texts(app)


@LANGUAGES
def test_parameters_are_counted_both_ways(language: str, tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(PAGE, language, view="shared")
    names = executed(app, digit(), tmp_path, monkeypatch)
    assert (names["convolution"], names["dense"]) == (320, 785 * 21_632)
    for count in ("320", "16{,}981{,}120"):
        assert rf"\mathbf{{{count}}}" in texts(app)
    for fact in ("693,962", "692,352", "53,066"):
        assert fact in texts(app)
    app.slider(key="convolution.filters").set_value(5)
    run(app)
    assert rf"\mathbf{{{5 * 10}}}" in texts(app)


def test_the_map_of_a_shifted_digit_is_the_shifted_map_and_the_dense_answer_another() -> None:
    app = open_page(PAGE, view="shared")
    (before,) = live.pictures(app)
    for shift in (-2, 0, 2):
        standing = live.standing(before, shift=shift)
        assert standing["moved"]["words"] == "1.000"
        assert (standing["dense"]["words"] == "1.000") == (shift == 0)
    app.slider(key="convolution.shift").set_value(2)
    (after,) = live.pictures(run(app))
    shown = live.standing(after, shift=2)
    assert shown["read"]["words"] == live.standing(before, shift=2)["read"]["words"]
    expected = network.load()(np.roll(digit(), 2, axis=1).astype(np.float32)).probabilities
    np.testing.assert_allclose(shown["answers"]["high"], expected, atol=1e-5)


def _path(points: list[list[float]]) -> dict:
    """A stroke as the canvas tells it, placed by its middle."""
    low, high = np.min(points, axis=0), np.max(points, axis=0)
    left, top = ((low + high) / 2).tolist()
    path = [["L" if number else "M", *point] for number, point in enumerate(points)]
    placed = {"left": left, "top": top, "originX": "center", "originY": "center"}
    return {"type": "Path", "path": path, "strokeWidth": 18} | placed


STROKES = [[[60, 60], [200, 60], [120, 220]]]
WORD = link.encode([np.array(one, float) for one in STROKES], [18.0], 280)


def drawn(word: str = WORD) -> np.ndarray:
    return read(255 - pen.render(*link.decode(word), 280), paper=255)[-1].image.astype(float).round(2)


def test_the_drawing_of_the_digit_page_is_here_and_in_the_link() -> None:
    app = open_page(PAGE)
    objects = [_path(one) for one in STROKES]
    assert len(canvas.strokes(objects)[0]) == 1
    app.session_state["digits:pad"] = {"version": 0, "start": [], "objects": objects, "word": WORD}
    run(app)
    assert address(app)["drawing"] == WORD
    np.testing.assert_allclose(values(scene(app)["panels"][0]), drawn(), atol=1e-9)
    again = open_page(PAGE, drawing=WORD)
    np.testing.assert_allclose(values(scene(again)["panels"][0]), drawn(), atol=1e-9)
    assert locale.t("picture.about_drawing", "en") in texts(again)


def test_a_drawing_that_is_too_long_for_a_link_is_here_all_the_same() -> None:
    app = open_page(PAGE)
    pad = {"version": 0, "start": [], "objects": [_path(one) for one in STROKES], "word": ""}
    app.session_state["digits:pad"] = pad
    run(app)
    assert "drawing" not in app.query_params
    assert np.abs(values(scene(app)["panels"][0]) - digit()).max() > 0.5


@LANGUAGES
def test_a_photo_is_brought_here_or_to_the_digit_page_and_its_lack_is_told(language: str) -> None:
    app = open_page(PAGE, language, source="photo")
    assert locale.t("picture.about_photo_missing", language) in texts(app)
    app.file_uploader(key="convolution_photo").set_value(("bad.png", b"no picture", "image/png"))
    run(app)
    assert [one.value for one in app.error] == [locale.t("digits.photo_not_an_image", language)]
    writing = 255 - samples.drawing(4, 2)
    app.file_uploader(key="convolution_photo").set_value(("four.png", pictures.png(writing), "image/png"))
    run(app)
    assert locale.t("picture.about_photo", language) in texts(app)
    brought = values(scene(app)["panels"][0])
    assert network.load()(brought.astype(np.float32)).probabilities.argmax() == 4
    app.session_state[photo_key("digits")] = Photo("a file", writing, writing)  # as the digit page keeps one
    run(app)
    expected = read(writing, paper=0)[-1].image.astype(float).round(2)
    np.testing.assert_allclose(values(scene(app)["panels"][0]), expected, atol=1e-9)


@pytest.mark.parametrize(
    "strokes", [[[[140, 140], [141, 141]]], [[[0, y], [280, y]] for y in range(0, 281, 9)]]
)
@pytest.mark.parametrize("view", VIEWS)
def test_a_dot_and_a_page_full_of_ink_have_maps_too(strokes: list, view: str) -> None:
    word = link.encode([np.array(one, float) for one in strokes], [40.0] * len(strokes), 280)
    app = open_page(PAGE, view=view, drawing=word)
    assert "nan" not in texts(app).lower()


@LANGUAGES
@pytest.mark.parametrize("query", [{"kernel": "learned"}, {"view": "shared"}, {"view": "flatten"}], ids=str)
def test_missing_weights_are_told_and_the_other_kernels_go_on(
    query: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    monkeypatch.setattr(network, "WEIGHTS", tmp_path / "digits.npz")
    network.load.cache_clear()
    try:
        app = open_page(PAGE, language, **query)
        told = locale.t("frame.asset", language, file="digits.npz", command=network.REBUILD)
        assert [one.value for one in app.error] == [told]
        assert not open_page(PAGE, language).error
    finally:
        network.load.cache_clear()


def test_missing_test_digits_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise AssetError(DATA / "mnist.npz", "missing", REBUILD)

    monkeypatch.setattr("dlplay.ui.picture.given.load_test_digits", missing)
    given._test.cache_clear()
    app = open_page(PAGE)
    told = locale.t("frame.asset", "en", file="mnist.npz", command=REBUILD)
    assert [one.value for one in app.error] == [told]


LINK = {
    "view": "pooling",
    "source": "test",
    "number": "9999",
    "drawing": WORD,
    "kernel": "own5",
    "filter": "31",
    "own3": "_".join(["1"] * 9),
    "own5": "_".join(["-0.5"] * 25),
    "bias": "-0.3",
    "activation": "linear",
    "stride": "2",
    "padding": "3",
    "dilation": "2",
    "row": "7",
    "column": "3",
    "pooling": "average",
    "pool": "4",
    "layers": "4",
    "filters": "64",
    "shift": "-8",
}


@pytest.mark.parametrize("view", VIEWS)
def test_the_link_brings_every_setting_back(view: str) -> None:
    app = open_page(PAGE, **LINK | {"view": view})
    assert {"view": "window"} | address(app) == LINK | {"view": view}


def test_the_link_above_names_every_setting() -> None:
    assert {one.name for one in fields(ConvolutionSettings)} == set(LINK)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("own3", "1_2"),
        ("own3", "_".join(["99"] * 9)),
        ("own5", "_".join(["nan"] * 25)),
        ("kernel", "gabor"),
        ("stride", "0"),
        ("stride", "1.5"),
        ("padding", "full"),
        ("dilation", "4"),
        ("number", "10000"),
        ("row", "-1"),
        ("drawing", "!!"),
        ("view", "two"),
        ("shift", "9"),
    ],
)
def test_an_absurd_link_falls_back_with_a_notice(name: str, value: str) -> None:
    app = open_with_a_notice(PAGE, "zh", **{name: value})
    np.testing.assert_allclose(values(scene(app)["panels"][0]), digit(), atol=1e-9)


def test_a_place_beyond_a_small_map_is_its_last() -> None:
    app = open_page(PAGE, stride="4", row="31", column="31")
    assert sent_to(app, "convolution_window")["at"] == [6, 6]
    assert r"z_{6,6}" in texts(app)


def test_own_weights_stand_in_the_scene() -> None:
    sent = scene(open_page(PAGE, kernel="own3"))["sum"]
    assert (sent["kernel"], sent["own"], sent["side"]) == ([*CROSS], True, 3)

"""The page inside a CNN as a script: the picture that all views share, its links, its errors, its code."""

import base64
import json
import re
from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from dlplay import locale
from dlplay.assets import DATA, AssetError
from dlplay.digits import liking, link, network, samples
from dlplay.digits.mnist import REBUILD, load_test_digits
from dlplay.numbers import latex, plain
from dlplay.ui.charts import pictures
from dlplay.ui.digit_lab.settings import VIEWS, DigitLabSettings
from dlplay.ui.picture import given
from tests.pages.app import executed, open_page, open_view, open_with_a_notice, run, sent_to, texts

PAGE = "vision/digit_lab"
LANGUAGES = pytest.mark.parametrize("language", locale.LANGUAGES)


def digit(number: int = 0) -> np.ndarray:
    return (load_test_digits()[0][number] / 255).round(2).astype(np.float32)


def word(*strokes: list[list[float]], width: float = 18.0) -> str:
    """A drawing as links carry it."""
    return link.encode([np.array(one, float) for one in strokes], [width] * len(strokes), 280)


SEVEN = word([[60, 60], [200, 60], [120, 220]])
DOT = word([[140, 140], [141, 141]], width=40.0)
FULL = word(*([[0, y], [280, y]] for y in range(0, 281, 9)), width=40.0)
TWO = word([[70, 60], [70, 220]], [[210, 60], [210, 220]], width=14.0)


def scene(app: AppTest) -> dict[str, Any]:
    return json.loads(sent_to(app, "digit_lab_inside")["scene"])


def unpacked(given: dict[str, Any]) -> np.ndarray:
    return np.frombuffer(base64.b64decode(given["bdata"]), f"<{given['dtype']}").reshape(given["shape"])


def looks_at(app: AppTest, picture: np.ndarray) -> bool:
    """Whether the page shows this picture and what the network makes of it."""
    sent = scene(app)
    same = np.allclose(unpacked(sent["ink"]) / 100, picture, atol=1e-6)
    return same and np.allclose(sent["output"]["chances"], network.load()(picture).probabilities, atol=1e-5)


@LANGUAGES
@pytest.mark.parametrize("view", VIEWS)
def test_one_view_is_open_and_all_are_offered(view: str, language: str) -> None:
    app = open_view(PAGE, language, view, VIEWS)
    assert app.title[0].value == locale.t("digit_lab.title", language)
    asked = dict(
        re.findall(r"^## (\w+)\n1\. (.{9})", locale.long_text("digit_lab_try", language), re.MULTILINE)
    )
    assert [one for one, start in asked.items() if f"1. {start}" in texts(app)] == [view]
    if language == "en":
        assert not re.search(r"[\u4e00-\u9fff]", texts(app))


@LANGUAGES
def test_a_test_digit_a_drawing_and_a_photo_are_looked_at(language: str) -> None:
    app = open_page(PAGE, language)
    assert locale.t("picture.about_drawing_missing", language) in texts(app)
    assert looks_at(app, digit())
    app = open_page(PAGE, language, drawing=SEVEN)
    assert locale.t("picture.about_drawing", language) in texts(app)
    assert looks_at(app, given._drawn(SEVEN).astype(np.float32))
    app = open_page(PAGE, language, source="photo")
    app.file_uploader(key="digit_lab_photo").set_value(("a.png", b"no picture", "image/png"))
    assert [one.value for one in run(app).error] == [locale.t("digits.photo_not_an_image", language)]
    four = pictures.png(255 - samples.drawing(4, 2))
    app.file_uploader(key="digit_lab_photo").set_value(("four.png", four, "image/png"))
    run(app)
    assert not app.error
    assert not looks_at(app, digit())
    assert locale.t("picture.about_photo", language) in texts(app)


@LANGUAGES
@pytest.mark.parametrize(("drawing", "doubt"), [(DOT, "dot"), (FULL, "filled"), (TWO, "several")])
@pytest.mark.parametrize("view", VIEWS)
def test_what_is_no_digit_is_told_and_looked_at_all_the_same(
    view: str, drawing: str, doubt: str, language: str
) -> None:
    app = open_page(PAGE, language, view=view, drawing=drawing)
    assert locale.t(f"digits.verdict_{doubt}", language) in texts(app)
    assert "NaN" not in re.sub(r'base64,[^"]*', "", texts(app))


def test_a_blank_photo_is_told() -> None:
    app = open_page(PAGE, source="photo")
    blank = pictures.png(np.full((300, 300), 230, np.uint8))
    app.file_uploader(key="digit_lab_photo").set_value(("blank.png", blank, "image/png"))
    assert locale.t("digits.photo_blank", "en") in "\n".join(one.value for one in run(app).markdown)


@LANGUAGES
@pytest.mark.parametrize("view", VIEWS)
def test_missing_weights_are_told(
    view: str, language: str, monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    monkeypatch.setattr(network, "WEIGHTS", tmp_path / "digits.npz")
    network.load.cache_clear()
    try:
        app = open_page(PAGE, language, view=view)
        told = locale.t("frame.asset", language, file="digits.npz", command=network.REBUILD)
        assert [one.value for one in app.error] == [told]
    finally:
        network.load.cache_clear()


def test_missing_test_digits_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise AssetError(DATA / "mnist.npz", "missing", REBUILD)

    monkeypatch.setattr("dlplay.ui.picture.given.load_test_digits", missing)
    given._test.cache_clear()
    told = locale.t("frame.asset", "en", file="mnist.npz", command=REBUILD)
    assert [one.value for one in open_page(PAGE).error] == [told]


def test_the_shown_code_gives_every_layer_in_keras(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(PAGE, source="test", number="3")
    outputs = executed(app, digit(3), tmp_path, monkeypatch)["outputs"]
    trace = network.load()(digit(3))
    shown = trace.conv, trace.pooled, trace.pooled.ravel(), trace.dense, trace.probabilities
    for output, ours in zip(outputs, shown, strict=True):
        np.testing.assert_allclose(output[0], ours, atol=1e-5)


LINK = {
    "source": "test",
    "number": "9999",
    "drawing": SEVEN,
    "part": "unit-93",
    "row": "3",
    "column": "21",
    "asking": "curves",
    "about": "7",
    "wanted": "0",
    "forgotten": "1",
    "breaking": "attack",
    "distortion": "blur",
    "shift": "-3.5",
    "rotate": "45",
    "scale": "0.55",
    "thicken": "-0.3",
    "noise": "0.24",
    "blur": "4.9",
    "invert": "1",
    "method": "fgsm",
    "towards": "any",
    "epsilon": "0.07",
    "shape": "W",
    "shrinking": "bits",
    "member": "mlp",
    "bits": "4",
}


@pytest.mark.parametrize("view", VIEWS)
def test_the_link_brings_every_setting_back(view: str) -> None:
    app = open_page(PAGE, **LINK | {"view": view})
    found = {name: value[0] if isinstance(value, list) else value for name, value in app.query_params.items()}
    assert {"view": VIEWS[0]} | found == LINK | {"view": view}


def test_the_link_above_names_every_setting() -> None:
    assert {one.name for one in fields(DigitLabSettings)} == {*LINK, "view"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("number", "10000"),
        ("drawing", "!!"),
        ("view", "two"),
        ("part", "unit-128"),
        ("part", "input-0"),
        ("part", "filter"),
        ("part", "bias-3"),
        ("row", "28"),
    ],
)
def test_an_absurd_link_falls_back_with_a_notice(name: str, value: str) -> None:
    assert looks_at(open_with_a_notice(PAGE, "zh", **{name: value}), digit())


def test_the_terms_of_every_shown_sum_are_sent_and_add_up() -> None:
    sent, trace = scene(open_page(PAGE, source="test", number="5")), network.load()(digit(5))
    units = sent["units"]
    assert units["numbers"] == np.argsort(-trace.dense, kind="stable")[:16].tolist()
    sums = unpacked(units["maps"]).sum(axis=1) + units["biases"]
    np.testing.assert_allclose(sums, trace.dense_before[units["numbers"]], atol=1e-4)
    places = unpacked(units["places"]).sum(axis=(1, 2)) + units["biases"]
    np.testing.assert_allclose(places, units["sums"], atol=1e-4)
    outputs = unpacked(units["outputs"]).sum(axis=0) + sent["output"]["others"] + sent["output"]["biases"]
    np.testing.assert_allclose(outputs, trace.logits, atol=1e-4)
    assert unpacked(sent["kernels"]).shape == (32, 9)


def test_a_unit_that_a_link_opens_is_among_those_shown() -> None:
    quiet = int(network.load()(digit()).dense.argmin())
    app = open_page(PAGE, part=f"unit-{quiet}")
    assert quiet in scene(app)["units"]["numbers"]
    assert sent_to(app, "digit_lab_inside")["pick"] == f"unit-{quiet}"


@LANGUAGES
@pytest.mark.parametrize("kind", ["input", "filter-3", "sum-3", "map-3", "pool-3", "unit-55", "output-4"])
def test_what_is_open_has_its_formula_and_what_it_likes(kind: str, language: str) -> None:
    app, trace = open_page(PAGE, language, part=kind, row="9", column="15"), network.load()(digit())
    found, (name, _, number) = texts(app), kind.partition("-")
    likes = "filter" if name in ("sum", "map", "pool") else name
    assert locale.t(f"digit_lab.inside_likes_{likes}", language, n=number) in found
    z = trace.conv_before[9, 15, 3]
    shown = {
        "input": latex(digit()[9, 15]),
        "pool": latex(trace.pooled[4, 7, 3]),
        "unit": latex(trace.dense_before[55]),
        "output": latex(float(trace.logits[4])),
    }
    assert f"= {shown.get(name, latex(float(z)))}" in found
    pictures_shown = [one.proto.body for one in app.get("html") if "<figure" in one.proto.body]
    assert len(pictures_shown) == (name != "input")
    if pictures_shown:
        row = {"unit": 32, "output": 160}.get(name, 0) + int(number)
        first, excited = liking.load().digits[row, 0], plain(liking.load().excitements[row, 0], 3)
        label = load_test_digits()[1][first]
        told = locale.t("digit_lab.inside_liked", language, number=first, digit=label, excited=excited)
        assert told in pictures_shown[0]


@LANGUAGES
def test_a_missing_file_of_what_parts_like_is_told(
    language: str, monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    monkeypatch.setattr(liking, "FILE", tmp_path / "digits-liking.npz")
    liking.load.cache_clear()
    try:
        told = locale.t("frame.asset", language, file="digits-liking.npz", command=liking.REBUILD)
        assert [one.value for one in open_page(PAGE, language).error] == [told]
    finally:
        liking.load.cache_clear()

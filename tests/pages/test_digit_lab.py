"""The page inside a CNN as a script: the picture that all views share, its links, its errors, its code."""

import re
from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from dlplay import locale
from dlplay.assets import DATA, AssetError
from dlplay.digits import link, network, samples
from dlplay.digits.mnist import REBUILD, load_test_digits
from dlplay.numbers import percent
from dlplay.ui.charts import pictures
from dlplay.ui.digit_lab.settings import VIEWS, DigitLabSettings
from dlplay.ui.picture import given
from tests.pages.app import open_page, open_view, open_with_a_notice, run, texts

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


def answered(app: AppTest, language: str, picture: np.ndarray) -> bool:
    """Whether the page tells the network's answer to this picture."""
    found = network.load()(picture).probabilities
    chance = percent(found.max(), language)
    return locale.t("digit_lab.inside_answer", language, digit=found.argmax(), chance=chance) in texts(app)


def executed(app: AppTest, picture: np.ndarray, tmp_path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Run the code that the page shows, beside what the page offers for download."""
    (tmp_path / "input.png").write_bytes(pictures.png(picture))
    (tmp_path / "digits.keras").write_bytes(network.KERAS_FILE.read_bytes())
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(compile(app.code[0].value, "snippet", "exec"), names)
    return names


@LANGUAGES
@pytest.mark.parametrize("view", VIEWS)
def test_one_view_is_open_and_all_are_offered(view: str, language: str) -> None:
    app = open_view(PAGE, language, view, VIEWS)
    assert app.title[0].value == locale.t("digit_lab.title", language)
    if language == "en":
        assert not re.search(r"[\u4e00-\u9fff]", texts(app))


@LANGUAGES
def test_a_test_digit_a_drawing_and_a_photo_are_looked_at(language: str) -> None:
    app = open_page(PAGE, language)
    assert locale.t("picture.about_drawing_missing", language) in texts(app)
    assert answered(app, language, digit())
    app = open_page(PAGE, language, drawing=SEVEN)
    assert locale.t("picture.about_drawing", language) in texts(app)
    assert answered(app, language, given._drawn(SEVEN).astype(np.float32))
    app = open_page(PAGE, language, source="photo")
    app.file_uploader(key="digit_lab_photo").set_value(("a.png", b"no picture", "image/png"))
    assert [one.value for one in run(app).error] == [locale.t("digits.photo_not_an_image", language)]
    four = pictures.png(255 - samples.drawing(4, 2))
    app.file_uploader(key="digit_lab_photo").set_value(("four.png", four, "image/png"))
    run(app)
    assert not app.error
    assert not answered(app, language, digit())
    assert locale.t("picture.about_photo", language) in texts(app)


@LANGUAGES
@pytest.mark.parametrize(("drawing", "doubt"), [(DOT, "dot"), (FULL, "filled"), (TWO, "several")])
@pytest.mark.parametrize("view", VIEWS)
def test_what_is_no_digit_is_told_and_looked_at_all_the_same(
    view: str, drawing: str, doubt: str, language: str
) -> None:
    app = open_page(PAGE, language, view=view, drawing=drawing)
    assert locale.t(f"digits.verdict_{doubt}", language) in texts(app)
    assert "nan" not in texts(app).lower()


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
}


@pytest.mark.parametrize("view", VIEWS)
def test_the_link_brings_every_setting_back(view: str) -> None:
    app = open_page(PAGE, **LINK | {"view": view})
    found = {name: value[0] if isinstance(value, list) else value for name, value in app.query_params.items()}
    assert {"view": VIEWS[0]} | found == LINK | {"view": view}


def test_the_link_above_names_every_setting() -> None:
    assert {one.name for one in fields(DigitLabSettings)} == {*LINK, "view"}


@pytest.mark.parametrize(("name", "value"), [("number", "10000"), ("drawing", "!!"), ("view", "two")])
def test_an_absurd_link_falls_back_with_a_notice(name: str, value: str) -> None:
    assert answered(open_with_a_notice(PAGE, "zh", **{name: value}), "zh", digit())

"""The view "why" as a script: maps, areas and changes are the core's, and its code gives them in Keras."""

import re

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from dlplay import locale
from dlplay.digits import network
from dlplay.digits.explanations import METHODS, curves, space
from dlplay.digits.explanations.change import smallest_change
from dlplay.digits.explanations.random_weights import likeness, randomised
from dlplay.numbers import latex, percent, plain
from dlplay.ui.digit_lab.settings import ASKING
from tests.pages import live
from tests.pages.app import executed, open_page, run, setting_title, texts
from tests.pages.test_digit_lab import DOT, FULL, digit

PAGE = "vision/digit_lab"
LANGUAGES = pytest.mark.parametrize("language", locale.LANGUAGES)


def opened(language: str = "en", **query: str) -> AppTest:
    return open_page(PAGE, language, view="why", source="test", **query)


def maps(number: int, label: int) -> dict[str, np.ndarray]:
    return {name: one.map(network.load(), digit(number), label) for name, one in METHODS.items()}


@LANGUAGES
def test_five_maps_say_where_their_strongest_pixel_is_and_the_code_gives_them(
    language: str, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(language, number="3", about="6")
    found, shown = maps(3, 6), texts(app)
    for name, map in found.items():
        row, column = np.unravel_index(np.abs(map).argmax(), map.shape)
        value = plain(map[row, column], 3)
        assert locale.t("digit_lab.why_strongest", language, value=value, row=row, column=column) in shown
        assert locale.t(f"digit_lab.why_means_{name}", language, patch=5) in shown
    assert shown.count("data:image/png;base64,") == 1 + len(METHODS)
    z, nothing = (network.load()(one).logits[6] for one in (digit(3), 0 * digit(3)))
    assert rf"= {latex(float(z - nothing), 4)}" in shown
    if language == "en":
        names = executed(app, digit(3), tmp_path, monkeypatch)
        for name, map in found.items():
            # equal inks make numbers of a pooling window equal: rounding says which is larger
            assert np.isclose(names[name], map, atol=1e-4).mean() > 0.98, name
        app.selectbox(key="digit_lab.about").set_value("answer")
        assert "$z_0$" in texts(run(app))  # the answer to test digit 3
        assert "about" not in app.query_params


@LANGUAGES
def test_curves_and_areas_are_the_core_s_and_the_code_s(
    language: str, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(language, asking="curves", number="4")
    read, ink = network.load(), digit(4)
    chance = curves.by_chance(read, ink, 4)
    shown, marks = texts(app), live.standing(live.pictures(app)[0])
    for place, map in enumerate(maps(4, 4).values()):
        found = curves.follow(read, ink, 4, curves.order(ink, map))
        np.testing.assert_allclose(marks[f"deletion_{place}"]["y"], found.deletion, atol=1e-5)
        np.testing.assert_allclose(marks[f"insertion_{place}"]["y"], found.insertion, atol=1e-5)
        beaten = int((found.gain > chance.gain).sum())
        assert f"**{plain(round(float(found.gain), 3), decimals=3)}** | {beaten} / 10 |" in shown
    np.testing.assert_allclose(marks["deletion_chance"]["y"], chance.deletion.mean(axis=0), atol=1e-5)
    if language == "en":
        names = executed(app, ink, tmp_path, monkeypatch)
        np.testing.assert_allclose(names["deletion"], marks["deletion_1"]["y"], atol=1e-3)
        np.testing.assert_allclose(names["insertion"], marks["insertion_1"]["y"], atol=1e-3)


@LANGUAGES
def test_a_network_that_forgot_has_other_maps_and_how_alike_is_told(
    language: str, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(language, asking="random", number="4", forgotten="2")
    ink, before, shown = digit(4), maps(4, 4), texts(app)
    forgetful = randomised(network.load(), 2, 0)
    for name, map in before.items():
        other = METHODS[name].map(forgetful, ink, 4)
        pairs = (map, other), (map[ink > 0], other[ink > 0])
        told = [plain(likeness(*two), decimals=2) if all(one.any() for one in two) else "–" for two in pairs]
        assert f"| {told[0]} | {told[1]} |" in shown
        assert other.any() or locale.t("digit_lab.why_nothing", language) in shown
    assert texts(app).count("data:image/png;base64,") == 2 * len(METHODS)
    if language == "en":
        gradient = executed(app, ink, tmp_path, monkeypatch)["gradient"]
        assert abs(likeness(gradient, before["gradient"])) < 0.6
        app.slider(key="digit_lab.forgotten").set_value(1)
        assert locale.t("digit_lab.why_forgot", language, layers="output") in texts(run(app))


@LANGUAGES
def test_the_nearest_training_digits_and_the_place_on_the_map_are_those_of_keras(
    language: str, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(language, asking="near", number="0")
    known, code = space.load(), network.load()(digit(0)).dense
    numbers, distances = known.nearest(code, 6)
    shown = texts(app)
    for number, distance in zip(numbers, distances, strict=True):
        assert locale.t("digit_lab.why_neighbour", language, digit=known.digits[number]) in shown
        assert locale.t("digit_lab.why_away", language, distance=plain(float(distance), 3)) in shown
    here = live.standing(live.pictures(app)[0])["here"]
    np.testing.assert_allclose([here["x"][0], here["y"][0]], known.place(code), atol=1e-4)
    kept = percent(known.kept.sum(), language, decimals=0)
    counts = {"neighbours": "5,000", "tested": "10,000", "drawn": "2,000"}
    assert locale.t("digit_lab.why_near_says", language, kept=kept, **counts) in shown
    if language == "en":
        names = executed(app, digit(0), tmp_path, monkeypatch)
        np.testing.assert_array_equal(names["digits"], known.digits[numbers])
        np.testing.assert_allclose(names["distances"], distances, atol=1e-2)


@LANGUAGES
def test_a_missing_map_is_told(language: str, monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setattr(space, "FILE", tmp_path / "digits-space.npz")
    space.load.cache_clear()
    try:
        app = opened(language, asking="near")
        told = locale.t("frame.asset", language, file="digits-space.npz", command=space.REBUILD)
        assert [one.value for one in app.error] == [told]
    finally:
        space.load.cache_clear()


@LANGUAGES
def test_a_change_is_as_short_as_told_and_the_code_finds_one(
    language: str, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(language, asking="change", number="0", wanted="3")
    found = smallest_change(network.load(), digit(0), 3)
    assert found.found
    assert f"= {latex(found.length, 3)}" in texts(app)
    if language == "en":
        names = executed(app, digit(0), tmp_path, monkeypatch)
        assert names["length"] == pytest.approx(found.length, rel=0.3)
        assert network.load()(np.asarray(names["changed"])[0, ..., 0]).probabilities[3] >= 0.49
        app.selectbox(key="digit_lab.wanted").set_value("7")
        run(app)
    else:
        app = opened(language, asking="change", wanted="7")
    assert [one.value for one in app.info] == [locale.t("digit_lab.why_already", language, digit=7)]


@pytest.mark.parametrize(("field", "value"), [("about", "10"), ("asking", "magic"), ("forgotten", "9")])
def test_an_absurd_link_is_told_and_the_page_goes_on(field: str, value: str) -> None:
    app = opened("zh", **{field: value})
    assert [setting_title("digit_lab", field, "zh") in one.value for one in app.warning] == [True]
    assert field not in app.query_params


@pytest.mark.parametrize("asking", ASKING)
def test_a_dot_and_a_page_full_of_ink_are_explained_too(asking: str) -> None:
    for word in (DOT, FULL):
        app = open_page(PAGE, view="why", asking=asking, drawing=word)
        assert not re.search(r"\b(nan|inf)\b", texts(app).lower().split("base64")[0])
        assert not app.exception

"""The view "break" as a script: what it spoils, pushes and shows is what the core and Keras compute."""

import re

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from dlplay import locale
from dlplay.digits import Verdict, classify, network, robustness
from dlplay.digits.adversary import attack, random_push
from dlplay.digits.distort import DISTORTIONS
from dlplay.digits.robustness import EPSILONS
from dlplay.digits.unseen import SHAPES, drawing
from dlplay.numbers import latex, percent, plain
from dlplay.ui.digit_lab.settings import BREAKING
from tests.pages import live
from tests.pages.app import executed, open_page, run, setting_title, texts
from tests.pages.test_digit_lab import DOT, FULL, digit

PAGE = "vision/digit_lab"
LANGUAGES = pytest.mark.parametrize("language", locale.LANGUAGES)


def opened(language: str = "en", **query: str) -> AppTest:
    return open_page(PAGE, language, view="break", source="test", **query)


def shades(ink: np.ndarray) -> np.ndarray:
    return np.rint(ink[::-1] * 255)


@pytest.mark.parametrize(
    ("name", "strength"), [("rotate", 40), ("noise", 0.3), ("thicken", -0.5), ("scale", 0.6)]
)
def test_what_a_slider_reaches_is_the_distortion_and_the_network_s_answer(name: str, strength: float) -> None:
    app = opened(distortion=name, number="2")
    (before,) = live.pictures(app)
    (spoiled,) = DISTORTIONS[name].apply(digit(2).astype(float), np.array([strength]))
    trace = network.load()(spoiled)
    shown = live.standing(before, **{name: strength})
    np.testing.assert_allclose(shown["ink"]["shades"], shades(spoiled), atol=1)
    np.testing.assert_allclose(shown["answers"]["high"], trace.probabilities, atol=1e-5)
    assert shown["hand"]["x"] == pytest.approx([strength])
    best = trace.probabilities.argmax()
    chance = percent(trace.probabilities[best], "en", decimals=0)
    assert shown["read"]["words"] == locale.t("digit_lab.break_read", "en", digit=best, chance=chance)
    assert str((trace.dense > 0).sum()) in shown["active"]["words"]
    at = np.flatnonzero(np.isclose(DISTORTIONS[name].strengths, strength))
    for number in range(10):
        assert shown[f"digit_{number}"]["y"][at] == pytest.approx(trace.probabilities[number], abs=1e-5)
    app.slider(key=f"digit_lab.{name}").set_value(strength)
    (after,) = live.pictures(run(app))
    assert after.keys() == before.keys()
    assert float("".join(app.query_params[name])) == strength


@pytest.mark.parametrize(
    ("name", "strength"),
    [
        ("shift", "-2.5"),
        ("rotate", "35"),
        ("scale", "0.75"),
        ("scale", "1.2"),
        ("thicken", "1.5"),
        ("thicken", "-0.6"),
        ("noise", "0.2"),
        ("blur", "1.3"),
        ("invert", "0.3"),
        ("blur", "0"),
    ],
)
def test_the_shown_code_spoils_the_digit_as_the_page_does(
    name: str, strength: str, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(distortion=name, number="18", **{name: strength})
    names = executed(app, digit(18), tmp_path, monkeypatch)
    shown = live.standing(live.pictures(app)[0], **{name: float(strength)})
    np.testing.assert_allclose(shades(np.asarray(names["spoiled"])), shown["ink"]["shades"], atol=2)
    np.testing.assert_allclose(names["p"], shown["answers"]["high"], atol=5e-3)


@LANGUAGES
def test_the_score_and_what_it_is_made_of_stand_there(language: str) -> None:
    told = texts(opened(language, number="4"))
    found = robustness.holds(network.load(), digit(4))
    for name, (low, high, share) in found.items():
        kind = locale.t(f"digit_lab.distortion_{name}", language)
        cells = (kind, plain(low), plain(high), percent(share, language, decimals=0))
        assert f"| {' | '.join(cells)} |" in told
    assert rf"\mathbf{{{latex(robustness.score(found), decimals=2)}}}" in told


@pytest.mark.parametrize(
    ("method", "steps", "towards"), [("fgsm", 1, "any"), ("iterated", 5, "any"), ("iterated", 5, "3")]
)
def test_an_attack_is_the_core_s_and_keras_s(
    method: str, steps: int, towards: str, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(breaking="attack", method=method, towards=towards, epsilon="0.12", number="4")
    read, start = network.load(), digit(4)
    label = 4 if towards == "any" else int(towards)
    # at all of them, as the page does: a rounding that differs may decide the sign of a derivative near 0
    pushed = attack(read, start, EPSILONS, label, targeted=towards != "any", steps=steps)[12]
    (chance,) = random_push(start, np.array([0.12]))
    shown = live.standing(live.pictures(app)[0], epsilon=0.12)
    np.testing.assert_allclose(shown["attacked"]["shades"], shades(pushed), atol=1)
    np.testing.assert_allclose(shown["chance"]["shades"], shades(chance), atol=1)
    for ink, words in zip((start, pushed, chance), np.array(shown["told"]["words"])[[0, 2, 3]], strict=True):
        probabilities = read(ink).probabilities
        digit_, share = probabilities.argmax(), percent(probabilities.max(), "en", decimals=0)
        assert words == locale.t("digit_lab.break_short", "en", digit=digit_, chance=share)
    assert plain(1 / 0.12, 3) in shown["told"]["words"][1]
    names = executed(app, start, tmp_path, monkeypatch)
    same = np.isclose(np.asarray(names["pushed"])[0, ..., 0], pushed, atol=1e-5)
    assert same.mean() > 0.95
    np.testing.assert_allclose(names["p"], read(pushed).probabilities, atol=0.1)


@LANGUAGES
def test_what_it_took_is_told_with_numbers(language: str) -> None:
    told = texts(opened(language, breaking="attack", number="0"))
    for number in re.findall(r"ε = (\d\.\d+)", told):
        assert 0 < float(number) <= 0.3
    assert locale.t("digit_lab.break_rule", language) in told
    already = texts(opened(language, breaking="attack", towards="7", number="0"))
    assert locale.t("digit_lab.break_already", language, digit=7) in already


@pytest.mark.parametrize("epsilon", ["0.31", "-0.1", "nan", "1e999"])
def test_an_epsilon_out_of_range_is_told_and_the_page_goes_on(epsilon: str) -> None:
    app = opened("zh", breaking="attack", epsilon=epsilon)
    assert [setting_title("digit_lab", "epsilon", "zh") in one.value for one in app.warning] == [True]
    assert "epsilon" not in app.query_params
    assert live.pictures(app)


@LANGUAGES
def test_what_was_never_seen_is_named_all_the_same_and_softmax_says_why(
    language: str, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(language, breaking="unseen", shape="heart")
    found, told = classify(drawing("heart"), paper=255), texts(app)
    short = locale.t(
        "digit_lab.break_short",
        language,
        digit=found.label,
        chance=percent(found.probabilities.max(), language, decimals=0),
    )
    known = found.verdict if found.verdict in (Verdict.SURE, Verdict.UNSURE) else "none"
    verdict = locale.t(f"digit_lab.break_verdict_{known}", language)
    assert locale.t("digit_lab.break_says", language, answer=short, verdict=verdict) in told
    powers = np.exp(found.logits.astype(float))
    assert rf"{{{latex(powers[found.label], decimals=2)}}}{{{latex(powers.sum(), decimals=2)}}}" in told
    for name in SHAPES:
        assert locale.t(f"digit_lab.shape_{name}", language) in told  # in its picture's text
    if language == "en":
        names = executed(app, found.network_input.astype(float).round(2), tmp_path, monkeypatch)
        np.testing.assert_allclose(names["z"], found.logits, atol=5e-2)
        assert names["p"].sum() == pytest.approx(1)


@pytest.mark.parametrize("breaking", BREAKING)
@pytest.mark.parametrize("word", [DOT, FULL], ids=["dot", "full"])
def test_a_dot_and_a_page_full_of_ink_can_be_broken_too(breaking: str, word: str) -> None:
    app = open_page(PAGE, view="break", breaking=breaking, drawing=word)
    assert "nan" not in texts(app).lower()

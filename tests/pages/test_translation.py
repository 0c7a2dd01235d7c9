"""The page on translation as a script: every view, both languages, the shown code run beside the numbers."""

import contextlib
import io
import math
import re
import shutil
from datetime import date

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from dlplay import locale
from dlplay.numbers import latex, percent, plain
from dlplay.translation import DIRECTIONS, LANGUAGES, by_rule, examples, interpret, shipped, translate
from dlplay.translation.examples import KINDS
from dlplay.ui.cache import translation_facts
from dlplay.ui.live.place import Place
from dlplay.ui.translation import charts_attention, code
from dlplay.ui.translation.settings import VIEWS, TranslationSettings
from tests import scripts
from tests.pages.app import open_page, open_view, open_with_a_notice, run, texts
from tests.pages.live import pictures, readings, standing

PAGE = "applications/translation"
SPOKEN = pytest.mark.parametrize("language", locale.LANGUAGES)


def printed(app: AppTest, tmp_path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the shown code prints, run beside the file that the page gives away."""
    shutil.copy(shipped.FILE, tmp_path)
    monkeypatch.chdir(tmp_path)
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(app.code[0].value, "snippet", "exec"), {})
    return output.getvalue()


@SPOKEN
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_shows_something_true_before_it_is_touched(view: str, language: str) -> None:
    app = open_view(PAGE, language, view, VIEWS)
    start = TranslationSettings()
    text, width = (
        (start.text, 1) if view == "attention" else (start.sample, start.width * (view == "beam") or 1)
    )
    one = interpret(text, *start.direction.split("-"), width)
    told = "right" if one.text == one.expected else "wrong"
    shown = texts(app)
    assert one.text in shown
    assert locale.t(f"translation.{told}", language, expected=one.expected) in shown
    assert app.code
    assert not app.warning
    assert not app.info
    assert "nan" not in shown.lower().replace("nano", "")


@SPOKEN
def test_each_step_shows_the_network_s_own_weights_and_numbers(language: str) -> None:
    app = open_page(PAGE, language, direction="digits-en", text="321", step="3")
    one = interpret("321", "digits", "en")
    (picture,) = pictures(app)
    steps = len(one.attention)
    for at in (0, 2, steps - 1):
        marks = standing(picture, step=at + 1)
        np.testing.assert_allclose(marks["looks"]["high"], one.attention[at], atol=1e-6)
        assert len(marks["candidates"]["words"]) == 5
        chance = math.exp(one.steps.log_probabilities[0, at].max())
        assert marks["candidates"]["high"][0] == pytest.approx(chance, abs=1e-5)
        most = int(one.attention[at].argmax())
        assert percent(one.attention[at, most], language, decimals=0) in readings(picture, step=at + 1)
    assert picture["panels"][0]["x"]["labels"] == ["3", "2", "1"]
    shown = texts(app)
    most = int(one.attention[2].argmax())
    assert rf"e_{{3,{most + 1}}}" in shown
    assert latex(float(one.steps.scores[0, 2, most]), decimals=2) in shown
    assert locale.t("translation.worked_scores", language, step=3) in shown
    shares = np.exp(one.steps.scores[0, 2].astype(float) - one.steps.scores[0, 2].max())
    for share in (shares / shares.sum()).tolist():
        assert f"= {latex(share, 3)}" in shown  # however small, none is written as 0


@SPOKEN
def test_looking_everywhere_alike_is_shown_beside(language: str) -> None:
    even = interpret("54321", "digits", "zh", even=True)
    shown = texts(open_page(PAGE, language))
    assert locale.t("translation.even_heading", language) in shown
    assert shown.count('data-testid="translated"') == 2
    assert f">{even.text}</b>" in shown


def test_a_click_on_a_row_chooses_its_step() -> None:
    steps = len(interpret("321", "digits", "en").attention)
    place = Place(0, None, 1.0, steps - 4.5, None)
    assert charts_attention.row(place.y, steps) == 5


def test_another_direction_says_the_same_in_its_language() -> None:
    app = open_page(PAGE)
    source, target = (app.button_group(key=f"translation.direction.{end}") for end in ("source", "target"))
    assert [*source.options] == [*target.options] == ["三", "three", "3"]
    source.set_value("en")
    run(app)
    assert app.session_state["translation.direction"] == "en-zh"
    app.button_group(key="translation.direction.target").set_value("en")  # into itself: the two change places
    run(app)
    assert app.session_state["translation.direction"] == "zh-en"
    app.button_group(key="translation.direction.source").set_value("en")
    run(app)
    app.button_group(key="translation.direction.target").set_value("digits")
    run(app)
    words = "fifty-four thousand three hundred and twenty-one"
    assert app.session_state["translation.text"] == words
    assert f">{translate(words, 'en', 'digits')}</b>" in texts(app)
    assert app.query_params["direction"] in ("en-digits", ["en-digits"])
    app.date_input(key="translation.date").set_value(date(2026, 3, 5))
    run(app)
    assert app.session_state["translation.text"] == "5 March 2026"
    app.button(key="translation_another").click()
    run(app)
    assert app.session_state["translation.text"] != "5 March 2026"


@pytest.mark.parametrize(
    ("text", "direction", "problem"),
    [
        ("", "zh-en", "empty"),
        ("  　", "zh-en", "empty"),
        ("**<b>你好</b>**", "zh-en", "characters"),
        ("🐼" * 80, "en-zh", "characters"),
        ("㍐" * 159, "zh-en", "long"),
        ("../../etc\x00", "digits-zh", "characters"),
    ],
)
def test_what_cannot_be_translated_gets_a_sentence(text: str, direction: str, problem: str) -> None:
    app = open_page(PAGE, "zh", direction=direction, text=text)
    start = locale.t(f"translation.problem_{problem}", "zh").split("{")[0]
    (told,) = app.info
    assert told.value.startswith(start)
    assert "<b>" not in re.sub(r"`[^`]*`", "", told.value)  # as it is, between ticks


def test_ten_thousand_characters_are_refused_in_a_link_and_cut_in_the_box() -> None:
    open_with_a_notice(PAGE, "zh", text="三" * 10_000)
    app = open_page(PAGE, direction="zh-en", text="三")
    app.text_input(key="translation.text").set_value("三" * 10_000)
    run(app)
    assert len(app.session_state["translation.text"]) == 160
    assert locale.t("frame.cut", "en", longest="160", surplus="9,840") in [one.value for one in app.info]


@pytest.mark.parametrize("wrong", [{"direction": "zh-zh"}, {"step": "0"}, {"width": "9"}, {"kind": "12"}])
def test_an_absurd_link_opens_the_start_with_a_notice(wrong: dict[str, str]) -> None:
    open_with_a_notice(PAGE, **wrong)


def test_what_is_no_number_is_answered_and_nothing_is_promised() -> None:
    app = open_page(PAGE, direction="en-digits", text="seven seven")
    assert locale.t("translation.no_rule", "en") in texts(app)
    assert locale.t("translation.chances_none", "en") in texts(app)


@SPOKEN
def test_a_wider_beam_is_a_tree_whose_sums_are_told(language: str) -> None:
    app = open_page(PAGE, language, view="beam", width="3", step="2")
    start = TranslationSettings()
    one = interpret(start.sample, *start.direction.split("-"), 3)
    shown = texts(app)
    for kept in one.beams[1]:
        assert plain(kept.total, 4) in shown
    assert plain(one.expected_total, 4) in shown
    (picture,) = pictures(app)
    marks = standing(picture)
    assert len(marks["texts"]["x"]) == sum(map(len, one.beams[:16]))
    app.slider(key="translation.width").set_value(1)
    app = run(app)
    assert plain(interpret(start.sample, *start.direction.split("-")).best.total, 4) in texts(app)


def test_a_sure_answer_is_the_same_for_every_width() -> None:
    app = open_page(PAGE, view="beam", direction="zh-en", sample="三百二十一")
    assert locale.t("translation.search_both_right", "en") in texts(app)
    app = open_page(PAGE, view="beam", direction="zh-en", sample="一一一")
    assert locale.t("translation.search_no_rule", "en") in texts(app)


@SPOKEN
def test_the_table_is_what_the_training_recorded(language: str) -> None:
    app = open_page(PAGE, language, view="fails")
    picture = pictures(app)[0]
    marks, right = standing(picture), translation_facts()["right"]
    shares = [right[" ".join(way)][kind] for way in DIRECTIONS for kind in KINDS]
    assert marks["numbers"]["words"][-1] == str(round(100 * shares[-1]))
    assert len(marks["numbers"]["words"]) == len(shares) == 60
    assert marks["trained"]["x"] == [7]
    assert percent(translation_facts()["held_out"], language, decimals=2) in texts(app)


def test_a_kind_draws_a_held_out_text_of_it_and_opens_it_step_by_step() -> None:
    app = open_page(PAGE, view="fails")
    app.select_slider(key="translation.kind").set_value("9")
    run(app)
    drawn = app.session_state["translation.sample"]
    value = LANGUAGES["digits"].read(drawn)
    assert len(str(value)) == 9
    assert examples.held_out(value)
    assert by_rule(drawn, "digits", "zh") is not None
    (look,) = [one for one in app.button if one.label == locale.t("translation.look", "en")]
    look.click()
    run(app)
    assert app.session_state["translation.view"] == "attention"
    assert app.session_state["translation.text"] == drawn


@pytest.mark.parametrize(
    "query",
    [
        {"direction": "digits-zh", "text": "305"},
        {"view": "beam", "direction": "digits-zh", "sample": "1035630698", "width": "2"},
    ],
)
def test_the_shown_code_answers_as_the_page_does(
    query: dict[str, str], tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(PAGE, **query)
    source, target = query["direction"].split("-")
    text = query.get("text") or query["sample"]
    one = interpret(text, source, target, int(query.get("width", 1)))
    written, total = printed(app, tmp_path, monkeypatch).split()
    assert written == one.text
    assert float(total) == pytest.approx(one.best.total, abs=1e-3)


def test_pytorch_gives_keras_s_answers(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / shipped.FILE.name).symlink_to(shipped.FILE)
    monkeypatch.chdir(tmp_path)
    asked = {
        1: ("54321", "digits", "zh"),
        3: ("三百二十一", "zh", "digits"),
        2: ("5 March 2026", "en", "digits"),
    }
    made = [code.translate(interpret(*one, width), width) for width, one in asked.items()]
    scripts.assert_the_same(scripts.joined(made), rtol=1e-3)

"""The Shakespeare page as a script: every view in both languages, one number everywhere, bad input told."""

import re

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from dlplay import locale, numbers
from dlplay.text import CharLSTM, model_files, plays, poems, units
from dlplay.text.sampling import next_probabilities, uniforms
from dlplay.text.words import known_words
from dlplay.text.writing import entropy, surprise
from dlplay.ui import cache
from dlplay.ui.shakespeare.rewriting import ASKED
from tests.pages.app import open_page, open_with_a_notice, run, sent_to, texts

PAGE = "language/shakespeare"
LANGUAGES = pytest.mark.parametrize("language", locale.LANGUAGES)
VIEWS = ("write", "four", "step", "surprise", "inside", "growing")
PROMPT, VERSE = "ROMEO:\n", "明月松间照，"


def another_line(app: AppTest, language: str) -> Button:
    return next(one for one in app.button if one.label == locale.t("shakespeare.random_line", language))


def rewritten(app) -> dict:
    """What the page that follows the hand got."""
    return sent_to(app, "shakespeare_rewriting")


def written(app) -> str:
    """The text on the page that follows the hand."""
    data = rewritten(app)
    return data["texts"][str(data["place"])][0]


def picked(app) -> str:
    """The text of the view that goes step by step."""
    return (
        re.search(r'data-testid="written">([^<]*)<', texts(app))[1]
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
    )


def typed(app) -> list[dict]:
    """The columns that the typewriter got."""
    return sent_to(app, "typewriter")["columns"]


@LANGUAGES
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens_in_both_languages(view: str, language: str) -> None:
    app = open_page(PAGE, language, view=view)
    assert app.title[0].value == locale.t("shakespeare.title", language)
    assert locale.t(f"shakespeare.intro_{view}", language) in texts(app)
    assert not app.warning


@pytest.mark.parametrize("temperature", ["0", "0.2", "1", "2"])
@pytest.mark.parametrize("model", ["small", "large", "rnn"])
def test_the_text_is_the_model_s_at_the_chosen_temperature(model: str, temperature: str) -> None:
    app = open_page(PAGE, temperature=temperature, model=model, length="100", seed="7")
    assert written(app) == CharLSTM.load(model).generate(PROMPT, 100, float(temperature), 7)


def test_the_slider_rewrites_the_text_and_brings_it_back() -> None:
    app = open_page(PAGE)
    first = written(app)
    app.slider(key="shakespeare.temperature").set_value(1.2)
    run(app)
    assert written(app) != first
    assert app.query_params["temperature"] in ("1.2", ["1.2"])
    app.slider(key="shakespeare.temperature").set_value(0.5)
    run(app)
    assert written(app) == first
    assert "temperature" not in app.query_params


def ask(app, number: int, series: str, there: str) -> dict:
    """What the page answers to a browser that has the texts at some places of the slider."""
    app.session_state[ASKED] = {"number": number, "series": series, "there": there}
    return rewritten(run(app))


@LANGUAGES
@pytest.mark.parametrize("cut", [{}, {"top_k": "5", "top_p": "0.9"}])
def test_a_browser_that_asks_gets_every_text_once_with_its_own_line(language: str, cut: dict) -> None:
    cache.sweep.cache_clear()
    app = open_page(PAGE, language, length="50", seed="9", temperature="1", **cut)
    got, number = dict(rewritten(app)["texts"]), 0
    assert list(got) == ["20"]  # the first text waits for no other
    while len(got) < 41:
        number += 1
        there = "".join("1" if str(place) in got else "0" for place in range(41))
        answer = ask(app, number, rewritten(app)["series"], there)
        assert answer["answers"] == number
        assert not set(answer["texts"]) & set(got)
        got |= answer["texts"]
    model = CharLSTM.load("small")
    limits = {"top_k": 5, "top_p": 0.9} if cut else {}
    for place, (text, line) in got.items():
        temperature = int(place) / 20
        assert text == model.generate(PROMPT, 50, temperature, 9, **limits)
        logits = model.read(PROMPT + text[:-1]).logits[-50:]
        nats = entropy(next_probabilities(logits, temperature, **limits)).mean()
        words = numbers.percent(known_words(text, plays.known_words()).share, language)
        about = [nats - 1e-5, nats, nats + 1e-5]  # the reading rounds otherwise
        assert line in [
            locale.t(
                "shakespeare.measured_plays",
                language,
                nats=numbers.plain(max(one, 0.0), decimals=2),
                bits=numbers.plain(max(one, 0.0) / np.log(2), decimals=2),
                share=words,
            )
            for one in about
        ]


def test_texts_that_one_visitor_waited_for_are_there_for_the_next() -> None:
    cache.sweep.cache_clear()
    first = open_page(PAGE, length="50")
    while len(rewritten(first)["texts"]) < 41:
        ask(first, 1, rewritten(first)["series"], "")
    assert rewritten(open_page(PAGE, length="50", temperature="1.5"))["texts"] == rewritten(first)["texts"]
    others = [
        {"length": "100"},
        {"seed": "2"},
        {"prompt": "A"},
        {"model": "rnn"},
        {"top_k": "3"},
        {"lang": "zh"},
    ]
    series = [rewritten(open_page(PAGE, **({"length": "50"} | other)))["series"] for other in others]
    assert len({rewritten(first)["series"], *series}) == 7


@pytest.mark.parametrize(
    "question", [{"there": 7}, {"there": ["1"], "series": {}}, {"number": "x" * 9}, {"there": None}]
)
def test_a_question_that_makes_no_sense_is_answered_with_all_there_is(question: dict) -> None:
    app = open_page(PAGE, length="50")
    app.session_state[ASKED] = {"series": rewritten(app)["series"], **question}
    assert "10" in rewritten(run(app))["texts"]


def test_a_question_about_other_texts_keeps_no_first_text_waiting() -> None:
    cache.sweep.cache_clear()
    app = open_page(PAGE, length="50")
    old = rewritten(app)["series"]
    another_line(app, "en").click()
    answer = ask(app, 1, old, "")  # the browser asked for more of the old ones as the button was pressed
    assert answer["series"] != old
    assert list(answer["texts"]) == ["10"]


def test_a_temperature_between_two_places_of_the_slider_becomes_the_nearest() -> None:
    app = open_page(PAGE, temperature="0.7321", length="50")
    assert app.slider(key="shakespeare.temperature").value == 0.75
    assert app.query_params["temperature"] in ("0.75", ["0.75"])
    assert written(app) == CharLSTM.load("small").generate(PROMPT, 50, 0.75, 1)


def test_the_formula_shows_the_probability_that_the_model_gives() -> None:
    app = open_page(PAGE, temperature="0.7")
    logits = CharLSTM.load("small").read(PROMPT).logits[-1]
    assert f"= {next_probabilities(logits, 0.7).max():.4f}" in app.latex[0].value


def test_a_step_takes_the_character_on_which_the_draw_falls() -> None:
    app = open_page(PAGE, view="step", seed="3", temperature="1")
    model = CharLSTM.load("small")
    for count in range(1, 4):
        app.button(key="shakespeare_next").click()
        run(app)
        assert picked(app) == model.generate(PROMPT, count, 1.0, 3)
    assert f"{uniforms(3, 4)[-1]:.4f}" in texts(app)


def test_another_character_may_be_chosen_and_the_text_goes_on_from_there() -> None:
    app = open_page(PAGE, view="step")
    second = app.button_group(key="shakespeare.choice.0").options[1]
    app.button_group(key="shakespeare.choice.0").set_value(second)
    run(app)
    assert len(picked(app)) == 1


@LANGUAGES
def test_surprise_counts_what_the_model_counts(language: str) -> None:
    text = "To be, or not to be: that is the question."
    app = open_page(PAGE, language, view="surprise", text=text)
    expected = surprise(CharLSTM.load("small"), text)
    assert [one.value for one in app.metric][:3] == [
        f"{expected.nats_a_character:.3f}",
        f"{expected.nats_a_character / np.log(2):.3f}",
        f"{expected.perplexity:.2f}",
    ]


def test_a_unit_with_a_meaning_is_offered_and_can_be_chosen() -> None:
    app = open_page(PAGE, view="inside")
    first, tie = cache.tied_units("small", "speaker_name")[:2]
    # it opens on a unit of its lists
    title = locale.t("shakespeare.unit_title", "en", layer=first.layer + 1, unit=first.unit)
    assert title in str(typed(app))
    app.button(key=f"shakespeare.tie.speaker_name.{tie.layer}.{tie.unit}").click()
    run(app)
    assert locale.t("shakespeare.unit_title", "en", layer=tie.layer + 1, unit=tie.unit) in str(typed(app))


def test_four_temperatures_and_four_moments_are_the_models_own_texts() -> None:
    four = typed(open_page(PAGE, view="four", length="100"))
    assert [one["text"] for one in four] == CharLSTM.load("small").generate_many(
        PROMPT, 100, (0.2, 0.5, 1, 1.2), 1
    )
    growing = typed(open_page(PAGE, view="growing", length="100"))
    assert growing[0]["text"] == CharLSTM.load("small-untrained").generate(PROMPT, 100, 0.5, 1)
    assert growing[-1]["text"] == CharLSTM.load("small").generate(PROMPT, 100, 0.5, 1)


@LANGUAGES
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("prompt", ["", "你好 😀\tROMEO", "<script>alert(1)</script> **b** $x$ &lt;"])
def test_any_prompt_is_text_and_what_is_unknown_is_told(prompt: str, view: str, language: str) -> None:
    app = open_page(PAGE, language, prompt=prompt, view=view, length="50")
    html = [element.proto.body for element in app.get("html")]
    assert not any("<script" in one for one in html)
    if "😀" in prompt:
        assert locale.t("shakespeare.replaced", language, count=3, missing="`你 好 😀`") in texts(app)


@LANGUAGES
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_works_with_the_poems(view: str, language: str) -> None:
    app = open_page(PAGE, language, model="poems", view=view, length="100", temperature="1")
    assert app.text_area(key="shakespeare.prompt").value == VERSE
    assert not app.warning
    assert not app.info
    model = CharLSTM.load("poems")
    text = model.generate(VERSE, 100, 1.0, 1)
    if view == "write":
        assert written(app) == text
        share = numbers.percent(poems.well_formed(text), language)
        assert share in rewritten(app)["texts"]["20"][1]
    elif view == "step":
        assert len(texts(app)) < 60_000  # 2,004 pieces of the needle's line would be 200,000
        app.button(key="shakespeare_next").click()
        assert picked(run(app)) == text[0]
    elif view == "surprise":
        nats = surprise(model, VERSE + text).nats_a_character
        assert app.metric[0].value == numbers.plain(nats, decimals=3)
        assert app.text_area[1].placeholder == locale.t("shakespeare.text_empty_poems", language)
    elif view == "inside":
        for name in units.OF_POEMS:
            tie = cache.tied_units("poems", name)[0]
            app.button(key=f"shakespeare.tie.{name}.{tie.layer}.{tie.unit}").click()
            title = locale.t("shakespeare.unit_title", language, layer=tie.layer + 1, unit=tie.unit)
            assert title in str(typed(run(app)))
    else:
        names = (
            ["poems-untrained", "poems-early", "poems-middle", "poems"]
            if view == "growing"
            else ["poems"] * 4
        )
        heats = [1.0] * 4 if view == "growing" else [0.2, 0.5, 1.0, 1.2]
        assert [one["text"] for one in typed(app)] == [
            CharLSTM.load(name).generate(VERSE, 100, heat, 1) for name, heat in zip(names, heats, strict=True)
        ]


@LANGUAGES
def test_a_button_changes_to_poems_and_back_and_each_begins_in_its_own_way(language: str) -> None:
    app = open_page(PAGE, language, length="50")
    assert app.button(key="shakespeare_other").label == locale.t("shakespeare.to_poems", language)
    app.button(key="shakespeare_other").click()
    run(app)
    assert written(app) == CharLSTM.load("poems").generate(VERSE, 50, 0.5, 1)
    facts = cache.char_model_facts("poems")
    for nats in (facts["held_out"]["nats_a_character"], facts["baselines"]["pairs"]):
        assert numbers.plain(nats, decimals=3) in texts(app)
    another_line(app, language).click()
    run(app)
    prompt = app.text_area(key="shakespeare.prompt").value
    assert prompt == poems.random_line(1)
    app.button(key="shakespeare_other").click()
    run(app)
    assert written(app) == CharLSTM.load("small").generate(PROMPT, 50, 0.5, 1)
    assert not {"model", "prompt"} & set(app.query_params)


@LANGUAGES
def test_what_the_poems_lack_is_told_and_their_marks_are_spelt(language: str) -> None:
    app = open_page(PAGE, language, model="poems", prompt="黃河, moon？😀")
    missing = "`黃   m o n 😀`"
    assert locale.t("shakespeare.replaced", language, count=7, missing=missing) in texts(app)
    assert locale.t("shakespeare.spelt_poems", language, count=2) in texts(app)
    assert rewritten(app)["prompt"] == "?河，?????。?"


@LANGUAGES
def test_a_paste_of_a_megabyte_is_cut_with_a_word(language: str) -> None:
    app = open_page(PAGE, language)
    app.text_area(key="shakespeare.prompt").set_value("To be " * 170_000)
    run(app)
    assert len(app.text_area(key="shakespeare.prompt").value) == 500
    assert locale.t("frame.cut", language, longest="500", surplus=f"{6 * 170_000 - 500:,}") in texts(app)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("temperature", "nan"),
        ("temperature", "-1"),
        ("temperature", "99"),
        ("length", "1000000"),
        ("length", "0"),
        ("seed", "1e9"),
        ("model", "gpt"),
        ("view", "../../etc"),
        ("top_k", "-3"),
        ("top_p", "0"),
        ("unit", "4000"),
        ("prompt", "x" * 501),
    ],
)
def test_an_absurd_link_falls_back_with_a_notice(name: str, value: str) -> None:
    app = open_with_a_notice(PAGE, **{name: value})
    assert written(app)


@LANGUAGES
def test_damaged_weights_are_told_and_the_rest_goes_on(
    language: str, monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    (tmp_path / "shakespeare-small.npz").write_bytes(b"no weights")
    monkeypatch.setattr(
        cache, "char_model", lambda name: CharLSTM(*model_files.load_weights(name, folder=tmp_path))
    )
    app = open_page(PAGE, language)
    assert "shakespeare-small.npz" in app.error[0].value
    assert "python -m dlplay.training shakespeare" in app.error[0].value

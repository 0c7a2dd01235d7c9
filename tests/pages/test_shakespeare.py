"""The Shakespeare page as a script: every view in both languages, one number everywhere, bad input told."""

import re

import numpy as np
import pytest

from dlplay import locale
from dlplay.text import CharLSTM, model_files
from dlplay.text.sampling import next_probabilities, uniforms
from dlplay.text.writing import surprise
from dlplay.ui import cache
from tests.pages.app import open_page, run, texts

PAGE = "language/shakespeare"
LANGUAGES = pytest.mark.parametrize("language", locale.LANGUAGES)
VIEWS = ("write", "four", "step", "surprise", "inside", "growing")
PROMPT = "ROMEO:\n"


def written(app) -> str:
    return (
        re.search(r'data-testid="written">([^<]*)<', texts(app))[1]
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
    )


def typed(app) -> list[dict]:
    """The columns that the typewriter got."""
    import json

    return json.loads(app.get("bidi_component")[-1].proto.json)["columns"]


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
        assert written(app) == model.generate(PROMPT, count, 1.0, 3)
    assert f"{uniforms(3, 4)[-1]:.4f}" in texts(app)


def test_another_character_may_be_chosen_and_the_text_goes_on_from_there() -> None:
    app = open_page(PAGE, view="step")
    second = app.button_group(key="shakespeare.choice.0").options[1]
    app.button_group(key="shakespeare.choice.0").set_value(second)
    run(app)
    assert len(written(app)) == 1


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
    tie = cache.tied_units("small", "speaker_name")[0]
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
        assert locale.t("shakespeare.replaced", language, count=3, missing="你 好 😀") in texts(app)


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
    app = open_page(PAGE, **{name: value})
    assert len(app.warning) == 1
    assert name in app.warning[0].value
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

"""The page on memory as a script: every view, both languages, the shown code run beside the numbers."""

import contextlib
import io
import re
import shutil
from dataclasses import fields
from urllib.parse import parse_qsl

import numpy as np
import pytest

from dlplay import locale
from dlplay.numbers import latex
from dlplay.recurrent import CELLS, Recipe, Training, measured, shipped, words
from dlplay.ui.code_panel import Script
from dlplay.ui.memory import carry, code, gradients, reading
from dlplay.ui.memory.race import STEPS
from dlplay.ui.memory.run import PLAYER
from dlplay.ui.memory.settings import VIEWS, MemorySettings
from tests import scripts
from tests.pages.app import open_page, open_with_a_notice, sent_to, texts
from tests.pages.app import run as rerun
from tests.pages.live import pictures, standing

PAGE = "language/memory"
CELL = pytest.mark.parametrize("cell", CELLS)


def printed(source: str) -> tuple[str, dict]:
    """What code prints, and the names that it leaves."""
    output, names = io.StringIO(), {}
    with contextlib.redirect_stdout(output):
        exec(compile(source, "snippet", "exec"), names)
    return output.getvalue(), names


def formulas(app) -> str:
    return "\n".join(one.value for one in app.latex)


def settings_of(app) -> MemorySettings:
    return MemorySettings(
        **{one.name: app.session_state[f"memory.{one.name}"] for one in fields(MemorySettings)}
    )


@pytest.mark.parametrize("language", locale.LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_shows_something_true_before_it_is_touched(view: str, language: str) -> None:
    app = open_page(PAGE, language, view=view)
    assert app.title[0].value == locale.t("memory.title", language)
    assert locale.t(f"memory.intro_{view}", language) in texts(app)
    assert app.latex
    assert app.code
    assert not app.warning
    assert not app.info
    assert "nan" not in formulas(app) + texts(app)


@pytest.mark.parametrize(
    ("weight", "gate", "steps"), [(0.9, 0.99, 50), (1.2, 0.0, 7), (0.0, 1.0, 3), (1.0, 0.5, 1)]
)
def test_one_number_over_many_steps_is_the_tape_s(weight: float, gate: float, steps: int) -> None:
    app = open_page(PAGE, weight=str(weight), gate=str(gate), steps=str(steps))
    output, _ = printed(app.code[0].value)
    theirs = [float(one) for one in re.findall(r"\[\[\s*([-\d.e+]+)\]\]", output)]
    np.testing.assert_allclose(theirs, [weight**steps, gate**steps], rtol=2e-5, atol=1e-12)
    drawn = [
        standing(one, **{field: number})
        for one, (field, number) in zip(pictures(app), (("weight", weight), ("gate", gate)), strict=True)
    ]
    for value, one in zip(theirs, drawn, strict=True):
        assert float(one["left"]["words"]) == pytest.approx(value, rel=0.01)
        heights = one["bars"]["high"]
        assert heights[-1] / heights[0] == pytest.approx(max(value, 0.008), rel=0.01)


def test_the_words_about_it_follow_the_number() -> None:
    for value, kind in ((0.5, "gone"), (0.99, "kept"), (1.2, "explodes")):
        sentence = locale.t(f"memory.{kind}_simple_rnn", "en").split("{")[0].removesuffix("After ")
        assert sentence in carry.verdict("simple_rnn", value**50, 50, "en")


@CELL
@pytest.mark.parametrize(
    "query",
    [
        {"word": "Zürich ok"},
        {"word": "strawberry", "hold_forget": "shut", "hold_update": "shut", "hold_from": "3"},
        {"word": "apple", "hold_input": "open", "hold_reset": "open", "hold_units": "2"},
    ],
)
def test_the_shown_code_answers_as_the_page_does(
    cell: str, query: dict[str, str], tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(PAGE, view="step", cell=cell, **query)
    shutil.copy(shipped.FILE, tmp_path)
    monkeypatch.chdir(tmp_path)
    output, _ = printed(app.code[0].value)
    text = words.read_text(query["word"])
    page = reading.read(cell, text, settings_of(app)).letters(text.gaps)
    assert output == "".join(letter or " " for letter in page) + "\n"
    start = texts(app).index('data-testid="answers"')
    assert f">{CELLS[cell].title}<" in texts(app)[start:]


@CELL
def test_the_formula_s_results_are_the_cell_s(cell: str) -> None:
    app = open_page(PAGE, view="step", cell=cell, at="4", unit="2")
    one = reading.read(cell, words.read_text("strawberry"), settings_of(app))
    numbers = reading.values(one, cell, 3, 1)
    for name in ("forget", "input", "output", "update", "reset", "candidate", "cell", "hidden"):
        if name in numbers:
            assert latex(numbers[name], decimals=2) in formulas(app), name


def test_a_gate_held_at_zero_lets_the_memory_go_and_comes_free_again() -> None:
    text = words.read_text("strawberry")
    app = open_page(PAGE, view="step")
    before = reading.read("lstm", text, settings_of(app)).off(text)
    app.button_group(key="memory.hold_forget").set_value("shut")
    rerun(app)
    after = reading.read("lstm", text, settings_of(app)).off(text)
    assert max(after) > max(before) + 2
    assert app.query_params["hold_forget"] in ("shut", ["shut"])
    app.button(key="memory_let_go").click()
    rerun(app)
    assert settings_of(app).hold_forget == "free"
    assert "hold_forget" not in app.query_params


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("", "memory.empty_word"),
        ("a", "memory.one_letter"),
        ("123 !", "memory.no_letters"),
        ("你好", "memory.unknown"),
        ("草莓", "memory.write_pinyin"),
        ("\u0301", "memory.empty_word"),
        ("   ", "memory.no_letters"),
    ],
)
def test_a_word_that_cannot_be_shown_gets_a_sentence(word: str, sentence: str) -> None:
    app = open_page(PAGE, "zh", view="step", word=word)
    start = locale.t(sentence, "zh").split("{")[0]
    assert any(one.value.startswith(start) for one in app.info)


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_pinyin_is_read_without_its_tones_and_that_is_told(language: str) -> None:
    app = open_page(PAGE, language, view="step", word="strawberry")
    read_as = locale.t("memory.read_as", language, plain="`caomei`")
    assert read_as not in texts(app)
    app.button(key="memory.word.cǎoméi").click()
    rerun(app)
    assert read_as in texts(app)
    first = next(one.proto.body for one in app.get("html") if "ǎ" in one.proto.body)
    app.text_input(key="memory.word").set_value("cao3mei2")
    rerun(app)
    assert read_as in texts(app)
    assert not app.info
    assert not app.warning
    second = next(one.proto.body for one in app.get("html") if "LSTM" in one.proto.body)
    assert first.replace("ǎ", "a").replace("é", "e") == second  # the same answers, letter by letter


@pytest.mark.parametrize(
    ("query", "cells"),
    [
        ({"nets": "by_hand", "length": "10", "radius": "1.2", "reads": "remember"}, list(CELLS)),
        ({"nets": "writers", "length": "10"}, ["lstm"]),
    ],
)
def test_measured_gradients_are_the_tape_s(
    query: dict[str, str], cells: list[str], tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = open_page(PAGE, view="gradients", **query)
    known = {"reads": query.get("reads", "text"), "radius": float(query.get("radius", 1))}
    question = measured.Question(query["nets"], length=10, **known)
    assert app.code[0].value.strip() == code.distances("lstm", question).keras.strip()
    for cell in cells:
        (tmp_path / "gradients.npz").write_bytes(gradients._data(question, cell))
        output, _ = printed(code.distances(cell, question).keras)
        arrived = question.measure(cell).arrived
        for line in output.splitlines():
            k, value = line.split()
            assert float(value) == pytest.approx(arrived[int(k)], rel=1e-4)
        assert f"× {arrived[-1] ** 0.1:.3f}" in texts(app)


@pytest.mark.parametrize("nets", measured.NETS)
def test_every_set_of_networks_is_measured(nets: str) -> None:
    app = open_page(PAGE, view="gradients", nets=nets, length="20", cell="gru")
    assert locale.t(f"memory.read_{nets}", "en") in texts(app)
    no_gru = [one.value for one in app.info] == [locale.t("memory.no_gru", "en")]
    assert no_gru == (nets == "writers")


@CELL
def test_the_shown_code_repeats_the_run(cell: str) -> None:
    recipe = Recipe(longest=4, units=4, batch_size=8, seed=3, forget_bias=2.0, mixed=cell != "gru")
    training = Training(recipe)
    training.advance(5)
    output, names = printed(code.race(cell, recipe, 5).keras)
    for ours, theirs in zip(training.networks[cell].arrays(), names["model"].get_weights(), strict=True):
        np.testing.assert_allclose(ours, theirs, atol=2e-4)
    assert np.isfinite(float(output.split()[-1].strip("()]")))


def test_a_few_steps_go_into_the_link_and_a_changed_control_begins_again() -> None:
    query = {"view": "task", "longest": "3", "units": "4"}
    app = open_page(PAGE, **query)
    assert locale.t("memory.verdict_start", "en") in texts(app)
    app.button(key="memory_some").click()
    rerun(app)
    trained = str(app.session_state["memory.trained"])
    assert 0 < int(trained) <= STEPS  # as many as a second allows
    assert app.query_params["trained"] in (trained, [trained])
    first = app.session_state[PLAYER.state].training.networks["lstm"].kernel.copy()
    again = open_page(PAGE, **query, trained=trained)
    for _ in range(20):
        if not again.session_state[PLAYER.state].behind:
            break
        rerun(again)
    np.testing.assert_array_equal(again.session_state[PLAYER.state].training.networks["lstm"].kernel, first)
    again.slider(key="memory.longest").set_value(4)
    rerun(again)
    assert again.session_state[PLAYER.state].training.step_count == 0
    assert "trained" not in again.query_params


def test_it_plays_pauses_resets_and_rests_when_another_view_is_shown() -> None:
    app = open_page(PAGE, view="task", longest="3", units="4")
    app.button(key="memory_play").click()
    rerun(app)
    one = app.session_state[PLAYER.state]
    assert PLAYER.plays in app.session_state
    assert one.training.step_count > 0
    reached = dict(parse_qsl(sent_to(app, "address")["query"]))  # the browser's address bar follows
    assert int(reached["trained"]) == one.training.step_count
    app.button(key="memory_play").click()
    rerun(app)
    assert app.session_state[PLAYER.plays] is False
    assert one.target == one.training.step_count == settings_of(app).trained
    app.button(key="memory_play").click()
    rerun(app)
    app.button_group(key="memory.view").set_value("carry")
    rerun(app)
    assert app.session_state[PLAYER.plays] is False
    app.button_group(key="memory.view").set_value("task")
    rerun(app)
    app.button(key="memory_reset").click()
    rerun(app)
    assert app.session_state[PLAYER.state].training.step_count == 0


def test_a_learning_rate_that_explodes_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from dlplay.ui.memory import race

    training = Training(Recipe(longest=3, units=4, batch_size=4, learning_rate=1e38, clip=0.0))
    training.advance(20)
    monkeypatch.setattr(race, "t", lambda key, **values: locale.t(key, "en", **values))
    assert race.verdict(training).startswith("The numbers of SimpleRNN, GRU, LSTM left")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("view", "bogus"),
        ("weight", "inf"),
        ("gate", "nan"),
        ("steps", "0"),
        ("word", "x" * 25),
        ("radius", "-1"),
        ("length", "1e9"),
        ("trained", "99999"),
        ("rate", "1e9"),
        ("hold_forget", "<script>"),
    ],
)
def test_an_absurd_link_falls_back_with_a_notice(name: str, value: str) -> None:
    app = open_with_a_notice(PAGE, "zh", **{name: value})
    assert "0.9^" not in formulas(app)
    assert "w^{50}" in formulas(app)


@pytest.mark.parametrize(
    "query",
    [
        {"view": "carry", "weight": "1.2", "gate": "0", "steps": "100"},
        {"view": "carry", "weight": "0", "gate": "1", "steps": "1"},
        {"view": "gradients", "nets": "by_hand", "radius": "0", "forget_bias": "-2", "length": "200"},
        {"view": "gradients", "nets": "by_hand", "radius": "2", "forget_bias": "6", "length": "200"},
        {"view": "gradients", "nets": "remember", "factor": "0", "limit": "0"},
        {"view": "gradients", "nets": "text", "factor": "2", "length": "10", "limit": "5"},
        {"view": "step", "word": "q" * 24, "at": "24", "hold_output": "shut", "hold_update": "open"},
        {"view": "step", "word": "<b>&</b>", "at": "3"},
        {"view": "task", "longest": "2", "units": "4", "rate": "1", "clip": "0", "trained": "3"},
        {"view": "task", "longest": "60", "units": "32", "equal": "parameters", "lengths": "only"},
    ],
)
def test_the_ends_of_the_sliders_give_finite_pictures(query: dict[str, str]) -> None:
    app = open_page(PAGE, **query)
    assert not app.warning
    shown = formulas(app) + texts(app)
    assert not re.search(r"\bnan\b|\binf\b", shown)
    assert "<b>&</b>" not in texts(app)


def test_pytorch_prints_what_keras_does(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(shipped.FILE, tmp_path)
    question = measured.Question("by_hand", length=10, reads="remember", radius=1.2)
    held = MemorySettings(hold_forget="shut", hold_update="shut", hold_reset="open", hold_from=3)
    made = [code.carry(0.9, 0.99, 50), code.carry(1.2, 0.0, 7)]
    for cell in CELLS:
        data = f"{cell}.npz"
        (tmp_path / data).write_bytes(gradients._data(question, cell))
        measured_at = Script(*(one.replace("gradients.npz", data) for one in code.distances(cell, question)))
        recipe = Recipe(longest=4, units=4, batch_size=8, seed=3, forget_bias=2.0, mixed=cell != "gru")
        made += [measured_at, code.race(cell, recipe, 20), spelled(code.word(cell, "Zürich ok", held))]
    scripts.assert_the_same(scripts.joined(made))


def spelled(script: Script) -> Script:
    """A script that prints letters, with the numbers behind them."""
    return Script(*(f"{one}print(answers)\n" for one in script))

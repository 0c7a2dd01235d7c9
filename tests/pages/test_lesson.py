"""Lessons: the prediction comes first and stays, the experiment runs within, a link brings both back."""

from dataclasses import replace

import pytest

from dlplay import locale
from dlplay.classroom import shipped
from dlplay.classroom.lesson import Lesson
from dlplay.classroom.packing import pack, unpack
from dlplay.classroom.reading import read
from dlplay.classroom.writing import write as write_lesson
from dlplay.ui import predictions
from dlplay.ui.lesson import pages
from dlplay.ui.lesson.words import plain
from tests.pages.app import open_page, run, texts

PAGE = "classroom/lesson"


def press(app, key: str):
    next(one for one in app.button if one.key == key).click()
    return run(app)


def keys(app) -> list[str]:
    return [one.key for one in app.button if one.key]


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_all_lessons_are_offered(language: str) -> None:
    shown = texts(open_page(PAGE, language))
    for name in shipped.ORDER:
        assert shipped.lesson(name).title.within(language) in shown
        assert shipped.lesson(name).about.within(language) in shown


def answer(app, lesson: Lesson, number: int, right: bool):
    """Predict at a step, rightly or not, and commit."""
    step = lesson.steps[number]
    assert step.ask
    if step.ask.kind == "choice":
        key = step.ask.right if right else next(one.key for one in step.ask.options if one.belief)
        app.radio[0].set_value(key)
    elif step.ask.kind == "number":
        slider = next(one for one in app.slider if one.key.startswith("lesson_said"))
        slider.set_value(float(step.ask.right if right else step.ask.axes[0].low))
    else:
        sliders = [one for one in app.slider if one.key.startswith("lesson_said")]
        for one, value in zip(sliders, step.ask.right, strict=True):
            one.set_value(float(value))
    return press(run(app), f"lesson_commit_{step.key}")


def test_what_is_committed_is_what_is_chosen_as_the_button_is_pressed() -> None:
    """Seen: a hand chose the third answer and pressed before that was drawn; the second was committed."""
    lesson = shipped.lesson("neuron")
    app = open_page(PAGE)
    press(app, "lesson_begin_neuron")
    for step in lesson.steps[:2]:
        assert step.ask
        if step.ask.kind == "choice":
            wrong = next(one.key for one in step.ask.options if one.key != step.ask.right)
            app.radio[0].set_value(wrong)
            run(app).radio[0].set_value(step.ask.right)
        else:
            (slider,) = [one for one in app.slider if str(one.key).startswith("lesson_said")]
            slider.set_value(float(step.ask.right))
        press(app, f"lesson_commit_{step.key}")
        assert locale.t("lesson.right", "en") in app.success[0].value
        press(app, f"lesson_next_{lesson.steps.index(step) + 1}")


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_a_whole_lesson(language: str) -> None:
    lesson = shipped.lesson("neuron")
    app = open_page(PAGE, language)
    press(app, "lesson_begin_neuron")
    for number, step in enumerate(lesson.steps):
        assert step.ask
        assert f"lesson_next_{number + 1}" not in keys(app)  # no way on before the prediction
        assert (step.before is not None) == any(one.key == "neuron.w.0" for one in app.slider)
        answer(app, lesson, number, right=number % 2 == 0)
        told = texts(app)
        verdict = locale.t("lesson.right" if number % 2 == 0 else "lesson.wrong", language)
        assert any(verdict in one.value for one in [*app.success, *app.warning])
        assert not [one for one in app.radio if one.key and one.key.startswith("lesson_said")]
        if step.ask.kind == "choice" and number % 2:
            belief = next(one.belief for one in step.ask.options if one.belief)
            assert belief.within(language) in told
        if number + 1 < len(lesson.steps):
            press(app, f"lesson_next_{number + 1}")
    right = (len(lesson.steps) + 1) // 2
    asked = len(lesson.steps)
    assert locale.t("lesson.end", language, right=right, made=asked, asked=asked) in texts(app)
    assert [one.right for one in app.session_state[predictions.STATE].values()] == [
        number % 2 == 0 for number in range(asked)
    ]


def test_the_link_brings_step_and_predictions_back() -> None:
    app = open_page(PAGE, name="neuron", step="2", said="sum-3~double-a")
    wrong = shipped.lesson("neuron").steps[1].ask.options[0].belief.within("en")
    assert any(wrong in one.value for one in app.warning)
    assert app.query_params["said"] == "sum-3~double-a"
    # what was said stays, whatever a link says afterwards
    app.query_params["said"] = "sum-1.5~double-c"
    run(app)
    assert app.query_params["said"] == "sum-3~double-a"


def test_what_a_link_cannot_have_predicted_is_asked() -> None:
    app = open_page(PAGE, name="neuron", step="1", said="sum-99~double-z~nothing-a")
    assert "said" not in app.query_params
    assert "lesson_commit_sum" in keys(app)


def test_a_lesson_leaves_the_page_s_own_settings_alone() -> None:
    app = open_page("foundations/neuron", w="0.1_0.2_0.3_0.4")
    app.switch_page("../../pages/classroom/lesson.py")
    app.query_params.clear()
    for name, value in {"name": "neuron", "step": "2", "said": "double-c", "lang": "en"}.items():
        app.query_params[name] = value
    run(app)
    assert app.session_state["neuron.w"] == (2.4, -1.6, 0.5, 0.8)
    assert "w" not in app.query_params
    next(one for one in app.slider if one.key == "neuron.w.0").set_value(-1.0)
    run(app)
    assert app.session_state["neuron.w"][0] == -1.0  # the experiment is the student's now
    app.switch_page("../../pages/foundations/neuron.py")
    app.query_params.clear()
    run(app)
    assert app.session_state["neuron.w"] == (0.1, 0.2, 0.3, 0.4)


@pytest.mark.parametrize("name", shipped.ORDER)
def test_every_step_opens_before_and_after(name: str) -> None:
    lesson = shipped.checked(name, pages.missing)  # every page and every setting exists
    for number, step in enumerate(lesson.steps, start=1):
        for said in ("", f"{step.key}-a" if step.ask and step.ask.kind == "choice" else ""):
            app = open_page(PAGE, "zh", name=name, step=str(number), **({"said": said} if said else {}))
            refused = locale.t("frame.refused", "zh", names="")[:12]
            assert not [one for one in app.warning if refused in one.value]
            assert not app.error


def test_a_stranger_s_words_are_text() -> None:
    assert plain("a *b* [c](d) <e> $f$ :red[g]") == r"a \*b\* \[c\]\(d\) \<e\> \$f\$ \:red\[g\]"
    for address in (
        "http://x.org",
        "HTTPS://x.org",
        "www.x.org",
        "a@x.org",
    ):  # Markdown links them, escaped or not
        assert plain(address).count("\N{WORD JOINER}") == 1
    assert plain("# a\n\n1. b\n    code") == "\\# a\n\n1\\. b\n\ncode"


def test_a_teacher_s_lesson_is_written_and_taken() -> None:
    app = open_page(PAGE, view="write")
    fill = {
        "title": "Mine *own*",
        "question": "What does [it](http://x) do?",
        "option_a": "this",
        "option_b": "that",
        "belief_b": "because $x$",
    }
    for name, value in fill.items():
        next(one for one in app.text_input if one.key == f"lesson_write_{name}").set_value(value)
    next(one for one in app.selectbox if one.key == "lesson_write_page").set_value("neuron")
    run(app)
    press(app, "lesson_write_add")
    assert locale.t("lesson.write_needs_shows", "en") in texts(app)
    next(one for one in app.text_area if one.key == "lesson_write_shows").set_value("It shows.")
    run(app)
    press(app, "lesson_write_add")
    assert "1. What does \\[it\\]\\(http\\:\N{WORD JOINER}//x\\) do? · The neuron" in texts(app)
    packed = app.query_params["own"]
    app = open_page(PAGE, "zh", name="own", own=packed if isinstance(packed, str) else packed[0])
    assert r"Mine \*own\*" in app.get("progress")[0].proto.text
    app.radio[0].set_value("b")
    press(run(app), "lesson_commit_q1")
    assert any(r"because \$x\$" in one.value for one in app.warning)
    assert any("It shows" in one.value for one in app.info)


def write(app, **boxes: object):
    """Fill boxes of the form, by name."""
    for name, value in boxes.items():
        found = [*app.text_input, *app.text_area, *app.number_input, *app.toggle, *app.button_group]
        (box,) = [one for one in found if one.key == f"lesson_write_{name}"]
        box.set_value(value)
    return run(app)


def asked_by(app) -> list:
    """The questions of the own lesson in the address."""
    packed = app.query_params["own"]
    lesson = read(unpack(packed if isinstance(packed, str) else packed[0]), pages.missing)
    return [(step.ask.question.within("en"), step.ask.kind) for step in lesson.steps], lesson


def test_numbers_and_points_are_written_edited_moved_and_removed() -> None:
    app = write(open_page(PAGE, view="write"), title="Mine", kind="number")
    write(app, question="How many?", low=0, high=20, value=7, too_low="more", too_high="less")
    press(write(app, shows="Seven.", hint="Count."), "lesson_write_add")
    write(
        write(app, kind="point"), question="Where?", x_high=4, x_value=3, far="no", shows="There.", x_name="w"
    )
    press(app, "lesson_write_add")
    asked, lesson = asked_by(app)
    assert asked == [("How many?", "number"), ("Where?", "point")]
    assert (lesson.steps[0].hint.within("en"), lesson.steps[0].ask.right) == ("Count.", 7)
    assert (lesson.steps[1].ask.right, lesson.steps[1].ask.axes[0].high) == ((3, 0), 4)
    press(app, "lesson_edit_1")
    held = {one.key: one.value for one in [*app.text_input, *app.number_input, *app.text_area]}
    assert [held[f"lesson_write_{name}"] for name in ("question", "value", "hint", "too_high", "shows")] == [
        *("How many?", 7, "Count.", "less", "Seven.")
    ]
    press(write(app, high=5), "lesson_write_add")
    assert app.error  # 7 is not on it any more
    press(
        write(write(app, high=50, question="How many now?", link="neuron?w=0.1_0.2_0.3_0.4"), before=True),
        "lesson_write_add",
    )
    asked, lesson = asked_by(app)
    assert asked == [("How many now?", "number"), ("Where?", "point")]
    assert (lesson.steps[0].page, lesson.steps[0].before, lesson.steps[0].ask.axes[0].high) == (
        "neuron",
        "",
        50,
    )
    assert lesson.steps[0].settings == "w=0.1_0.2_0.3_0.4"
    press(app, "lesson_down_1")
    assert [one for one, _ in asked_by(app)[0]] == ["Where?", "How many now?"]
    write(app, title="Ours")
    assert asked_by(app)[1].title.within("en") == "Ours"
    press(app, "lesson_edit_2")
    press(app, "lesson_write_leave")
    assert not next(one for one in app.text_input if one.key == "lesson_write_question").value
    press(app, "lesson_remove_1")
    assert asked_by(app)[0] == [("How many now?", "number")]
    packed = app.query_params["own"]
    taken = open_page(PAGE, name="own", own=packed if isinstance(packed, str) else packed[0])
    assert "lesson_commit_q1" in keys(taken)
    assert not [
        one for one in taken.get("popover") if one.proto.popover.label == locale.t("lesson.hint", "en")
    ]


def test_what_the_form_does_not_show_outlives_an_edit() -> None:
    step = shipped.lesson("neuron").steps[2]
    app = open_page(
        PAGE, view="write", own=pack(write_lesson(replace(shipped.lesson("neuron"), steps=(step,))))
    )
    press(app, "lesson_edit_1")
    press(write(app, question="What now?"), "lesson_write_add")
    (after,) = asked_by(app)[1].steps
    assert after.ask.question.by_language == step.ask.question.by_language | {"en": "What now?"}
    assert replace(after, ask=step.ask) == step
    assert replace(after.ask, question=step.ask.question) == step.ask


def test_settings_of_an_own_lesson_are_those_that_stand_on_the_page() -> None:
    app = open_page("foundations/neuron", w="0.1_0.2_0.3_0.4")
    app.switch_page("../../pages/classroom/lesson.py")
    app.query_params.clear()
    app.query_params["view"] = "write"
    run(app)
    next(one for one in app.selectbox if one.key == "lesson_write_page").set_value("neuron")
    run(app)
    assert locale.t("lesson.write_stands", "en", page="The neuron", count=1) in texts(app)
    link = next(one for one in app.text_input if one.key == "lesson_write_link")
    link.set_value("https://somewhere.org/losses?view=race&wrong=3&lang=zh")
    run(app)
    assert locale.t("lesson.write_stands", "en", page="Loss functions", count=2) in texts(app)
    next(one for one in app.text_input if one.key == "lesson_write_link").set_value("javascript:alert(1)")
    run(app)
    assert locale.t("lesson.write_no_link", "en") in texts(app)


@pytest.mark.parametrize("language", locale.LANGUAGES)
@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\0\0\0\0\0", "file_no_text"),
        (b"a" * 300_000, "file_large"),
        (b"hello", "problem_toml"),
        (b'id = "mine"\ntitle.en = "t"\nfunny = 1', "problem_unknown"),
    ],
)
def test_a_file_that_is_no_lesson_gets_its_sentence(data: bytes, told: str, language: str) -> None:
    app = open_page(PAGE, language)
    app.file_uploader[0].set_value(("lesson.toml", data, "text/plain"))
    run(app)
    words = locale.t(f"lesson.{told}", language).partition("{")[0]
    assert words in app.error[0].value
    if told == "problem_unknown":
        assert f"{locale.t('lesson.line', language, line=3)} `funny`" in app.error[0].value


def test_a_lesson_s_file_is_taken() -> None:
    app = open_page(PAGE)
    data = shipped.file_of("neuron").read_bytes()
    app.file_uploader[0].set_value(("lesson.toml", data, "text/plain"))
    run(app)
    assert "lesson_commit_sum" in keys(app)
    assert app.query_params["name"] in ("own", ["own"])


def test_a_damaged_own_lesson_is_told() -> None:
    app = open_page(PAGE, name="own", own="abc")
    assert locale.t("lesson.own", "en") in app.warning[0].value
    assert locale.t("lesson.no_own", "en") in texts(app)

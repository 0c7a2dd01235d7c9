"""The class board's page: a teacher and students, each in a harness of their own, on one database."""

import html
import json
import re
from contextlib import suppress

import numpy as np
import pytest
from sqlalchemy import update
from streamlit.testing.v1 import AppTest

from dlplay import locale
from dlplay.classroom import rooms_bounds as bounds
from dlplay.classroom import rooms_votes, rooms_work, shipped
from dlplay.classroom.animals import ANIMALS
from dlplay.classroom.rooms import Classroom
from dlplay.classroom.rooms_bounds import REASONS, Refused
from dlplay.classroom.rooms_keys import Keys, Seat
from dlplay.classroom.rooms_scale import Along, Scale, checked
from dlplay.classroom.store import Store
from dlplay.classroom.store_tables import rooms
from dlplay.ui import cache, class_seat, keepsake
from dlplay.ui.class_board import entrance, lesson_questions
from tests.pages.app import answering, canvas_state, open_page, run, sent_to, texts

PAGE = "classroom/class"


pytestmark = pytest.mark.usefixtures("classroom")


def press(app: AppTest, key: str) -> AppTest:
    app.button(key).click()
    return run(app)


def submit(app: AppTest, label: str, language: str = "en") -> AppTest:
    (button,) = [one for one in app.button if one.label == locale.t(label, language)]
    button.click()
    return run(app)


def teacher(language: str = "en") -> tuple[AppTest, Keys]:
    """A teacher who has opened a room."""
    app = press(open_page(PAGE, language), "class_open")
    return app, app.session_state[class_seat.PLACE]


def student(code: str, name: str = "", language: str = "en") -> AppTest:
    """A student who has joined by the link."""
    app = open_page(PAGE, language, room=code)
    assert app.text_input("class_code").value == code
    app.text_input("class_name").input(name)
    return submit(app, "class.join", language)


def ask(
    app: AppTest, options: str = "ReLU\nsigmoid", answer: int | None = 0, language: str = "en"
) -> AppTest:
    app.text_input("class_text").input("Which is <b>steeper</b> at $0$?")
    app.text_area("class_options").input(options)
    app.selectbox("class_answer").set_value(answer)
    return submit(app, "class.ask", language)


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_vote_talk_vote_again_reveal(language: str) -> None:
    board, keys = teacher(language)
    assert keys.code[:3] in texts(board)
    assert keys.secret not in str(board.query_params)
    ann, bo = student(keys.code, "Ann<i>", language), student(keys.code, "", language)
    assert locale.t("class.wait", language) in texts(ann)
    ask(run(board), language=language)
    assert "&lt;b&gt;steeper&lt;/b&gt;" in texts(board)
    press(run(ann), "class_vote_0")
    press(run(bo), "class_vote_1")
    assert ann.button("class_vote_0").proto.type == "primary"
    run(board)
    counted = locale.t("class.voted", language, turn=locale.t("class.round_1", language), voted=2, people=2)
    assert [one.proto.text for one in board.get("progress")] == [counted]
    for app in (board, ann, bo):
        assert 'class="bar"' not in texts(app)
    press(board, "class_again")
    press(run(bo), "class_vote_0")
    press(run(board), "class_reveal")
    assert locale.t("class.moved", language, towards=1, away=0, others=0) in texts(board)
    run(ann)
    assert "class_vote_0" not in [one.key for one in ann.button]
    for app in (board, ann):
        assert texts(app).count('class="bar"') == 4
    assert locale.t("class.yours_1", language) in texts(ann)
    assert "Ann" not in texts(run(bo))


def test_a_link_of_the_teacher_opens_the_room_and_leaves_no_secret_behind() -> None:
    _, keys = teacher()
    again = open_page(PAGE, room=keys.code, key=keys.secret)
    assert again.session_state[class_seat.PLACE] == keys
    assert "key" not in again.query_params
    forged = open_page(PAGE, room=keys.code, key="x" * 22)
    assert class_seat.PLACE not in forged.session_state or forged.session_state[class_seat.PLACE] is None
    assert locale.t("class.refused_teacher", "en") in texts(forged)


def test_freeze_remove_empty_and_the_end_reach_the_students(classroom: Classroom) -> None:
    board, keys = teacher()
    ann, bo = student(keys.code, "rude"), student(keys.code)
    ask(run(board))
    part(board, "class")
    press(board, "class_freeze")
    assert run(ann).button("class_vote_0").disabled
    assert locale.t("class.frozen_student", "en") in texts(ann)
    press(board, "class_freeze")
    board.selectbox("class_who").set_value(next(iter(classroom.board(keys.code).people)))
    run(board)
    press(board, "class_name_off")
    assert "rude" not in texts(board)
    press(board, "class_send_out")
    assert locale.t("class.refused_seat", "en") in texts(run(ann))
    press(board, "class_empty")
    assert locale.t("class.wait", "en") in texts(run(bo))
    press(board, "class_close_room")
    assert locale.t("class.open", "en") in texts(board)
    assert locale.t("class.refused_gone", "en") in texts(run(bo))
    assert locale.t("class.join_heading", "en") in texts(press(bo, "class_back"))


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_a_flood_a_huge_drawing_and_the_twelfth_hour_are_told_in_words(
    language: str, classroom: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    board, keys = teacher(language)
    ann = student(keys.code, language=language)
    seat = ann.session_state[class_seat.PLACE]
    huge = np.random.default_rng(0).integers(0, 256, (800, 800, 4), np.uint8)  # 2 MB, packed
    ann.session_state["class_canvas_0"] = canvas_state(huge)
    assert locale.t("class.label_missing", language) not in texts(run(ann))  # nothing to be sent
    assert not classroom.board(keys.code).drawings
    ask(run(board), language=language)
    run(ann)
    for _ in range(10_000):
        with suppress(Refused), classroom.member(seat) as desk:
            rooms_votes.vote(desk, 0)
    press(ann, "class_vote_1")
    assert locale.t("class.refused_fast", language) in texts(ann)
    assert classroom.board(keys.code).question.counts(1) == (1, 0)
    with classroom._store.writing() as connection:  # twelve hours later
        connection.execute(update(rooms).values(ends=0.0))
    classroom.forget(keys.code)
    for app in (ann, board):
        assert locale.t("class.refused_gone", language) in texts(run(app))


def test_who_leaves_is_at_the_door_and_gone_from_the_board(classroom: Classroom) -> None:
    _, keys = teacher()
    ann = press(student(keys.code, "Ann"), "class_leave")
    assert locale.t("class.join_heading", "en") in texts(ann)
    assert not ann.warning
    assert not classroom.board(keys.code).people


def test_a_vote_on_the_question_before_counts_for_no_other(classroom: Classroom) -> None:
    board, keys = teacher()
    ann = student(keys.code)
    ask(run(board))
    run(ann)
    with classroom.teacher(keys) as desk:
        rooms_votes.ask(desk, "Another?", ["yes", "no"])
    press(ann, "class_vote_1")  # within the seconds until her page hears of it
    assert locale.t("class.refused_closed", "en") in texts(ann)
    assert "Another" in texts(ann)
    assert [one.voters(1) for one in classroom.board(keys.code).questions] == [0, 0]


def part(app: AppTest, name: str) -> AppTest:
    (choice,) = [one for one in app.button_group if one.key == "class_part"]
    choice.set_value(name)
    return run(app)


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_bad_input_is_told_in_words(language: str) -> None:
    app = open_page(PAGE, language)
    for code, name, why in (("", "", "code"), ("BCDFGH", "", "gone"), ("BCDFGH", "老师", "name")):
        app.text_input("class_code").input(code)
        app.text_input("class_name").input(name)
        submit(app, "class.join", language)
        assert locale.t(f"class.refused_{why}", language) in texts(app)
    board, _ = teacher(language)
    ask(board, options="only one", language=language)
    assert locale.t("class.refused_options", language) in texts(board)
    assert board.text_input("class_text").value.startswith("Which is")  # nothing typed is lost


def test_a_database_that_is_away_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    away = Classroom(Store("sqlite:////proc/none/class.sqlite3"))
    board, _ = teacher()
    monkeypatch.setattr(cache, "classroom", lambda: away)
    assert locale.t("class.refused_away", "en") in texts(run(board))
    assert locale.t("class.refused_away", "en") in texts(press(open_page(PAGE), "class_open"))


def test_a_question_that_could_not_be_shown_comes_when_the_database_is_back(
    classroom: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen: a vote while it was away, and that sentence stood until the teacher did something."""
    board, keys = teacher()
    ann = student(keys.code)
    ask(run(board))
    there, looks = classroom.seen, iter([False, False, True])

    def seen(seat: Seat) -> object:
        if next(looks, False):  # after the sidebar and the page, the question's own part
            raise Refused("away")
        return there(seat)

    monkeypatch.setattr(classroom, "seen", seen)
    assert run(ann).button("class_vote_0")
    assert locale.t("class.refused_away", "en") not in texts(ann)
    assert next(looks, None) is None


@pytest.mark.parametrize("kind", ["teacher", "student"])
def test_a_place_waits_while_the_database_is_away(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen: who reloaded just then had lost the seat, or the room."""
    _, keys = teacher()
    held = keys if kind == "teacher" else student(keys.code).session_state[class_seat.PLACE]
    away, there = Classroom(Store("sqlite:////proc/none/class.sqlite3")), cache.classroom()
    monkeypatch.setattr(entrance, "told", lambda name: [kind, *held])
    monkeypatch.setattr(keepsake, "_storage", answering)
    monkeypatch.setattr(cache, "classroom", lambda: away)
    app = run(open_page(PAGE))
    assert locale.t("class.refused_away", "en") in texts(app)
    assert not app.session_state[entrance.OUT]  # what would let the tab forget it
    monkeypatch.setattr(cache, "classroom", lambda: there)
    assert run(app).session_state[class_seat.PLACE] == held


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_every_refusal_and_every_animal_has_its_words(language: str) -> None:
    words = locale.catalogue(language)
    assert {f"class.refused_{why}" for why in REASONS} <= words.keys()
    names = [words[f"animals.{one}"] for one in ANIMALS]
    assert len(set(names)) == len(set(ANIMALS.values())) == len(ANIMALS)


def test_the_class_follows_the_teacher_to_a_page_and_is_set_free(classroom: Classroom) -> None:
    board, keys = teacher()
    ann = student(keys.code)
    board.switch_page("../../pages/foundations/losses.py")
    board.query_params["slope"] = "1.5"
    press(run(board), "class_bring")
    assert classroom.board(keys.code).page == "losses?slope=1.5"
    run(ann)
    assert ann.title[0].value == locale.t("losses.title", "en")
    assert ann.session_state["losses.slope"] == 1.5
    assert keys.code in sent_to(board, "copy_link")["qr"]["room"]  # beside the QR code, for who has no camera
    assert not sent_to(ann, "copy_link")["qr"]["room"]
    ann.switch_page("../../pages/classroom/class.py")  # she may go elsewhere
    assert run(ann).title[0].value == locale.t("class.title", "en")
    press(board, "class_free")
    assert classroom.board(keys.code).page == ""
    classroom.close(keys)
    assert locale.t("class.refused_gone", "en") in texts(run(ann))
    assert "class_bring" not in [one.key for one in run(board).button]


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_a_lesson_s_question_is_asked_with_the_beliefs_behind_wrong_options(language: str) -> None:
    board, keys = teacher(language)
    key = next(one for one in lesson_questions.ready() if not lesson_questions.scale(one))
    board.selectbox("class_lesson").set_value(key)
    run(board)
    options, answer = lesson_questions.options(key)
    assert board.text_input("class_text").value == lesson_questions.question(key)
    assert board.selectbox("class_answer").value == answer
    submit(board, "class.ask", language)
    asked = cache.classroom().board(keys.code).question
    assert (asked.key, list(asked.options), asked.answer) == (key, options, answer)
    press(board, "class_reveal")
    wrong = lesson_questions.beliefs(key)
    assert set(wrong) == set("ABCDEF"[: len(options)]) - {"ABCDEF"[answer]}
    for belief in wrong.values():
        assert html.escape(belief) in texts(board)


def test_every_lesson_s_question_fits_the_board() -> None:
    asked = [one.key for name in shipped.ORDER for one in shipped.lesson(name).predictions]
    assert lesson_questions.ready() == asked
    for key in asked:
        assert len(lesson_questions.question(key)) <= bounds.LONGEST_QUESTION
        assert not re.search(r"\{\w", lesson_questions.title(key) + str(lesson_questions.beliefs(key)))
        options, _ = lesson_questions.options(key)
        assert all(len(one) <= bounds.LONGEST_OPTION and "\n" not in one for one in options)
        if (scale := lesson_questions.scale(key)) is not None:
            assert checked(scale).axes == scale.axes


def drawings(app: AppTest) -> str:
    """All SVG of the page."""
    found = [one.proto for one in app.get("bidi_component")]
    return " ".join(json.loads(one.json)["svg"] for one in found if "vector_picture" in one.component_name)


def test_what_is_voted_is_where_the_slider_stands_as_the_button_is_pressed() -> None:
    board, keys = teacher()
    ann = student(keys.code)
    run(board).selectbox("class_lesson").set_value("neuron/sum")
    submit(run(board), "class.ask")
    (slider,) = [one for one in run(ann).slider if str(one.key).startswith("class_slide")]
    slider.set_value(1.5)
    press(ann, "class_vote_scale")  # before the slider's move was drawn
    assert slider_of(ann) == 1.5
    assert ann.button("class_vote_scale").disabled


def test_who_is_sent_out_and_what_is_removed_is_chosen_as_the_button_is_pressed(classroom: Classroom) -> None:
    board, keys = teacher()
    ann, bo = student(keys.code), student(keys.code)
    for seat in (one.session_state[class_seat.PLACE] for one in (ann, bo)):
        with classroom.member(seat) as desk:
            rooms_work.draw(desk, np.eye(28, dtype=np.uint8), 1)
    first, *_ = classroom.board(keys.code).drawings
    part(board, "drawings").selectbox("class_remove_which").set_value(2)
    press(board, "class_remove")  # before the choice was drawn
    assert [one.id for one in classroom.board(keys.code).drawings] == [first.id]
    stays, goes = classroom.board(keys.code).people
    part(board, "class").selectbox("class_who").set_value(goes)
    press(board, "class_send_out")
    assert [*classroom.board(keys.code).people] == [stays]


def slider_of(app: AppTest) -> float:
    (slider,) = [one for one in app.slider if str(one.key).startswith("class_slide")]
    return slider.value


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_a_number_and_a_point_are_asked_hidden_and_shown_with_what_is_right(language: str) -> None:
    board, keys = teacher(language)
    ann, bo = student(keys.code, "", language), student(keys.code, "", language)
    for key, moves, told in (
        ("neuron/sum", (1.5,), locale.t("class.too_low", language)),
        ("descent/place", (0.0, 0.1), locale.t("class.elsewhere", language)),
    ):
        if [one for one in board.button if one.key == "class_new"]:
            press(board, "class_new")
        run(board).selectbox("class_lesson").set_value(key)
        submit(run(board), "class.ask", language)
        right = locale.t("class.right_is", language, value="").strip()
        for app, values in ((ann, moves), (bo, ())):
            sliders = [one for one in run(app).slider if str(one.key).startswith("class_slide")]
            assert len(sliders) == len(moves)
            for one, value in zip(sliders, values, strict=False):
                one.set_value(value)
            press(run(app), "class_vote_scale")
            assert app.button("class_vote_scale").disabled  # the same again would change nothing
        for app in (board, ann, bo):
            drawn = drawings(run(app))
            assert lesson_questions.before(key)[:20] in texts(app)  # without which nobody could answer
            assert "--class-first" not in drawn
            assert right not in drawn
        press(board, "class_again")
        press(run(bo), "class_vote_scale")
        press(run(board), "class_reveal")
        for app in (board, run(ann)):
            drawn = drawings(app)
            assert "--class-second" in drawn
            assert right in drawn
            assert locale.t("class.yours_1", language) in drawn or app is board or len(moves) == 2
            first = locale.t("class.round_1", language)
            assert locale.t("class.scale_right", language, turn=first, right=1, voted=2) in texts(app)
        assert told in texts(board)


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_a_vote_of_the_class_is_the_lesson_s_prediction_once_it_is_shown(
    language: str, classroom: Classroom
) -> None:
    keys = classroom.open("teacher")

    def act(what, *given: object) -> None:
        with classroom.teacher(keys) as desk:
            what(desk, *given)

    ann = student(keys.code, "", language)
    double = next(one for one in shipped.lesson("neuron").steps if one.key == "double")
    in_english = [one.words.within("en") for one in double.ask.options]  # whichever language she reads
    act(rooms_votes.ask, "Which?", in_english, 2, double.ask.key)
    press(run(ann), "class_vote_1")
    act(rooms_votes.again)
    press(run(ann), "class_vote_2")
    ann.switch_page("../../pages/classroom/lesson.py")
    ann.query_params.update({"name": "neuron", "step": "2", "lang": language})
    assert "said" not in run(ann).query_params  # the outcome would stand beside it
    act(rooms_votes.reveal)
    assert run(ann).query_params["said"] == "double-b"
    _, first, second, _ = [one.words.within(language) for one in double.ask.options]
    assert locale.t("lesson.voted_twice", language, first=first, second=second) in texts(ann)
    assert locale.t("lesson.voted_stands", language) in texts(ann)
    assert double.ask.options[1].belief.within(language) in texts(ann)


def test_a_class_that_is_brought_to_a_lesson_answers_for_itself() -> None:
    board, keys = teacher()
    ann = student(keys.code)
    board.switch_page("../../pages/classroom/lesson.py")
    board.query_params.update({"name": "neuron", "step": "2", "said": "sum-3~double-a"})
    press(run(board), "class_bring")
    run(ann)
    assert ann.title[0].value == locale.t("lesson.title", "en")
    assert "lesson_commit_double" in [one.key for one in ann.button]
    assert "said" not in ann.query_params


def test_a_teacher_s_own_number_is_asked_and_one_that_is_none_is_told() -> None:
    board, keys = teacher()
    (kind,) = [one for one in board.button_group if one.key == "class_kind"]
    kind.set_value("number")
    run(board).text_input("class_text").input("How many weights?")
    board.number_input("class_number_step").set_value(0)
    submit(board, "class.ask")
    assert locale.t("class.refused_scale", "en") in texts(board)
    board.number_input("class_number_step").set_value(2)
    board.number_input("class_number_right").set_value(6)
    submit(board, "class.ask")
    asked = cache.classroom().board(keys.code).question
    assert asked.scale == Scale((Along(0, 10, 2),), (6,), 0)
    assert asked.text == "How many weights?"


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_a_class_labels_sentences_and_rates_things(language: str) -> None:
    board, keys = teacher(language)
    ann = student(keys.code, language=language)
    part(board, "task")
    press(board, "class_task_sentences")
    run(ann)
    labels = [one for one in ann.button_group if (one.key or "").startswith("class_mark_")]
    assert len(labels) > 8
    for place, one in enumerate(labels[:6]):
        one.set_value(place % 2)
    run(ann)
    marks = cache.classroom().board(keys.code).marks
    assert [value for _, value in sorted(marks.items())] == [0, 1] * 3
    heading = locale.t("class.label_heading", language, done=6, of=len(labels))
    assert heading in [one.label for one in ann.expander]
    assert 'class="bar"' not in texts(run(board))  # until the teacher shows it
    board.toggle("class_task_show").set_value(True)
    assert texts(run(board)).count('class="bar"') == len(labels)
    assert "%" in texts(board)
    press(board, "class_task_end")
    board.text_area("class_things").input("tea\n<b>rice</b>")
    submit(board, "class.task_own", language)
    run(ann)
    first, _ = ann.feedback
    first.set_value(3)
    run(ann)
    assert list(cache.classroom().board(keys.code).marks.values()) == [4]
    assert "<b>rice" not in texts(ann)
    cache.classroom().forget(keys.code)
    assert cache.classroom().board(keys.code).task.items == ("tea", "<b>rice</b>")

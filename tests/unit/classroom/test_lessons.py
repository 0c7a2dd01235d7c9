"""The shipped lessons: what each step claims is computed anew, and both languages say all of it."""

import re
import string
from urllib.parse import parse_qsl

import pytest
from markdown_it import MarkdownIt

from dlplay.classroom import outcomes, shipped
from dlplay.classroom.lesson import Lesson, Step, Words
from dlplay.classroom.wording import filled
from dlplay.locale import LANGUAGES

LESSONS = [shipped.lesson(name) for name in shipped.ORDER]
STEPS = [pytest.param(one, step, id=f"{one.id}-{step.key}") for one in LESSONS for step in one.steps]
HAN = re.compile("[\u4e00-\u9fff]")
MARKDOWN = MarkdownIt("commonmark")
each_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda one: one.id)
each_step = pytest.mark.parametrize(("lesson", "step"), STEPS)


def words_of(step: Step) -> list[Words]:
    found = [step.text, step.hint, step.shows]
    if step.ask:
        found += [step.ask.question, step.ask.low, step.ask.high]
        found += [words for one in step.ask.options for words in (one.words, one.belief)]
        found += [words for one in step.ask.axes for words in (one.name, one.unit)]
    return [one for one in found if one]


def agree(written: float, computed: float) -> bool:
    """Whether the computed number, rounded to the digits that are written, is the written one."""
    digits = len(re.sub(r"e.*|\D", "", repr(float(written))).strip("0")) or 1
    whole = len(str(abs(int(written)))) if abs(written) >= 1 else 0
    return float(f"{computed:.{max(digits, whole)}g}") == pytest.approx(written, rel=1e-12, abs=1e-12)


@each_step
def test_what_a_step_claims_is_what_its_run_gives(lesson: Lesson, step: Step) -> None:
    if not step.ask and not step.numbers:
        return
    found = outcomes.compute(step.outcome, dict(parse_qsl(step.settings, keep_blank_values=True)))
    if step.ask and step.ask.kind == "choice":
        assert found.right == step.ask.right
    elif step.ask and step.ask.kind == "number":
        assert agree(step.ask.right, found.right)
    elif step.ask:
        assert all(agree(*both) for both in zip(step.ask.right, found.right, strict=True))
    assert set(step.numbers) == set(found.numbers)
    for name, written in step.numbers.items():
        assert agree(written, found.numbers[name]), (name, written, found.numbers[name])


def test_a_number_that_is_written_otherwise_than_it_comes_out_is_seen() -> None:
    assert agree(0.769, 0.76852)
    assert not agree(0.768, 0.76852)
    assert agree(-1, -1.0)
    assert agree(1250, 1250.0)
    assert not agree(1250, 1251.0)
    assert agree(8.987e-06, 8.98686e-06)
    assert not agree(0, 0.001)


@each_lesson
def test_a_lesson_is_short_and_ends_in_a_question_without_help(lesson: Lesson) -> None:
    assert 4 <= len(lesson.steps) <= 6
    last = lesson.steps[-1]
    assert last.ask
    assert not last.hint
    assert not last.page
    assert all(step.hint for step in lesson.steps[:-1] if step.ask)
    assert lesson.id == shipped.file_of(lesson.id).stem


@each_step
def test_both_languages_say_all_and_use_the_numbers(lesson: Lesson, step: Step) -> None:
    for words in words_of(step):
        assert words.by_language.keys() == LANGUAGES.keys()
        english, chinese = (words.by_language[one] for one in LANGUAGES)
        assert not HAN.search(english)
        if re.search(r"\b[a-z]{2}", re.sub(r"`[^`]*`", "", english)):
            assert HAN.search(chinese), english
        names = [
            {name for _, name, _, _ in string.Formatter().parse(one) if name} for one in (english, chinese)
        ]
        assert step.numbers == {} or names[0] == names[1], english
    said = " ".join(one.by_language["en"] for one in words_of(step))
    assert not [name for name in step.numbers if f"{{{name}" not in said]


@each_step
def test_a_text_is_written_as_the_house_writes(lesson: Lesson, step: Step) -> None:
    wrong = {"en": re.compile("%(?<!\N{NO-BREAK SPACE}%)"), "zh": re.compile(r"\s%|<em>")}
    for words in words_of(step):
        for language, pattern in wrong.items():
            shown = MARKDOWN.render(filled(words, step.numbers, language))
            assert not pattern.search(shown), shown
            assert "**" not in shown, shown
            assert "<ol" not in shown, shown  # a number with a dot at the head of a text


@each_step
def test_no_option_gives_itself_away_by_its_place(lesson: Lesson, step: Step) -> None:
    """Of a step: every wrong option has its belief; of all lessons: the right one stands anywhere."""
    if step.ask and step.ask.kind == "choice":
        assert all(bool(one.belief) != (one.key == step.ask.right) for one in step.ask.options)


def test_the_right_options_stand_everywhere() -> None:
    right = [ask.right for one in LESSONS for ask in one.predictions if ask.kind == "choice"]
    assert all(right.count(key) < 0.6 * len(right) for key in "abc")
    assert {"a", "b", "c"} <= set(right)


MISCONCEPTIONS = {  # published, or reported by teachers: each is some wrong option's belief, in these words
    "reading": (
        "Each drawing teaches the shipped network.",
        "The network stores the pictures.",
        "A network that never saw a letter says it does not know.",
        "A 99\N{NO-BREAK SPACE}% explains itself.",
    ),
    "overfitting": (
        "Test better than training is a bug.",
        "A high rate is overfitting.",
        "The best of twenty runs on the test set is its accuracy.",
    ),
    "loss": ("Gradient zero means finished.",),
    "descent": ("Gradient zero means finished.", "Twice the rate is twice as fast."),
    "backprop": ("Backpropagation changes the weights.",),
    "temperature": ("Low temperature repeats less.",),
}


@pytest.mark.parametrize("name", MISCONCEPTIONS)
def test_what_people_get_wrong_is_asked(name: str) -> None:
    options = [option for one in shipped.lesson(name).predictions for option in one.options]
    told = [one.belief.within("en") for one in options]
    for belief in MISCONCEPTIONS[name]:
        assert any(one.startswith(f"“{belief}”") for one in told), belief


# The picture would answer the question: slopes towards 0, the ground where nothing passes, 0.99 to the 50th
GIVEN_AWAY = {"activations": ("slope", "silent"), "loss": ("sure", "stuck"), "memory": ("left", "half")}


@pytest.mark.parametrize("name", GIVEN_AWAY)
def test_no_picture_gives_an_answer_away(name: str) -> None:
    steps = {one.key: one for one in shipped.lesson(name).steps}
    assert [steps[key].before for key in GIVEN_AWAY[name]] == [None, None]

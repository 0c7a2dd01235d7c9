"""A lesson's file is read whole or refused with the line and the field of everything that is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlplay.classroom.lesson import Lesson
from dlplay.classroom.lines import Lines, too_deep
from dlplay.classroom.reading import LARGEST, LessonError, read

GOOD = '''
id = "mine"
title.en = "Mine"

[[step]]
key = "one"
page = "neuron"
settings = "w=1_2"
before = ""
text.en = """
Several
lines = of text
"""
question.en = "Which?"
shows.en = "It is {z}."
numbers = { z = 2 }

[[step.option]]
en = "this"
right = true
[[step.option]]
en = "that"
belief.en = "because"

[[step]]
key = "two"
question.zh = "多少？"
shows.zh = "是 3。"

[step.number]
low = 0
high = 10
step = 1
right = 3
tolerance = 1
too_low.zh = "少了"
too_high.zh = "多了"

[[step]]
key = "three"
question.en = "Where?"
shows.en = "There."

[step.point]
right = [0, 1]
x = [-1, 1]
y = [0, 4]
step = 0.1
tolerance = 0.2
far.en = "Elsewhere."
'''


def check_page(page: str, settings: str) -> tuple[str, ...]:
    return ("page",) if page != "neuron" else ("q",) if "q" in settings else ()


def problems(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(LessonError) as error:
        read(text, check_page)
    return [(one.line, one.field, one.kind) for one in error.value.problems]


def test_a_good_file_is_a_lesson() -> None:
    lesson = read(GOOD, check_page)
    assert isinstance(lesson, Lesson)
    assert [step.key for step in lesson.steps] == ["one", "two", "three"]
    assert [one.key for one in lesson.predictions] == ["mine/one", "mine/two", "mine/three"]
    assert [one.right for one in lesson.predictions] == ["a", 3, (0.0, 1.0)]
    assert lesson.steps[0].text.within("en") == "Several\nlines = of text\n"
    assert lesson.steps[0].before == ""
    assert lesson.steps[1].before is None
    assert lesson.minutes == 10


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('id = "mine"', 'id = "My lesson"', (2, "id", "key")),
        ('title.en = "Mine"', 'title.fr = "Le mien"', (3, "title", "no_language")),
        ('key = "two"', 'key = "one"', (26, "step.2.key", "twice")),
        ('page = "neuron"', 'page = "nowhere"', (7, "step.1.page", "missing_page")),
        ("w=1_2", "q=1", (8, "step.1.settings", "missing_setting")),
        ('settings = "w=1_2"', 'setings = "w=1_2"', (8, "step.1.setings", "unknown")),
        ("{z}", "{zz}", (15, "step.1.shows.en", "placeholder")),
        ("{z}", "{z.real}", (15, "step.1.shows.en", "placeholder")),
        ("{z}", "{z!r}", (15, "step.1.shows.en", "placeholder")),
        ("{z}", "{z!s:>99999999}", (15, "step.1.shows.en", "placeholder")),  # that many characters
        ("{z}", "{z:{z}}", (15, "step.1.shows.en", "placeholder")),
        ('belief.en = "because"', 'belief.en = "{zz}"', (23, "step.1.option.2.belief.en", "placeholder")),
        ('before = ""', 'hint.en = "{z!r}"', (9, "step.1.hint.en", "placeholder")),
        ("{ z = 2 }", "{ z = 2, 'a.b' = 1 }", (16, "step.1.numbers.a.b", "key")),
        ('belief.en = "because"', "", (21, "step.1.option.2.belief", "missing")),
        ("right = true", "right = 1", (20, "step.1.option.1.right", "flag")),
        ("right = 3", "right = 30", (34, "step.2.number.right", "outside")),
        ("high = 10", "high = -1", (32, "step.2.number.high", "order")),
        ("high = 10", "high = nan", (32, "step.2.number.high", "outside")),
        ("step = 1\n", "step = 0\n", (33, "step.2.number.step", "grain")),
        ("x = [-1, 1]", "x = [1]", (46, "step.3.point.x", "pair")),
        ('[[step.option]]\nen = "that"\nbelief.en = "because"\n', "", (18, "step.1.option", "count")),
        ("numbers = { z = 2 }", 'numbers = { z = "2" }', (16, "step.1.numbers.z", "number")),
        ('\n[[step.option]]\nen = "this"', '\n[[step.option]\nen = "this"', (18, "", "toml")),
        (
            GOOD[GOOD.index('question.en = "Where?"') :],
            'text.en = "The end."',
            (39, "step.3", "transfer"),
        ),
    ],
)
def test_what_is_wrong_is_named_with_line_and_field(old: str, new: str, found: tuple[int, str, str]) -> None:
    assert old in GOOD
    assert found in problems(GOOD.replace(old, new, 1))


def test_everything_is_named_at_once_from_top_to_bottom() -> None:
    text = GOOD.replace('id = "mine"', "id = 3").replace('page = "neuron"', 'page = "x"')
    assert [line for line, _, _ in problems(text)] == [2, 7]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "step = 3",
        "step = []",
        "step = [1, 2]",
        "[[step]]\n" * 500,
        "a" * (LARGEST + 1),
        "x = " + "[" * 5000,
        "\0",
        'id = "mine"\nminutes = true\n[step]\nkey = "a"',
        "title = 1\ntitle2.en = 2",
        "a.b = 1\n" * 3,
        # each of these was minutes of work, gigabytes, or an exception of Python's own
        "a" + ".a" * 32_000 + " = 1",
        "[" + "a." * 32_000 + "a]",
        "x = {" + '"a".' * 15_000 + "a = 1}",
        '# """\nx = ["""a"""", {' + "a." * 30_000 + 'a = 1}, "b"]',
        "x = [\n[" + " " * 64_000 + "\n]]\n",
        "x = [" + '"""""",' * 9_000 + "]",
        'x = """' + '\\"""' * 16_000,
        "minutes = " + "1" * 400,
        "minutes = " + "1" * 5000,
    ],
    ids=range(20),
)
def test_a_hostile_file_gets_problems_and_nothing_else(text: str) -> None:
    assert problems(text)


@given(st.text(max_size=300))
def test_any_text_is_refused_or_read(text: str) -> None:
    assert problems(text)


@given(st.integers(0, len(GOOD) - 1), st.sampled_from(list('"[]{}=.\n#1a,')))
def test_a_damaged_file_is_refused_or_read(place: int, sign: str) -> None:
    found = []
    try:
        read(GOOD[:place] + sign + GOOD[place + 1 :], check_page)
    except LessonError as error:
        found = error.problems
    assert all(1 <= one.line <= GOOD.count("\n") + 2 for one in found)


def test_dots_in_texts_and_comments_are_no_names_within_names() -> None:
    dots = "1." * 100
    text = f"a = \"{dots}\"\nb = \"\"\"\n{dots}\n\"\"\"\nc = '{dots}' # {dots}\nd = '''{dots}'''\n"
    assert too_deep(text) == 0
    assert too_deep(f"{text}# it's\n{dots}x = 1") == 8
    assert too_deep(f"{text}x = {{ {dots}x = 1 }}") == 7


def test_lines_look_into_tables_and_past_long_texts() -> None:
    lines = Lines('a = 1\nb = """\nc = 2\n"""\n[d]\ne.f = 3\n[[g]]\nh = 1\n[[g]]\nh = 2\n[g.i]\n"j k" = 1\n')
    assert lines.of(("a",)) == 1
    assert lines.of(("c",)) == 1  # stands within a text: the table around it
    assert lines.of(("d", "e", "f")) == 6
    assert lines.of(("d", "e")) == 6
    assert lines.of(("g", 1, "h")) == 10
    assert lines.of(("g", 1, "i", "j k")) == 12
    assert lines.of(("g", 1, "nothing")) == 9

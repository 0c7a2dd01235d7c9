"""The lessons of ninety minutes: their clock, their links, their questions, in both languages."""

import re
from dataclasses import fields

import pytest

from dlplay import locale
from dlplay.classroom import paths
from dlplay.classroom.paths import Lessons
from dlplay.ui import ways
from dlplay.ui.rooms import ROOMS
from dlplay.ui.settings import from_query
from tests.pages.app import settings_of

PATHS = [paths.path(name) for name in paths.NAMES]
EACH = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.id)
CHINESE = re.compile("[\u4e00-\u9fff]")


@EACH
def test_the_minutes_add_up_to_ninety(path: Lessons) -> None:
    assert sum(part.minutes for part in path.parts) == paths.MINUTES == 90
    assert path.starts[-1] + path.parts[-1].minutes == paths.MINUTES
    assert all(5 <= part.minutes <= 20 for part in path.parts)


@EACH
def test_every_text_is_there_in_both_languages(path: Lessons) -> None:
    words = [path.title, path.about, *(text for part in path.parts for text in (part.title, part.say))]
    for text in words:
        assert set(text.by_language) == set(locale.LANGUAGES)
        assert CHINESE.search(text.within("zh"))
        assert not CHINESE.search(text.within("en"))


@EACH
def test_a_link_opens_a_page_with_just_these_settings(path: Lessons) -> None:
    for part in path.parts:
        if not part.page:
            assert not part.settings
            assert not part.ask
            continue
        declared = settings_of(part.page)
        assert set(part.query) <= {one.name for one in fields(declared)}
        settings, refused = from_query(declared, part.query)
        assert not refused, (part.page, refused)
        assert all(getattr(settings, name) != getattr(declared(), name) for name in part.query), part.query


@EACH
def test_each_question_belongs_to_its_page_and_has_an_answer_with_its_numbers(path: Lessons) -> None:
    for part in path.parts:
        assert {one.partition(":")[0] for one in part.ask} <= {part.page}
        for language in locale.LANGUAGES:
            for one in part.questions(language):
                assert one.text
                assert one.answer
                assert not re.search(r"[{}]", one.text + one.answer)


@EACH
def test_what_a_part_builds_on_was_in_a_part_before_or_is_said_to_be_needed(path: Lessons) -> None:
    places = [ROOMS.index(ways.BY_NAME[part.page]) for part in path.parts if part.page]
    assert len(path.parts) - 1 == len(places)  # only the end opens nothing
    assert path.parts[-1].page == ""
    asked = [one for part in path.parts for one in part.ask]
    assert len(asked) == len(set(asked))
    assert len(asked) >= 10


def test_a_question_stands_as_it_does_on_its_page() -> None:
    one = paths.question("activations:1", "en")
    assert one.text.startswith("Choose **sigmoid** and move x from 0 to 6.")
    assert one.answer.startswith(f"With sigmoid {locale.answers('activations', 'en')['sigmoid']} of it")
    within = paths.question("digit_lab:why:2", "zh")
    assert locale.answers("digit_lab", "zh")["share"] in within.answer


def test_no_question_is_missed_where_it_is_written_in_another_way() -> None:
    for room in ROOMS:
        if not room.teaches:
            continue
        for language in locale.LANGUAGES:
            text = locale.long_text(f"{room.name}_try", language)
            assert len(paths.QUESTION.findall(text)) == len(re.findall(r"^\d+\. ", text, re.MULTILINE))


@pytest.mark.parametrize("name", ["activations:99", "digit_lab:nowhere:1"])
def test_a_question_that_is_not_there_is_no_question(name: str) -> None:
    with pytest.raises((IndexError, KeyError)):
        paths.question(name, "en")


def test_each_file_is_one_of_the_three() -> None:
    assert {file.stem for file in paths.FOLDER.glob("*.toml")} == set(paths.NAMES)
    assert [path.id for path in PATHS] == [*paths.NAMES]

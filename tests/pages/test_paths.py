"""The page of the lessons of ninety minutes: plan, sheet and answers of each, in both languages."""

import pytest

from dlplay import locale
from dlplay.classroom import paths
from dlplay.ui.paths import papers
from dlplay.ui.paths.settings import VIEWS
from tests.pages.app import open_page, open_view, texts

PAGE = "classroom/paths"
LANGUAGES = pytest.mark.parametrize("language", locale.LANGUAGES)


@LANGUAGES
@pytest.mark.parametrize("name", paths.NAMES)
def test_a_plan_has_the_clock_what_to_say_links_and_questions(language: str, name: str) -> None:
    app = open_page(PAGE, language, name=name)
    path, shown = paths.path(name), texts(app)
    assert "0:00–0:" in shown
    assert "–1:30 · " in shown
    for part in path.parts:
        assert part.say.within(language) in shown
        for one in part.questions(language):
            assert one.text in shown
            assert one.answer in shown
    links = [(one.proto.page, one.proto.query_string) for one in app.get("page_link")]
    opened = [part.page for part in path.parts if part.page for _ in range(2)]
    assert [page for page, _ in links][: len(opened)] == opened
    assert ["lesson=on" in query for _, query in links][: len(opened)] == [False, True] * (len(opened) // 2)


@LANGUAGES
def test_the_sheet_asks_and_the_answers_answer_under_the_same_numbers(language: str) -> None:
    sheet, answers = (texts(open_view(PAGE, language, view, VIEWS)) for view in ("sheet", "answers"))
    asked = [one for part in paths.path("foundations").parts for one in part.questions(language)]
    for number, one in enumerate(asked, start=1):
        assert f"{number}. {one.text}" in sheet
        assert f"{number}. {one.text}" in answers
        assert one.answer in answers
        assert one.answer not in sheet
    assert sheet.count(locale.t("paths.guess", language)) == len(asked)


def test_a_sheet_has_codes_where_others_can_reach_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "<svg" not in texts(open_page(PAGE, view="sheet"))
    monkeypatch.setattr(papers, "here", lambda: "http://192.168.7.20:8501/below/paths?view=sheet")
    app = open_page(PAGE, view="sheet")
    assert texts(app).count("<svg") == len([part for part in paths.path("foundations").parts if part.ask])

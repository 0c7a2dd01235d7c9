"""The map: where one is, the way to an idea, what deep learning is, ten minutes, which page teaches what."""

import re

import pytest

from dlplay import locale
from dlplay.locale import glossary
from dlplay.ui.course import plan
from dlplay.ui.course.settings import VIEWS
from dlplay.ui.course.ten import ERRANDS
from dlplay.ui.rooms import ROOMS
from dlplay.ui.settings import from_query, to_query
from tests.pages.app import open_page, open_view, open_with_a_notice, run, sent_to, settings_of, texts

PAGE = "classroom/course"
BOX = re.compile(r'<a class="([^"]*)" href="[^"]*" data-page="(\w+)"')


def states(app) -> dict[str, str]:
    """By page: how it stands to what is chosen."""
    return {name: state.split()[0] for state, name in BOX.findall(sent_to(app, "course_map")["map"])}


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_the_map_has_every_page_and_tells_where_to_begin(language: str) -> None:
    app = open_view(PAGE, language, "map", VIEWS)
    shown = sent_to(app, "course_map")["map"]
    assert states(app) == {
        room.name: "next" if room is ROOMS[0] else "plain" for room in ROOMS if room.teaches
    }
    assert all(locale.t(f"{room.name}.title", language) in shown for room in ROOMS if room.teaches)
    assert all(locale.t(f"{room.name}.title", language) in texts(app) for room in ROOMS if not room.teaches)
    assert f"neuron?lang={language}" in shown


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_a_link_brings_the_way_to_an_idea(language: str) -> None:
    app = open_page(PAGE, language, here="losses", idea="overfitting")
    found, ahead = states(app), [room.name for room in plan.beyond("overfitting", "losses")]
    assert [name for name, state in found.items() if state == "way"] == ahead
    assert (found["losses"], found["neuron"], found["train_cnn"]) == ("here", "done", "also")
    assert glossary.terms()["overfitting"].texts[language] in texts(app)
    assert str(plan.minutes(plan.beyond("overfitting", "losses"))) in texts(app)
    app.selectbox(key="course.here").set_value("train_cnn")
    assert "way" not in states(run(app)).values()
    assert app.query_params["here"] == "train_cnn"


def test_what_a_click_tells_is_a_page_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    monkeypatch.setattr("streamlit.switch_page", lambda page, **_: opened.append(page.url_path))
    for word in ("digits", "../etc", None):
        monkeypatch.setattr("dlplay.ui.course.atlas.said", lambda *_, word=word: word)
        open_page(PAGE)
    assert opened == ["digits"]


def test_a_wrong_link_is_told() -> None:
    app = open_with_a_notice(PAGE, here="nowhere", idea="<b>$x$")
    assert "neuron" in states(app)


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_what_lies_within_what_and_how_a_network_learns(language: str) -> None:
    shown = texts(open_view(PAGE, language, "learning", VIEWS))
    for word in ("ai", "ml", "dl", "step_data", "step_network", "step_loss", "step_gradient", "step_weights"):
        assert locale.t(f"course.{word}", language) in shown
    for kind in ("supervised", "unsupervised", "self_supervised", "reinforcement"):
        term = glossary.terms()[f"{kind}_learning"]
        assert term.names[language] in shown
    pages = {one.partition("?")[0] for one in re.findall(r'href="([^"]+)"', shown)}
    assert pages <= {room.name for room in ROOMS}


def test_every_example_s_link_opens_its_page_as_it_says() -> None:
    shown = texts(open_page(PAGE, view="learning")).replace("&amp;", "&")
    addresses = re.findall(r'href="([^"]+)"|\]\((\w+\?[^)]*)\)', shown)
    assert addresses
    for address in {one or other for one, other in addresses}:
        page, _, query = address.partition("?")
        if page == "glossary":
            continue
        asked = dict(part.split("=") for part in query.split("&"))
        opens(page, asked)
    for errand in ERRANDS.values():
        opens(errand.page, errand.settings)


def opens(page: str, asked: dict[str, str]) -> None:
    """A link whose every setting is taken, and is not the start's own."""
    cls = settings_of(page)
    settings, refused = from_query(cls, {name: one for name, one in asked.items() if name != "lang"})
    assert not refused
    assert to_query(settings) | {"lang": "en"} == asked | {"lang": "en"}


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_ten_minutes_are_five_stops_that_lead_somewhere(language: str) -> None:
    app = open_view(PAGE, language, "ten", VIEWS)
    *links, _ = (one.proto for one in app.get("page_link"))  # the last one leads on from the page itself
    assert [one.page for one in links] == [errand.page for errand in ERRANDS.values()]
    for name in ERRANDS:
        assert locale.t(f"course.ten_{name}_do", language) in texts(app)
        assert locale.t(f"course.ten_{name}_notice", language) in texts(app)


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_every_term_stands_at_the_page_to_begin_with(language: str) -> None:
    app = open_view(PAGE, language, "ideas", VIEWS)
    (listed,) = [one.value for one in app.markdown if one.value.startswith("**[")]
    entries = {re.match(r"\*\*\[.*?\]\((\w+)", one)[1]: one for one in listed.split("\n\n")}
    for room in ROOMS:
        for key in plan.taught_on(room.name):
            assert f"(glossary?term={key}&" in entries[room.name]

"""Links to every page: what its settings allow opens it, and what they do not is told in words."""

import re
from dataclasses import fields

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dlplay import locale
from dlplay.ui import rooms, ways
from dlplay.ui.settings import Choice, Kind, Number, Subset, Text, kind_of
from tests.pages.app import open_page, setting_title, settings_of

LINKS = 3  # to each page, in each run of the tests
ROWS = ("_".join(["-0.3"] * count) for count in range(1, 26))  # of weights
SOME = (
    "",
    "0",
    "8_4",
    "r00zz00",
    "200002zzzz1",
    "1~0",
    "5~1~0.5",
    "sgd_0.1",
    "0.10.20.30.40.50.60.70.80.90",
    *ROWS,
)
SLOW = {"steps": Number(0, 60)}  # a run of a hundred thousand steps is no test of its link


def values(kind: Kind) -> st.SearchStrategy[str]:
    """Texts that a kind allows, with both ends of what it does."""
    if isinstance(kind, Choice):
        return st.sampled_from(kind.options)
    if isinstance(kind, Subset):
        some = st.sets(st.sampled_from(kind.options), max_size=kind.most)
        return st.one_of(some, st.just(set(kind.options[: kind.most]))).map(".".join)
    if isinstance(kind, Number):
        between = (
            st.integers(kind.low, kind.high)
            if isinstance(kind.step, int)
            else st.floats(kind.low, kind.high).map(kind.write).map(float)
        )
        return st.one_of(st.sampled_from([kind.low, kind.high]), between).map(kind.write)
    if isinstance(kind, Text):
        return st.text(st.characters(exclude_categories=["Cs"]), max_size=kind.longest)
    return st.sampled_from([text for text in SOME if allowed(kind, text)])


def allowed(kind: Kind, text: str) -> bool:
    try:
        kind.read(text)
    except ValueError:
        return False
    return True


def link(page: str) -> st.SearchStrategy[dict[str, str]]:
    """Settings, some of them in the link."""
    kinds = {one.name: kind_of(one) for one in fields(settings_of(page))}
    if page == "network":
        kinds |= SLOW
    return st.fixed_dictionaries({}, optional={name: values(kind) for name, kind in kinds.items()})


@pytest.mark.parametrize("room", rooms.ROOMS, ids=lambda room: room.name)
def test_whatever_the_settings_allow_opens_the_page(room: rooms.Room) -> None:
    path = f"{room.section}/{room.name}"
    open_page(path)  # the digits' settings can be imported in a running page alone

    @settings(max_examples=LINKS, derandomize=True, database=None, phases=[Phase.generate])
    @given(link(room.name))
    def opens(query: dict[str, str]) -> None:
        app = open_page(path, **query)
        assert app.title[0].value == locale.t(f"{room.name}.title", "en")
        if room.teaches:
            ahead = [one.name for one in ways.following(room.name)]
            assert [one.proto.page for one in app.get("page_link")][-len(ahead) :] == ahead

    opens()


@pytest.mark.parametrize("room", rooms.ROOMS, ids=lambda room: room.name)
def test_a_setting_that_a_link_gets_wrong_is_named_in_words(room: rooms.Room) -> None:
    path = f"{room.section}/{room.name}"
    open_page(path)
    kinds = {one.name: kind_of(one) for one in fields(settings_of(room.name))}
    wrong = {
        name: "\0" * (kind.longest + 1 if isinstance(kind, Text) else 100) for name, kind in kinds.items()
    }
    for language in locale.LANGUAGES:
        app = open_page(path, language, **wrong)
        told = app.warning[0].value
        for field in wrong:
            title = setting_title(room.name, field, language)
            assert title in told
            assert not re.search("[{}]", title)

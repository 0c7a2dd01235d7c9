"""Links to every page: what its settings allow opens it, and what they do not is told in words."""

import re
from dataclasses import fields

import pytest
from hypothesis import Phase, given, settings

from dlplay import locale
from dlplay.ui import rooms, ways
from dlplay.ui.settings import Text, kind_of
from tests.fuzz.links import link
from tests.pages.app import open_page, setting_title, settings_of

LINKS = 3  # to each page, in each run of the tests


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

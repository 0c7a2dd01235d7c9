"""The pages whose experiments lessons use, by name, with their settings as they stand in an address."""

import importlib
from functools import cache
from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit as st

from dlplay.ui.language import t
from dlplay.ui.rooms import ROOMS, Room
from dlplay.ui.settings import Settings, from_query, to_query

MOST_PARAMETERS = 100
USABLE = {room.name: room for room in ROOMS if room.teaches}


def room_of(page: str) -> Room | None:
    return USABLE.get(page)


def title(page: str) -> str:
    """What a page is called in the language of the visit."""
    return t(f"{page}.title")


def query_of(settings: str) -> dict[str, str]:
    """The settings of an address by name; a question mark before them is passed over."""
    return dict(parse_qsl(settings.lstrip("?"), keep_blank_values=True, max_num_fields=MOST_PARAMETERS))


def missing(page: str, settings: str) -> tuple[str, ...]:
    """What of a page and its settings does not exist: "page", or the names of settings; a `CheckPage`."""
    if room_of(page) is None:
        return ("page",)
    try:
        query = query_of(settings)
    except ValueError:
        return ("?",)
    declared = settings_of(page)
    unknown = [name for name in query if name not in declared.__dataclass_fields__]
    return (*unknown, *from_query(declared, query)[1])


@cache
def settings_of(page: str) -> type[Settings]:
    """The dataclass of a page's settings, found by name: a lesson's page knows no other page's room."""
    module = importlib.import_module(f"dlplay.ui.{page}.settings")
    found = [one for one in vars(module).values() if isinstance(one, type) and issubclass(one, Settings)]
    return [one for one in found if one is not Settings][-1]


def of_link(link: str) -> tuple[str, str] | None:
    """The page and the settings of a link to it, whichever server it leads to; None if it is none."""
    try:
        parts = urlsplit(link.strip())
        query = query_of(parts.query)
    except ValueError:
        return None
    page = parts.path.rstrip("/").rpartition("/")[2]
    if page not in USABLE:
        return None
    known = settings_of(page).__dataclass_fields__
    return page, urlencode({name: value for name, value in query.items() if name in known})


def as_they_stand(page: str) -> str:
    """The settings that this visitor has on a page; its start settings where she has not been there."""
    declared = settings_of(page)
    if st.session_state.get(f"{page}:embedded"):  # a lesson has used the page in between
        own = st.session_state.get(f"{page}:own")
        return urlencode(to_query(own)) if own else ""
    values = {name: st.session_state.get(f"{page}.{name}") for name in declared.__dataclass_fields__}
    return urlencode(to_query(declared(**{name: one for name, one in values.items() if one is not None})))

"""A teacher's link: what it says of a page is read, and nothing else is believed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlplay.ui import guidance
from dlplay.ui.guidance import Guidance
from dlplay.ui.settings import Choice, Number

KINDS = {"view": Choice(("one", "two", "three")), "rate": Number(0, 1), "batch": Number(1, 9)}


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ({}, Guidance()),
        ({"rate": "0.5"}, Guidance()),
        ({"lock": "rate.batch"}, Guidance(locked=("rate", "batch"))),
        ({"lock": "batch", "hide": "rate"}, Guidance(("batch",), ("rate",))),
        ({"views": "three.one"}, Guidance(views=("one", "three"))),  # as the page has them
        ({"lock": "view"}, Guidance(unknown=("view",))),  # it has a parameter of its own
        ({"lock": "rate.<b>", "views": "four"}, Guidance(("rate",), unknown=("<b>", "four"))),
        ({"hide": "..rate..", "views": ""}, Guidance(hidden=("rate",))),
        ({"hide": ".".join(map(str, range(9)))}, Guidance(unknown=tuple("01234"))),
    ],
)
def test_an_address_is_read(query: dict[str, str], meant: Guidance) -> None:
    assert guidance.read(query, KINDS) == meant


def test_a_page_without_views_offers_none() -> None:
    assert guidance.read({"views": "one"}, {"rate": Number(0, 1)}) == Guidance(unknown=("one",))


@given(st.dictionaries(st.sampled_from(guidance.PARAMETERS), st.text(max_size=40)))
def test_what_was_read_is_written_and_read_again(query: dict[str, str]) -> None:
    read = guidance.read(query, KINDS)
    again = guidance.read(read.query(), KINDS)
    assert (again.locked, again.hidden, again.views, again.unknown) == (
        read.locked,
        read.hidden,
        read.views,
        (),
    )


def test_a_million_characters_are_not_looked_through() -> None:
    assert guidance.read({"lock": "x." * 10**6 + "rate"}, KINDS) == Guidance(unknown=("x",))


def test_a_hidden_setting_hides_its_own_widgets_alone() -> None:
    sheet = Guidance(hidden=("rate",)).sheet("network")
    assert sheet.startswith(".st-key-network-rate, [class*='st-key-network-rate-'] {")
    assert Guidance(locked=("rate",)).sheet("network") == ""

"""The ways from page to page: where each leads when it is done."""

import pytest

from dlplay.ui import ways
from dlplay.ui.rooms import ROOMS, Room


def following(name: str) -> list[str]:
    return [room.name for room in ways.following(name)]


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_each_page_leads_to_some_that_need_nothing_more(room: Room) -> None:
    done = {one.name for one in ways.way(room.name)} if room.teaches else set()
    names = following(room.name)
    assert 1 <= len(names) <= ways.MOST_NEXT
    assert not done & set(names)
    assert all(set(ways.BY_NAME[name].after) <= done for name in names)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("neuron", ["activations"]),  # builds on it, and on nothing else
        ("activations", ["losses", "convolution", "shakespeare"]),  # three build on it
        ("backprop", ["optimizers"]),  # memory builds on it too, but needs the writer first
        ("glossary", ["neuron"]),  # teaches nothing: the course begins
    ],
)
def test_first_comes_what_builds_on_the_page(here: str, there: list[str]) -> None:
    assert following(here) == there


def test_following_the_first_link_leads_through_pages_without_end() -> None:
    seen, here = [], "neuron"
    while here not in seen:
        seen.append(here)
        here = following(here)[0]
    assert len(seen) > 5

"""Who is next in the line of trainings: addresses take turns, and the wait is told by the last trainings."""

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from dlplay.jobs.turns import Turns


class One(NamedTuple):
    address: str
    name: str


def line(*names: str) -> list[One]:
    """a1, a2, b1: two of address a, one of b, in the order of asking."""
    return [One(name[0], name) for name in names]


def served(turns: Turns, waiting: list[One]) -> list[str]:
    """The names in the order in which they get their turns."""
    names = []
    while waiting:
        first = turns.order(waiting)[0]
        turns.give(first)
        waiting.remove(first)
        names.append(first.name)
    return names


def test_one_who_fills_the_line_delays_another_by_one_turn() -> None:
    """Seen: one client with twenty tabs had the whole line."""
    turns = Turns()
    assert served(turns, line("a1", "a2", "a3", "a4", "b1", "b2", "c1")) == [
        *("a1", "b1", "c1", "a2", "b2", "a3", "a4")
    ]


def test_one_who_was_just_served_waits_for_a_newcomer() -> None:
    turns = Turns()
    waiting = line("a1", "a2", "a3")
    turns.give(waiting.pop(0))
    assert [one.name for one in turns.order([*waiting, *line("b1")])] == ["b1", "a2", "a3"]


def test_a_class_behind_one_address_waits_in_the_order_of_asking() -> None:
    assert served(Turns(), line("a3", "a1", "a2")) == ["a3", "a1", "a2"]


@given(st.lists(st.sampled_from("abc"), max_size=12))
def test_the_order_told_is_the_order_served(addresses: list[str]) -> None:
    waiting = [One(address, f"{address}{number}") for number, address in enumerate(addresses)]
    turns = Turns()
    told = [one.name for one in turns.order(waiting)]
    assert sorted(told) == sorted(one.name for one in waiting)
    assert served(turns, waiting) == told


def test_the_wait_is_that_of_the_last_trainings() -> None:
    turns = Turns()
    assert turns.wait(3, 1) is None
    for seconds in (100.0,) * 5 + (10.0, 20.0) * 5:
        turns.took(seconds)
    assert turns.wait(1, 1) == 15.0
    assert turns.wait(4, 2) == 30.0
    assert turns.wait(4, 0) == 60.0
    assert turns.wait(0, 1) is None


def test_addresses_are_kept_no_longer_than_they_are_there() -> None:
    turns = Turns()
    turns.give(One("a", "a1"))
    turns.give(One("b", "b1"))
    turns.forget(line("b2"))
    assert set(turns._given) == {"b"}

"""Links to every page: what its settings allow, and anything else under their names."""

from dataclasses import fields
from typing import Any

from hypothesis import strategies as st

from dlplay.ui import guidance
from dlplay.ui.kept_drawing import Strokes, linked
from dlplay.ui.rooms import ROOMS, Room
from dlplay.ui.settings import Choice, Kind, Number, Subset, Text, from_query, kind_of, to_query
from tests.fuzz.target import Target
from tests.fuzz.values import NASTY, PLAIN, TEXTS
from tests.pages.app import settings_of

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
ASIDE = (
    "lang",
    "lesson",
    "room",
    "term",
    "teacher",
    *guidance.PARAMETERS,
)  # what a link holds beside settings


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
        return st.text(PLAIN, max_size=kind.longest)
    return st.sampled_from([text for text in SOME if allowed(kind, text)])


def allowed(kind: Kind, text: str) -> bool:
    try:
        kind.read(text)
    except ValueError:
        return False
    return True


def kinds_of(page: str) -> dict[str, Kind]:
    """How each setting of a page is declared."""
    kinds = {one.name: kind_of(one) for one in fields(settings_of(page))}
    return kinds | (SLOW if page == "network" else {})


def link(page: str) -> st.SearchStrategy[dict[str, str]]:
    """Settings that a page allows, some of them in the link."""
    return st.fixed_dictionaries({}, optional={name: values(kind) for name, kind in kinds_of(page).items()})


def wild(page: str) -> st.SearchStrategy[dict[str, str]]:
    """The same with other texts in some places, and with what stands beside settings."""
    kinds = kinds_of(page)
    names = st.lists(st.sampled_from([*kinds, "x"]), max_size=4).map(".".join)
    either = {name: st.one_of(values(kind), values(kind), _spoilt(kind)) for name, kind in kinds.items()}
    if page == "network":
        either["steps"] = values(SLOW["steps"])
    beside = {name: st.one_of(TEXTS, names) for name in ASIDE if name not in kinds}
    chosen = st.sets(st.sampled_from([*either, *beside]), max_size=8)
    return chosen.flatmap(
        lambda some: st.fixed_dictionaries({one: (either | beside)[one] for one in sorted(some)})
    )


def _spoilt(kind: Kind) -> st.SearchStrategy[str]:
    """What is nearly right, or not at all."""
    changed = st.builds(
        lambda text, at, piece: text[: at % (len(text) + 1)] + piece + text[at % (len(text) + 1) :],
        values(kind),
        st.integers(0, 1000),
        st.sampled_from(NASTY),
    )
    return st.one_of(TEXTS, changed)


def _opened(page: str) -> Any:
    cls, kinds = settings_of(page), kinds_of(page)

    def answer(query: dict[str, str]) -> None:
        settings, refused = from_query(cls, query)
        assert set(refused) <= set(kinds)
        again, refused = from_query(cls, to_query(settings))  # ten digits of a number stand in an address
        assert not refused
        assert from_query(cls, to_query(again)) == (again, ())
        guidance.read(query, kinds).query()
        for name, kind in kinds.items():
            if isinstance(kind, Strokes):
                linked(getattr(settings, name))

    return answer


def of(room: Room) -> Target:
    """A page's link, read; `pages` opens them."""
    name = room.name
    return Target(f"link of {name}", wild(name), _opened(name), count=1600, short=15, entry=name)


def targets() -> list[Target]:
    return [of(room) for room in ROOMS]

"""Settings and the address bar: what is written is read back, and nothing else is believed."""

from dataclasses import dataclass, fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlplay.ui.memory import settings as memory
from dlplay.ui.network import settings as network
from dlplay.ui.settings import Choice, Number, Settings, Subset, Text, from_query, setting, to_query
from dlplay.ui.train_cnn import settings as train_cnn
from dlplay.ui.train_lstm import settings as train_lstm


@dataclass(frozen=True)
class Example(Settings):
    colour: str = setting("red", Choice(("red", "green")))
    steps: tuple[str, ...] = setting(("a", "b"), Subset(("a", "b", "c")))
    pair: tuple[str, ...] = setting(("a",), Subset(("a", "b", "c"), most=2))
    count: int = setting(3, Number(0, 10))
    rate: float = setting(0.5, Number(-1.0, 2.0, 0.1))
    words: str = setting("", Text(20))


EXAMPLES = st.builds(
    Example,
    colour=st.sampled_from(["red", "green"]),
    steps=st.sets(st.sampled_from("abc")).map(lambda chosen: tuple(sorted(chosen))),
    pair=st.sets(st.sampled_from("abc"), max_size=2).map(lambda chosen: tuple(sorted(chosen))),
    count=st.integers(0, 10),
    rate=st.integers(-10, 20).map(lambda tenths: tenths / 10),
    words=st.text(max_size=20),
)


@given(EXAMPLES)
def test_the_address_brings_every_setting_back(settings: Example) -> None:
    assert from_query(Example, to_query(settings)) == (settings, ())


def test_defaults_are_left_out() -> None:
    assert to_query(Example()) == {}
    assert to_query(Example(count=4, steps=())) == {"count": "4", "steps": ""}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("colour", "Red"),
        ("colour", ""),
        ("steps", "a.z"),
        ("pair", "a.b.c"),
        ("count", "11"),
        ("count", "-1"),
        ("count", "2.5"),
        ("count", "nan"),
        ("count", "9" * 100_000),
        ("rate", "nan"),
        ("rate", "inf"),
        ("rate", "1e400"),
        ("rate", "-1.01"),
        ("rate", ""),
        ("rate", "一"),
        ("words", "x" * 21),
    ],
)
def test_what_is_not_allowed_falls_back_to_the_default_and_is_told(name: str, text: str) -> None:
    settings, refused = from_query(Example, {name: text, "stranger": "ignored"})
    assert settings == Example()
    assert refused == (name,)


@given(st.dictionaries(st.sampled_from([one.name for one in fields(Example)]), st.text(max_size=40)))
def test_no_address_at_all_breaks_a_page(query: dict[str, str]) -> None:
    settings, refused = from_query(Example, query)
    assert from_query(Example, to_query(settings)) == (settings, ())
    assert set(refused) <= set(query)


@pytest.mark.parametrize("rates", [train_cnn.RATES, train_lstm.RATES, memory.RATES, network.RATES])
def test_learning_rates_end_where_a_training_already_fails(rates: tuple[str, ...]) -> None:
    """Seen: a slider to 1e9, whose upper half looked alike."""
    assert 1 <= float(rates[-1]) <= 10
    assert sorted(map(float, rates)) == list(map(float, rates))

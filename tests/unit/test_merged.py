"""What two widgets said at once and a browser sends as one part's word: in the test of the parts for real."""

from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.scriptrunner import RerunData
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.common import WidgetMetadata

from dlplay.ui import merged, widget_values

ID = "$$ID-hash-"


class Session:
    """One of Streamlit's whose page has drawn widgets in parts of it, of which one stands in another."""

    def __init__(self, **parts: str | None):
        self.storage, self.state = MemoryFragmentStorage(), SessionState()
        self.storage.register("part", lambda: None)
        self.storage.register("inner", lambda: None, parent_fragment_id="part")
        self.storage.register("other", lambda: None)
        for name, part in parts.items():
            self.state._set_widget_metadata(metadata(name, part))
            self.state._new_widget_state.set_from_value(ID + name, 1.0)

    def hears(self, *parts: str, **values: Any) -> list[str]:
        """What is run for a word of these parts."""
        said = WidgetStates()
        for name, value in values.items():
            field = "trigger_value" if isinstance(value, bool) else "double_value"
            said.widgets.add(id=ID + name, **{field: value})
        context: Any = SimpleNamespace(
            fragment_storage=self.storage, session_state=SimpleNamespace(_state=self.state)
        )
        asked = RerunData(widget_states=said, fragment_id_queue=[*parts], is_auto_rerun=True)
        heard = merged.heard(asked, context)
        assert heard is asked or not heard.is_auto_rerun
        return heard.fragment_id_queue


def metadata(name: str, part: str | None) -> WidgetMetadata[float]:
    def read(value: float | None) -> float:
        if value is not None and value > 100:
            raise ValueError
        return 1.0 if value is None else value

    sort = "trigger_value" if name == "button" else "double_value"
    return WidgetMetadata(ID + name, read, lambda value: value, sort, fragment_id=part)


@pytest.mark.parametrize("where", [None, "other"])
def test_what_moved_elsewhere_asks_for_the_whole_page(where: str | None) -> None:
    session = Session(inside="part", outside=where)
    assert session.hears("part", inside=2.0, outside=1.0) == ["part"]  # told for the first time, and known
    assert session.hears("part", inside=3.0, outside=1.0) == ["part"]
    assert session.hears("part", inside=3.0, outside=2.0) == []
    assert session.hears("part", "other", inside=3.0, outside=3.0) == (["part", "other"] if where else [])


def test_what_moved_before_anything_was_told_of_it_asks_for_the_whole_page() -> None:
    assert Session(outside=None).hears("part", outside=2.0) == []


def test_what_stands_in_the_part_or_within_it_asks_for_the_part() -> None:
    session = Session(inside="part", within="inner")
    assert session.hears("part", inside=2.0, within=2.0) == ["part"]
    assert session.hears("inner", inside=3.0, within=2.0) == []


def test_a_button_elsewhere_counts_when_it_was_pressed() -> None:
    session = Session(inside="part", button=None)
    assert session.hears("part", inside=2.0, button=False) == ["part"]
    assert session.hears("part", inside=2.0, button=True) == []


def test_what_the_server_has_set_is_no_move() -> None:
    session = Session(inside="part", outside=None)
    session.hears("part", inside=1.0, outside=1.0)
    session.state._new_widget_state.set_from_value(ID + "outside", 5.0)
    assert session.hears("part", inside=2.0, outside=5.0) == ["part"]


def test_what_cannot_be_or_is_of_no_widget_is_no_move(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merged.WStates, "__getitem__", widget_values._checked)
    session = Session(outside=None)
    assert session.hears("part", outside=101.0, unknown=2.0) == ["part"]


def test_a_word_of_the_whole_page_and_a_run_without_words_stay_what_they_are() -> None:
    session = Session(outside=None)
    assert session.hears(outside=2.0) == []
    context: Any = SimpleNamespace()
    assert merged.heard(RerunData(fragment_id_queue=["part"]), context).fragment_id_queue == ["part"]

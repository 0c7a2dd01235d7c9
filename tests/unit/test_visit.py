"""What a tab owns comes back to it after a reload, and to no other tab."""

from types import SimpleNamespace

import pytest
import streamlit as st

from dlplay.ui import said_again, visit
from dlplay.ui.visit import Visit, Visits


@pytest.fixture
def connected() -> set[str]:
    return {"first"}


@pytest.fixture
def visits(connected: set[str], monkeypatch: pytest.MonkeyPatch) -> Visits:
    one = Visits(connected.__contains__)
    monkeypatch.setattr(visit, "VISITS", one)
    monkeypatch.setattr("streamlit.session_state", {})
    return one


def begun(visits: Visits, session: str = "first") -> Visit:
    one = Visit(session=session, things={"runs": [1, 2]})
    visits.keep(one)
    return one


def told(name: str, reloaded: bool = False) -> None:
    """A new session hears from its tab."""
    st.session_state = {visit.KEY: SimpleNamespace(back={"name": name, "reloaded": reloaded})}
    visit._come_back()


def test_a_tab_that_was_reloaded_has_its_trainings_again_and_its_name(visits, connected) -> None:
    before = begun(visits)
    connected.clear()
    told(before.name)
    assert st.session_state["runs"] == [1, 2]
    assert visit.current() is before
    assert visit.TOLD not in st.session_state


def test_a_copied_tab_begins_anew_and_is_told(visits) -> None:
    before = begun(visits)
    told(before.name)
    assert "runs" not in st.session_state
    assert said_again.to_say(visit.TOLD) == "elsewhere"
    assert visit.current().name != before.name


def test_a_reload_is_believed_though_the_old_connection_seems_to_live(visits) -> None:
    before = begun(visits)
    told(before.name, reloaded=True)
    assert visit.current() is before


def test_a_visit_that_came_back_is_no_longer_to_be_had_by_a_copy(visits, connected) -> None:
    before = begun(visits)
    connected.clear()
    connected.add("second")
    assert visits.claim(before.name, "second", reloaded=False) is before
    assert visits.claim(before.name, "third", reloaded=False) == "elsewhere"


@pytest.mark.parametrize("name", ["", "guessed", "None"])
def test_an_unknown_name_is_told_and_gives_nothing(visits, name: str) -> None:
    begun(visits)
    told(name)
    assert said_again.to_say(visit.TOLD) == "gone"
    assert "runs" not in st.session_state


def test_what_was_begun_meanwhile_is_not_thrown_away(visits, connected) -> None:
    before = begun(visits)
    connected.clear()
    visit.keep("runs", [3])
    st.session_state[visit.KEY] = SimpleNamespace(back={"name": before.name})
    visit._come_back()
    assert st.session_state["runs"] == [3]


def test_a_visit_without_a_connection_is_kept_for_a_while_and_as_many_as_a_class(
    visits, connected, monkeypatch: pytest.MonkeyPatch
) -> None:
    connected.clear()
    many = [begun(visits, f"{number}") for number in range(visit.MOST_LEFT + 5)]
    assert visits.claim(many[0].name, "new", False) == "gone"
    assert visits.claim(many[-1].name, "new", False) is many[-1]
    now = visit.time.monotonic()
    monkeypatch.setattr(visit.time, "monotonic", lambda: now + visit.KEPT_FOR + 1)
    assert visits.claim(many[-2].name, "new", False) == "gone"

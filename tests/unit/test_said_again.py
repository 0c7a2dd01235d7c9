"""What is said once to a browser is said in every run of a few seconds, and then no more."""

import pytest

from dlplay.ui import said_again


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1000.0]
    monkeypatch.setattr("streamlit.session_state", {})
    monkeypatch.setattr(said_again.time, "monotonic", lambda: now[0])
    return now


def test_a_run_that_is_cut_short_has_not_said_it_for_the_next(clock) -> None:
    said_again.say("told", "gone")
    clock[0] += 3600  # nobody has asked for a picture yet
    assert said_again.to_say("told") == "gone"
    clock[0] += said_again.LONG / 2
    assert said_again.to_say("told") == "gone"


def test_after_a_while_it_is_said_no_more_until_it_is_new(clock) -> None:
    said_again.say("told")
    assert said_again.to_say("told")
    clock[0] += said_again.LONG + 0.1
    assert said_again.to_say("told") is None
    assert said_again.to_say("told") is None
    said_again.say("told")
    assert said_again.to_say("told")


def test_nothing_is_said_where_nothing_was(clock) -> None:
    assert said_again.to_say("told") is None

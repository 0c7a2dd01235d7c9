"""What a page says to a server that has never seen it: the browser's test of the class does it for real."""

import pytest
from streamlit.proto.ClientState_pb2 import ClientState

from dlplay.ui import reconnected


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[ClientState | None]:
    """What Streamlit was asked to run."""
    found: list[ClientState | None] = []
    monkeypatch.setattr(reconnected, "_requested", lambda session, state: found.append(state))
    return found


class Session:
    """One of Streamlit's, which forgets who ran its page as soon as that is done."""

    _scriptrunner = None


def test_the_first_message_of_a_session_asks_for_the_whole_page(asked: list) -> None:
    part = ClientState(query_string="slope=1", fragment_id="of another server", is_auto_rerun=True)
    part.widget_states.widgets.add(id="a slider", double_value=2)
    reconnected._request_rerun(Session(), part)
    (whole,) = asked
    assert (whole.query_string, whole.fragment_id, whole.is_auto_rerun) == ("slope=1", "", False)
    assert whole.widget_states == part.widget_states
    assert part.fragment_id  # the message itself stays as it came


@pytest.mark.parametrize("first", [ClientState(page_name="losses"), ClientState(fragment_id="old"), None])
def test_later_ones_and_whole_pages_are_as_they_were(asked: list, first: ClientState | None) -> None:
    session, part = Session(), ClientState(fragment_id="of this page")
    reconnected._request_rerun(session, first)
    for _ in range(3):  # each when the run before it is over
        reconnected._request_rerun(session, part)
    assert asked[0] is first or first.fragment_id
    assert all(one is part for one in asked[1:])
    assert len(asked) == 4

"""What a page says to a server that has never seen it: the browser's test of the class does it for real."""

from types import SimpleNamespace

import pytest
from streamlit.proto.ClientState_pb2 import ClientState

from dlplay.ui import reconnected


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[ClientState | None]:
    """What Streamlit was asked to run."""
    found: list[ClientState | None] = []
    monkeypatch.setattr(reconnected, "_requested", lambda session, state: found.append(state))
    return found


def test_the_first_message_of_a_session_asks_for_the_whole_page(asked: list) -> None:
    part = ClientState(query_string="slope=1", fragment_id="of another server", is_auto_rerun=True)
    part.widget_states.widgets.add(id="a slider", double_value=2)
    reconnected._request_rerun(SimpleNamespace(_scriptrunner=None), part)
    (whole,) = asked
    assert (whole.query_string, whole.fragment_id, whole.is_auto_rerun) == ("slope=1", "", False)
    assert whole.widget_states == part.widget_states
    assert part.fragment_id  # the message itself stays as it came


def test_later_ones_and_whole_pages_are_as_they_were(asked: list) -> None:
    part, page = ClientState(fragment_id="of this page"), ClientState(page_name="losses")
    reconnected._request_rerun(SimpleNamespace(_scriptrunner=object()), part)
    reconnected._request_rerun(SimpleNamespace(_scriptrunner=None), page)
    reconnected._request_rerun(SimpleNamespace(_scriptrunner=None), None)
    assert asked[0] is part
    assert asked[1] is page
    assert asked[2] is None

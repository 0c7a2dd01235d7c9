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
    """One of Streamlit's, with the parts that its page has."""

    def __init__(self, *parts: str):
        self.has_fragment = parts.__contains__


PAGE = ClientState(page_name="losses")


@pytest.mark.parametrize(("earlier", "auto"), [([], True), ([], False), ([PAGE], False), ([None], False)])
def test_a_part_that_the_session_does_not_know_stands_for_the_whole_page(
    asked: list, earlier: list, auto: bool
) -> None:
    part = ClientState(query_string="slope=1", fragment_id="of another server", is_auto_rerun=auto)
    part.widget_states.widgets.add(id="a slider", double_value=2)
    session = Session("of this page")
    for one in (*earlier, part):
        reconnected._request_rerun(session, one)
    whole = asked[-1]
    assert (whole.query_string, whole.fragment_id, whole.is_auto_rerun) == ("slope=1", "", False)
    assert whole.widget_states == part.widget_states
    assert part.fragment_id  # the message itself stays as it came


def test_known_parts_whole_pages_and_clocks_of_parts_that_are_gone_are_as_they_were(asked: list) -> None:
    said = [PAGE, None, ClientState(fragment_id="known"), ClientState(fragment_id="gone", is_auto_rerun=True)]
    session = Session("known")
    for one in said:
        reconnected._request_rerun(session, one)
    assert all(one is other for one, other in zip(asked, said, strict=True))

"""What a page sends a class that opens it for the first time."""

import pytest

from dlplay.ui.rooms import ROOMS
from tests.pages.app import open_page

HEAVY = ("plotly_chart", "arrow_data_frame", "arrow_vega_lite_chart", "deck_gl_json_chart")


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_no_first_visit_loads_a_large_library(room) -> None:
    """Plotly's code alone is 57 MB for forty: it comes with the view that draws in three dimensions."""
    app = open_page(f"{room.section}/{room.name}")
    assert [kind for kind in HEAVY if app.get(kind)] == []

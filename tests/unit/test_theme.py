"""The theme that each run sends, copied, against Streamlit's own way of writing it."""

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import NewSession

from dlplay.ui import theme


@pytest.mark.parametrize("part", ["", "light", "dark", "sidebar", "light.sidebar", "dark.sidebar"])
def test_a_copied_theme_is_the_one_that_streamlit_writes(part: str) -> None:
    section = f"theme.{part}".rstrip(".")
    copied, expected = NewSession(), NewSession()
    for session, write in ((copied, theme._copied), (expected, theme.written)):
        place = session.custom_theme
        for name in filter(None, part.split(".")):
            place = getattr(place, name)
        write(place, section)
    assert copied.SerializeToString() == expected.SerializeToString()
    named = any(value is not None for value in config.get_options_for_section(section).values())
    assert bool(copied.ByteSize()) == named

"""The theme, written once.

Streamlit sends it with every run of a page, and makes it anew each time from some three hundred options of
its configuration: 0.6 ms, a fifteenth of what a bare page costs.
"""

from functools import cache

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

written = app_session._populate_theme_msg


def install() -> None:
    """From now on each run sends a copy; a change of the configuration shows at the next start."""
    app_session._populate_theme_msg = _copied  # Streamlit has no hook here


def _copied(msg: CustomThemeConfig, section: str = "theme") -> None:
    theme = _section(section)
    if theme.ByteSize():  # a copy of nothing would count as a theme
        msg.MergeFrom(theme)


@cache
def _section(name: str) -> CustomThemeConfig:
    theme = CustomThemeConfig()
    written(theme, name)
    return theme

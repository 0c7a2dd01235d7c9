"""What all page tests share: an app in Streamlit's harness costs no more than the page that it shows."""

from collections.abc import Iterator

import pytest

from dlplay.ui import language
from tests.pages.app import light_harness


@pytest.fixture(scope="session", autouse=True)
def light() -> Iterator[None]:
    with light_harness():
        yield


@pytest.fixture(autouse=True)
def no_language_left() -> Iterator[None]:
    """What a test sets for the harness (`open_page`) is none of the next one's."""
    yield
    language._known.set(None)

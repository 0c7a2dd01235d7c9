"""What all page tests share: an app in Streamlit's harness costs no more than the page that it shows."""

from collections.abc import Iterator
from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.scriptrunner import script_runner

from dlplay.ui import language


@pytest.fixture(scope="session", autouse=True)
def light_harness() -> Iterator[None]:
    """What all installed packages say of themselves is read once; and Keras, never loaded where pages run for
    people, is not cleared after every run."""
    scan = cache(manifest_scanner.scan_component_manifests)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        patch.setattr(script_runner, "_clean_problem_modules", lambda: None)
        yield


@pytest.fixture(autouse=True)
def no_language_left() -> Iterator[None]:
    """What a test sets for the harness (`open_page`) is none of the next one's."""
    yield
    language._known.set(None)

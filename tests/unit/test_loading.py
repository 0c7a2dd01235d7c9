"""What is imported before the server answers, and what before the first page."""

import gc
import subprocess
import sys
from pathlib import Path

import pytest
from streamlit import delta_generator

from dlplay.assets import AssetError
from dlplay.digits import network
from dlplay.ui import loading

ROOT = Path(__file__).parents[2]
HEAVY = {"numpy", "pandas", "pyarrow", "dlplay.ui.cache"}
BEFORE = "import sys, app; print(*sys.modules)"
OPENED = """
import sys
from dlplay.ui import component, rooms
from tests.pages.app import open_page
component.install()
for room in rooms.ROOMS:
    open_page(f"{room.section}/{room.name}")
print(*sys.modules)
"""


def imported_by(script: str) -> set[str]:
    """All modules that a process of its own has imported when the script has run."""
    command = [sys.executable, "-c", script]
    return set(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split())


def test_the_server_answers_before_what_only_pages_need_is_imported() -> None:
    assert not HEAVY & imported_by(BEFORE)


def test_no_page_opens_with_what_only_tables_need() -> None:
    """Seen: half a second and 70 MB, since Streamlit asked pandas of each list that a component got."""
    found = imported_by(OPENED)
    assert "dlplay.ui.memory.run" in found
    assert not {"pandas", "pyarrow"} & found


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Nothing of this process is frozen or imported; what was asked for."""
    asked: list[str] = []
    monkeypatch.setattr(gc, "freeze", lambda: asked.append("freeze"))
    monkeypatch.setattr(loading.importlib, "import_module", asked.append)
    monkeypatch.setattr(delta_generator, "_use_warning_has_been_displayed", False)
    return asked


def test_all_that_is_loaded_is_exempt_from_collection(still: list[str]) -> None:
    loading.load()
    assert still == [*loading.MODULES, "freeze"]
    assert gc.isenabled()
    assert delta_generator._use_warning_has_been_displayed


def test_a_damaged_network_is_told_in_the_log_and_the_server_goes_on(
    still: list[str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def damaged() -> None:
        raise AssetError(Path("digits.npz"), "is damaged", "python -m dlplay.training digits")

    monkeypatch.setattr(network, "load", damaged)
    loading.load()
    assert "digits.npz" in caplog.text
    assert still[-1] == "freeze"

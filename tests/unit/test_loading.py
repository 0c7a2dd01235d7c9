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


def test_the_server_answers_before_what_only_pages_need_is_imported() -> None:
    imported = subprocess.run(
        [sys.executable, "-c", BEFORE], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not HEAVY & set(imported.stdout.split())


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

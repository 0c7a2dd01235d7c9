"""The JavaScript of the house: its own tests, run by the Node that Playwright's package brings."""

import subprocess
from pathlib import Path

import pytest
from playwright._impl._driver import compute_driver_executable

ROOT = Path(__file__).parents[2]
SUITES = sorted((ROOT / "tests/javascript").glob("*.test.*js"))
NODE = compute_driver_executable()[0]
LONGEST = 60_000  # milliseconds until a test that waits in vain is ended


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.name)
def test_a_suite_passes(suite: Path) -> None:
    command = [NODE, "--test", f"--test-timeout={LONGEST}", "--test-reporter=dot", suite]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


def test_there_are_suites() -> None:
    assert "components.test.js" in {suite.name for suite in SUITES}

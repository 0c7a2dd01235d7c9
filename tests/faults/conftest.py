"""Pages in the harness are as light here as in their own folder; what was measured is told at the end."""

from tests.faults.figures import pytest_terminal_summary
from tests.pages.conftest import light_harness, no_language_left

__all__ = ["light_harness", "no_language_left", "pytest_terminal_summary"]

"""Pages in the harness are as light here as in their own folder."""

from tests.pages.conftest import light_harness, no_language_left

__all__ = ["light_harness", "no_language_left"]

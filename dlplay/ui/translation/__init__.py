"""The views of the page on translation."""

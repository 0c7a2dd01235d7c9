"""The views of the page on recommendation."""

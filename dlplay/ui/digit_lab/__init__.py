"""The views of the page inside a CNN."""

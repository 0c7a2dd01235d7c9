"""The views of the page on summaries."""

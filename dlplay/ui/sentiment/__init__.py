"""The views of the page on sentences judged."""

"""The page on summaries."""

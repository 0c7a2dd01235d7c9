"""The panels of the page on training a character model."""

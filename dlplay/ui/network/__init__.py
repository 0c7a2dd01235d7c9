"""The panels of the page on a network that trains."""

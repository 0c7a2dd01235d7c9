"""The panels of the page on which a CNN is trained."""

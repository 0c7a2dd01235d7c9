"""The views of the page on loss functions."""

"""The views of the page on optimizers."""

"""The views of the Shakespeare page."""

"""The panels of the digit page."""

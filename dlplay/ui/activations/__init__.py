"""The panels of the activations page."""

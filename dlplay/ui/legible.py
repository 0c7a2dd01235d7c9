"""Words in a colour, or on one, that can be read in both themes; component.js has the same."""

GROUND = (
    55  # percent: the most of any colour beneath words, mixed with nothing, on which either ink can be read
)


def legible(colour: str) -> str:
    """The colour of words that are told apart by it, as CSS; lines and areas have the colour itself.

    Its hue, as dark in a light theme and as light in a dark one as WCAG's 4.5 : 1 asks for on every ground
    that the themes have (success criterion 1.4.3); the bounds are lightnesses of Oklch.
    """
    return f"light-dark(oklch(from {colour} min(l, 0.5) c h), oklch(from {colour} max(l, 0.68) c h))"

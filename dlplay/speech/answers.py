"""The numbers in the answers to what the page on speech asks."""

from dlplay.speech import recognise
from dlplay.speech.features import RATE
from dlplay.speech.samples import VOICES, load


def numbers(language: str) -> dict[str, str]:
    """How many of the ten English digits are heard right by each voice that ships."""
    english = load()[0]
    right = [
        [recognise(sound, RATE).argmax() == digit for digit, sound in enumerate(voice)] for voice in english
    ]
    return {f"right_{voice + 1}": str(sum(right[voice])) for voice in range(VOICES)}

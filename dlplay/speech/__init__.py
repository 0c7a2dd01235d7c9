"""Which digit was spoken? English and Chinese, one small network that learned from synthetic voices.

from dlplay.speech import recognise
recognise(samples, 44_100)  # ten probabilities
"""

import numpy as np

from dlplay.speech.features import Spectrogram, at_8_kilohertz, spectrogram, word_at
from dlplay.speech.network import LANGUAGES, Trace, forward, load

SLOWEST, FASTEST = 8_000, 96_000  # samples a second
LONGEST = 20.0  # seconds

__all__ = ["FASTEST", "LANGUAGES", "LONGEST", "SLOWEST", "hear", "recognise"]


def recognise(samples: np.ndarray, rate: float, language: str = "en") -> np.ndarray:
    """The probabilities (10,) of the digits 0 to 9 for a spoken one: softmax of z of `dlplay.speech.network`.

    Args:
        samples: (n,) float, mono; how loud does not matter.
        rate: samples a second, 8,000 to 96,000.
        language: "en" or "zh".

    Returns:
        0.1 each where nothing is heard.

    Raises:
        ValueError: for another shape, rate or language, numbers that are not finite, or over `LONGEST`
        seconds.
        AssetError: if the network is missing or not the recorded one.
    """
    if language not in LANGUAGES:
        raise ValueError(f"language must be one of {LANGUAGES}, got {language!r}")
    sound = heard(samples, rate)
    try:
        word = word_at(sound)
    except ValueError:
        return np.full(10, 0.1)
    return hear(sound[slice(*word)])[1].probabilities(language)


def heard(samples: np.ndarray, rate: float) -> np.ndarray:
    """A recording at 8,000 samples a second, once it is known to be one.

    Raises:
        ValueError: as `recognise`.
    """
    samples = np.asarray(samples, np.float32)
    if samples.ndim != 1 or not len(samples):
        raise ValueError(f"samples must be one row of numbers, got shape {samples.shape}")
    if not SLOWEST <= rate <= FASTEST:
        raise ValueError(f"rate must be {SLOWEST} to {FASTEST} samples a second, got {rate}")
    if len(samples) > LONGEST * rate:
        raise ValueError(f"samples must last at most {LONGEST:.0f} s, got {len(samples) / rate:.1f} s")
    if not np.isfinite(samples).all():
        raise ValueError("samples must be finite")
    return at_8_kilohertz(samples, rate)


def hear(word: np.ndarray) -> tuple[Spectrogram, Trace]:
    """Every step for a word of (n,) samples at 8,000 a second: its picture, what the network makes of it."""
    picture = spectrogram(word)
    return picture, forward(picture.picture, load())

"""Spoken digits that ship: two synthetic voices of each language, from words that were held out.

`python -m dlplay.training speech` writes them: of English Piper's Joe, then espeak-ng; of Chinese espeak-ng
twice.
"""

import io
from functools import cache

import numpy as np

from dlplay.assets import DATA, parsing, read_checked
from dlplay.speech.eight_bits import unpack
from dlplay.speech.network import DIGITS, LANGUAGES, REBUILD

FILE = DATA / "spoken.npz"
VOICES = 2


@cache
def load() -> np.ndarray:
    """All of them: an array of sounds (languages, voices, digits), each (n,) at 8,000 samples a second.

    Raises:
        AssetError: if the file is missing or not the recorded one.
    """
    data = read_checked(FILE, REBUILD)
    with parsing(FILE, REBUILD), np.load(io.BytesIO(data), allow_pickle=False) as file:
        sound, lengths = unpack(file["sound"]), file["lengths"]
        parts = np.split(sound, np.cumsum(lengths)[:-1])
        if len(parts) != len(LANGUAGES) * VOICES * DIGITS:
            raise ValueError(len(parts))
    sounds = np.empty(len(parts), object)
    for number, part in enumerate(parts):
        part.flags.writeable = False  # threads share what is loaded once
        sounds[number] = part
    return sounds.reshape(len(LANGUAGES), VOICES, DIGITS)


def sample(language: str, voice: int, digit: int) -> np.ndarray:
    """One of them, (n,) at 8,000 samples a second."""
    return load()[LANGUAGES.index(language), voice, digit]

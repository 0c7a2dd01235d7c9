"""The words that train and test the speech network in one file: 8,000 samples a second, 8 bits each."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from dlplay.speech import eight_bits
from dlplay.speech.features import at_8_kilohertz, word_at
from dlplay.speech.network import LANGUAGES
from dlplay.training.speech_synthesis import Spoken


class Words(NamedTuple):
    """N words; samples of each with a little silence around it.

    language: numbers into `LANGUAGES`. weight: how often each is drawn.
    """

    samples: list[np.ndarray]
    digit: np.ndarray
    language: np.ndarray
    family: np.ndarray
    voice: np.ndarray
    weight: np.ndarray

    def chosen(self, which: np.ndarray) -> "Words":
        """Those where `which` (N,) is true."""
        samples = [one for one, keep in zip(self.samples, which, strict=True) if keep]
        return Words(samples, *(array[which] for array in self[1:]))


def collect(spoken: Iterable[Spoken]) -> Words:
    """Each word cut out of what was said; where nothing is heard, nothing is kept."""
    kept, samples = [], []
    for one in spoken:
        sound = at_8_kilohertz(one.samples, one.rate)
        try:
            start, stop = word_at(sound)
        except ValueError:
            continue
        kept.append(one)
        samples.append(sound[start:stop] / np.abs(sound).max())
    return Words(
        samples,
        np.array([one.digit for one in kept]),
        np.array([LANGUAGES.index(one.language) for one in kept]),
        np.array([one.family for one in kept]),
        np.array([one.voice for one in kept]),
        np.ones(len(kept)),
    )


def save(words: Words, path: Path) -> None:
    """Write the words to an `.npz` file."""
    sound = np.concatenate(words.samples)
    lengths = np.array([len(one) for one in words.samples])
    known = {name: array for name, array in words._asdict().items() if name != "samples"}
    np.savez_compressed(path, allow_pickle=False, sound=eight_bits.pack(sound), lengths=lengths, **known)


def load(path: Path) -> Words:
    """The words of a file of `save`."""
    with np.load(path, allow_pickle=False) as file:
        samples = np.split(eight_bits.unpack(file["sound"]), np.cumsum(file["lengths"])[:-1])
        return Words(samples, *(file[name] for name in Words._fields[1:]))


def parted(words: Words, families: tuple[str, ...], drawn: dict[str, float]) -> tuple[Words, Words]:
    """Those that train, each drawn as often as its family is, and those held out.

    Args:
        families: held out whole. Of the others every tenth voice is.
    """
    voices = np.array([f"{family} {voice}" for family, voice in zip(words.family, words.voice, strict=True)])
    names = np.unique(voices)
    apart = np.isin(voices, names[::10]) | np.isin(words.family, families)
    weight = np.array([drawn.get(family, 1.0) for family in words.family])
    weighed = words._replace(weight=weight)
    return weighed.chosen(~apart), weighed.chosen(apart)

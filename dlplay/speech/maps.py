"""What the three convolutions make of a word: which of their maps it excites most, and which words do.

Notation: r_c the mean of map c, after its relu, over all its places; r_c(w) for the word w of the 20 that
ship, the mean of its two voices; μ_c and σ_c mean and deviation of these 20.
    a word excites a map by  (r_c - μ_c) / σ_c          more or less than words do on average
Left out: what a unit would like best of all; these are words that exist.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from dlplay.speech import hear
from dlplay.speech.features import word_at
from dlplay.speech.network import DIGITS, LANGUAGES, Trace
from dlplay.speech.samples import load

LAYERS = "first", "second", "third"


class Word(NamedTuple):
    """One of the words that ship."""

    language: str
    digit: int


class Map(NamedTuple):
    """One map of a layer, and what it answers to.

    number: from 0. values: float32 (H, W). excited: (r - μ) / σ by this word.
    words: those that ship, the one that excites it most first.
    """

    number: int
    values: np.ndarray
    excited: float
    words: tuple[Word, ...]


def strongest(trace: Trace, layer: str, count: int, words: int = 3) -> list[Map]:
    """The maps of a layer that a word excites most, compared with how other words do.

    Args:
        layer: of `LAYERS`.
        count: of maps. words: that are told of each.
    """
    maps = getattr(trace, layer)
    known = responses()[layer]
    excited = (maps.mean(axis=(0, 1)) - known.mean(axis=0)) / np.maximum(known.std(axis=0), 1e-6)
    return [
        Map(
            int(number),
            maps[..., number],
            float(excited[number]),
            tuple(_word(int(at)) for at in np.argsort(-known[:, number], kind="stable")[:words]),
        )
        for number in np.argsort(-excited, kind="stable")[:count]
    ]


@cache
def responses() -> dict[str, np.ndarray]:
    """r_c(w) of each layer, (20, C): the ten English words, then the Chinese; read once."""
    found: dict[str, list[np.ndarray]] = {layer: [] for layer in LAYERS}
    for voices in load():
        for digit in range(DIGITS):
            traces = [hear(sound[slice(*word_at(sound))])[1] for sound in voices[:, digit]]
            for layer in LAYERS:
                found[layer].append(
                    np.mean([getattr(one, layer).mean(axis=(0, 1)) for one in traces], axis=0)
                )
    return {layer: np.array(rows) for layer, rows in found.items()}


def _word(at: int) -> Word:
    return Word(LANGUAGES[at // DIGITS], at % DIGITS)

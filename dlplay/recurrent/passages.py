"""Passages of the bundled plays: what a character network reads, and the character that follows."""

from functools import cache

import numpy as np

from dlplay.text import model_files, plays
from dlplay.text.vocabulary import Vocabulary

READ = "hamlet"  # only ever read; the other plays train
EYE = np.eye(model_files.PLAYS_CHARACTERS, dtype=np.float32)


@cache
def vocabulary() -> Vocabulary:
    """The 65 characters of every shipped character model."""
    return model_files.load_weights("small")[1]


@cache
def numbers(play: str) -> np.ndarray:
    """A play as character numbers, (n,) int32."""
    return vocabulary().encode(vocabulary().fit(plays.load(play)).text)


def starts(random: np.random.Generator, play: str, count: int, length: int) -> np.ndarray:
    """Where `count` random passages of `length` characters and one more begin."""
    return random.integers(len(numbers(play)) - length - 1, size=count)


def batch(random: np.random.Generator, count: int, length: int) -> tuple[np.ndarray, np.ndarray]:
    """Passages of Hamlet: x (B, T, 65) one-hot, and the number of the character that comes next, (B,)."""
    places = starts(random, READ, count, length)[:, None] + np.arange(length + 1)
    passages = numbers(READ)[places]
    return EYE[passages[:, :-1]], passages[:, -1]

"""Sentences as vectors: the mean of their words' vectors, in which rare words weigh more.

Source of the weights: Arora, Liang and Ma, "A simple but tough-to-beat baseline for sentence embeddings",
2017 (smooth inverse frequency, SIF).  The direction that all sentences share is taken out of the words in
training.
"""

from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

import numpy as np

from dlplay.assets import MODELS, load_arrays, load_facts, parsing, read_checked

WEIGHTS, VOCABULARY, FACTS = (MODELS / f"summary.{kind}" for kind in ("npz", "txt", "json"))
REBUILD = "python -m dlplay.training summary"
SMOOTHING = 1e-4  # a: a word of this share of all words has half the weight of a rare one
UNKNOWN = -np.log(1e-6)  # how rare a word counts that the vocabulary does not have


class Vectors(NamedTuple):
    """Words and what was learned about them.

    places: the row of each word.
    table: (V, d), each row of length 1 but those without meaning, which are 0.
    rarity: (V,), -ln p of a word that is the share p of all words of its language.
    """

    places: dict[str, int]
    table: np.ndarray
    rarity: np.ndarray


@cache
def load() -> Vectors:
    """The shipped vectors, read once.

    Raises:
        AssetError: if a file is missing or not the recorded one.
    """
    with parsing(VOCABULARY, REBUILD):
        names = read_checked(VOCABULARY, REBUILD).decode("utf-8").split("\n")
    size = load_facts(FACTS, REBUILD, "settings.size")["settings"]["size"]
    arrays = load_arrays(WEIGHTS, {"table": (len(names), size), "rarity": (len(names),)}, REBUILD)
    places = {name: place for place, name in enumerate(names)}
    known = Vectors(places, arrays["table"].astype(np.float32), arrays["rarity"].astype(np.float32))
    known.table.flags.writeable = known.rarity.flags.writeable = False  # threads share what is loaded once
    return known


def weights(names: Sequence[str], vectors: Vectors) -> np.ndarray:
    """a / (a + p) of each word, in (0, 1): near 1 for a rare one; 0 for one that has no vector. (T,)"""
    known = [vectors.places.get(name, -1) for name in names]
    share = np.exp(-vectors.rarity[known].astype(float))
    return np.where(np.array(known, int) >= 0, SMOOTHING / (SMOOTHING + share), 0.0)


def means(sentences: Sequence[Sequence[str]], vectors: Vectors) -> np.ndarray:
    """Of each sentence the weighted mean of its words' vectors, 0 where none has one. (n, d)"""
    result = np.zeros((len(sentences), vectors.table.shape[1]))
    for row, names in zip(result, sentences, strict=True):
        weight = weights(names, vectors)
        if weight.any():
            known = [vectors.places.get(name, 0) for name in names]  # those without a vector weigh 0
            row[:] = weight @ vectors.table[known] / weight.sum()
    return result


def counts(sentences: Sequence[Sequence[str]], vectors: Vectors) -> np.ndarray:
    """Of each sentence how often each word of the text stands in it, times the word's rarity: tf-idf.

    -ln p stands for the idf: one text has no other documents to count in. (n, words)
    """
    columns = {name: place for place, name in enumerate(dict.fromkeys(chain.from_iterable(sentences)))}
    result = np.zeros((len(sentences), len(columns)))
    for row, names in zip(result, sentences, strict=True):
        for name in names:
            place = vectors.places.get(name)
            row[columns[name]] += UNKNOWN if place is None else vectors.rarity[place]
    return result

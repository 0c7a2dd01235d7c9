"""The sentences with a label: `assets/data/sentiment.tsv`, written by hand for this project, line by line.

English and Chinese were written each as its speakers talk; some say the same, none word by word.  Of every
domain and label about 51 sentences train and 8 are held out, chosen by chance within each kind; no held-out
one is near to one that trains (`near`).  Irony, labelled by what is meant, trains nothing.
"""

from functools import cache
from typing import NamedTuple

from dlplay.assets import ASSETS, parsing, read_checked

FILE = ASSETS / "data" / "sentiment.tsv"
REBUILD = "git checkout -- assets/data"
LANGUAGES = ("en", "zh")
KINDS = ("plain", "negation", "contrast", "degree", "idiom", "indirect", "irony")
HEAD = "language\tdomain\tlabel\tkind\tsplit\ttext"


class Sentence(NamedTuple):
    """A sentence and what is known of it.

    label: 1 for positive, 0 for negative.
    kind: one of `KINDS`, or "template" for a generated one.
    split: "train" or "test".
    """

    language: str
    domain: str
    label: int
    kind: str
    split: str
    text: str


@cache
def load() -> tuple[Sentence, ...]:
    """All sentences in the order of the file, read once.

    Raises:
        AssetError: if the file is missing or not the recorded one.
    """
    data = read_checked(FILE, REBUILD)
    with parsing(FILE, REBUILD):
        head, *lines = data.decode("utf-8").splitlines()
        if head != HEAD:
            raise ValueError(head)
        rows = [line.split("\t") for line in lines]
        return tuple(
            Sentence(language, domain, int(label), kind, split, text)
            for language, domain, label, kind, split, text in rows
        )


def training(language: str) -> list[Sentence]:
    """Those from which a network may learn."""
    return [one for one in load() if one.language == language and one.split == "train"]


def held_out(language: str) -> list[Sentence]:
    """Those that only measure, without irony."""
    return [one for one in load() if one.language == language and one.split == "test" and one.kind != "irony"]


def ironic(language: str) -> list[Sentence]:
    """What is said the other way round, labelled by what is meant."""
    return [one for one in load() if one.language == language and one.kind == "irony"]

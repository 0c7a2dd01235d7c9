"""Sentences by templates, for the training of `sentiment` only.

A template has slots that lists of words fill (`sentiment_en.toml`, `sentiment_zh.toml`): {noun} of a domain,
{x} an adjective of a polarity, {t} a thing, {q} a quality, {v} a verb, {w} a phrase with one, {b} what
something does, {p} a predicate, {i} an idiom, {f} a fact, {c} and {s} comparative and superlative, {e} an
exclamation; {y} and {u} an adjective and a thing of the other polarity; {d} a degree.  A template of the list
`same` or `told` has the label of its polarity, one of `flipped` the other: "not {x}".  Where two clauses
disagree, the last one counts.
"""

import re
import tomllib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from string import Formatter

import numpy as np

from dlplay.sentiment.near import nearest
from dlplay.sentiment.sentences import Sentence

SHARES = {"same": 0.4, "told": 0.3, "flipped": 0.3}  # of the lists of templates
OWN = 0.5  # share of adjectives that only the domain has
LIKE = 0.5  # a sentence this near to a held-out one is left out
OTHERS = {"y": "x", "u": "t"}  # slots of the other polarity
SLOTS = {
    "v": "verbs",
    "i": "idioms",
    "c": "comparatives",
    "s": "superlatives",
    "e": "exclamations",
    "w": "phrases",
    "p": "predicates",
    "t": "things",
    "q": "qualities",
    "b": "doings",
}


def generate(language: str, number: int, random: np.random.Generator, held_out: list[str]) -> list[Sentence]:
    """So many different sentences, as many of each label; none is near to a held-out one."""
    found: dict[str, Sentence] = {}
    for label in (0, 1):
        made = (one for one in _endless(language, label, random) if one.text not in found)
        far = (one for one in made if nearest(one.text, held_out).similarity < LIKE)
        for one in islice(far, number // 2):
            found[one.text] = one
    return list(found.values())


def _endless(language: str, label: int, random: np.random.Generator) -> Iterator[Sentence]:
    lists = tomllib.loads(Path(__file__).with_name(f"sentiment_{language}.toml").read_text(encoding="utf-8"))
    domains = list(lists["domains"])
    while True:
        kind = random.choice(list(SHARES), p=list(SHARES.values()))
        template, flip = random.choice(lists[kind]), kind == "flipped"
        domain = random.choice(domains)
        words = _words(lists, domain, label != flip)
        others = _words(lists, domain, label == flip)
        slots = [name for _, name, _, _ in Formatter().parse(template) if name]
        chosen = {name: _choose(name, words, others, random) for name in slots}
        if len(set(chosen.values())) < len(chosen):
            continue  # "good and good"
        text = re.sub(r"\b([Aa])(?= [aeiou])", r"\1n", template.format(**chosen))
        yield Sentence(language, domain, label, "template", "train", text[0].upper() + text[1:])


def _words(lists: dict, domain: str, positive: bool) -> dict[str, list[list[str]]]:
    """For each slot the lists to choose from, first those of the domain."""
    polarity, own = "good" if positive else "bad", lists["domains"][domain]
    general = {
        slot: [_split(lists[polarity][name])] for slot, name in SLOTS.items() if name in lists[polarity]
    }
    return general | {
        "noun": [_split(own["nouns"])],
        "x": [_split(own[polarity]), _split(lists[polarity]["adjectives"])],
        "f": [_split(own[f"{polarity}_facts"])],
        "d": [lists["degrees"]],
    }


def _split(words: str) -> list[str]:
    return [word.strip() for word in words.split("|")]


def _choose(slot: str, words: dict, others: dict, random: np.random.Generator) -> str:
    name = slot.rstrip("0123456789")
    lists = others[OTHERS[name]] if name in OTHERS else words[name]
    return str(random.choice(lists[0] if random.random() < OWN else lists[-1]))

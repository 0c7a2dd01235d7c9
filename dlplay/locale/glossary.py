"""The glossary: what the terms of the course are called in both languages, and what they mean.

`glossary.toml` holds both languages of a term side by side, so that neither can be missing.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from dlplay.locale import FOLDER, LANGUAGES

HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Term:
    """A term: its name, its meaning and further ways of writing it in each language, by language code."""

    key: str
    names: dict[str, str]
    texts: dict[str, str]
    others: dict[str, tuple[str, ...]]
    apart: dict[str, tuple[str, ...]]  # longer words that hold a way of writing it and mean something else
    pinyin: str
    formula: str  # LaTeX, or empty
    pages: tuple[str, ...]  # where it can be touched
    everyday: bool  # known without a course, so that no sentence marks it

    @property
    def is_symbol(self) -> bool:
        return self.key.startswith("symbol_")

    def order(self, language: str) -> str:
        """What it is sorted by, its letter first."""
        return (self.pinyin if language == "zh" else self.names["en"]).lower()

    def letter(self, language: str) -> str:
        """The letter that it stands under; symbols stand under none."""
        return "" if self.is_symbol else self.order(language)[0].upper()

    def short(self, language: str) -> str:
        """Its name without what stands in brackets behind it."""
        return re.sub(r"\s*[（(].*[)）]", "", self.names[language])

    def written(self, language: str) -> set[str]:
        """How texts write it: a single Chinese character stands in too many other words to count."""
        named = {self.short(language), *self.others[language]}
        return {one for one in named if len(one) > 1 or not HAN.match(one)}


@cache
def terms() -> dict[str, Term]:
    """All terms by key, as the file has them."""
    entries = tomllib.loads((FOLDER / "glossary.toml").read_text(encoding="utf-8"))
    return {
        key: Term(
            key=key,
            names={language: entry[language] for language in LANGUAGES},
            texts={language: entry[f"text_{language}"] for language in LANGUAGES},
            others={language: tuple(entry.get(f"other_{language}", ())) for language in LANGUAGES},
            apart={language: tuple(entry.get(f"apart_{language}", ())) for language in LANGUAGES},
            pinyin=entry["pinyin"],
            formula=entry.get("formula", ""),
            pages=tuple(entry["pages"]),
            everyday=entry.get("everyday", False),
        )
        for key, entry in entries.items()
    }


@cache
def in_order(language: str) -> tuple[Term, ...]:
    """All terms by letter; symbols at the end."""
    return tuple(sorted(terms().values(), key=lambda term: (term.is_symbol, term.order(language))))


def found(words: str, language: str) -> list[Term]:
    """The terms whose names, in any language, or meaning have all these words; all terms for none."""
    wanted = words.lower().split()
    return [
        term for term in in_order(language) if all(word in _searched(term.key, language) for word in wanted)
    ]


def used_in(texts: Iterable[str], language: str) -> list[Term]:
    """The terms that these texts use, in the order of their first use; the longest that fits counts."""
    first = dict.fromkeys(term.key for text in texts for term, _ in uses(text, language))
    return [terms()[key] for key in first]


def touched_on(page: str) -> list[Term]:
    """The terms that can be touched on a page, in the order of the course."""
    return [term for term in terms().values() if page in term.pages]


def uses(text: str, language: str) -> Iterator[tuple[Term, re.Match[str]]]:
    """Each place of a text where a term stands, and which term it is."""
    keys = _keys(language)
    for match in _pattern(language).finditer(text):
        if key := keys.get(match[0].lower()):  # none for a word that is apart
            yield terms()[key], match


@cache
def _searched(key: str, language: str) -> str:
    term = terms()[key]
    others = [word for words in term.others.values() for word in words]
    return "\n".join([*term.names.values(), *others, term.texts[language]]).lower()


@cache
def _keys(language: str) -> dict[str, str]:
    return {
        word.lower() + ending: key
        for key, term in terms().items()
        for word in term.written(language)
        for ending in ("", "s")
    }


@cache
def _pattern(language: str) -> re.Pattern[str]:
    known = {w for term in terms().values() for w in (*term.written(language), *term.apart[language])}
    words = sorted(known, key=len, reverse=True)
    # what neighbours in this order share is looked for once: apart, each word would be tried at every letter
    pieces = [
        f"{before}(?:{'|'.join(map(re.escape, group))}){after}"
        for (before, after), group in groupby(words, key=_edges)
    ]
    return re.compile("|".join(pieces), re.IGNORECASE)


def _edges(word: str) -> tuple[str, str]:
    """What may not stand before a word and after it: a Latin letter there would make it another word."""
    before = r"(?<![A-Za-z0-9_])" if re.match(r"\w", word) and not HAN.match(word) else ""
    after = r"s?(?![A-Za-z0-9_])" if re.search(r"\w$", word) and not HAN.search(word[-1]) else ""
    return before, after

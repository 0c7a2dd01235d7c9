"""What people type, made ready for the network, or refused with a reason that a page can tell."""

import re
import unicodedata
from contextlib import suppress

from dlplay.translation.languages import LANGUAGES
from dlplay.translation.values import Value

LONGEST = 160  # characters; the longest number of `values.MOST` has 152 in English
# what has an obvious spelling among the characters of the three languages is spelt so
SPELLINGS = str.maketrans("○◯萬億兩–—−‑、", "〇〇万亿两----,")


class NotTranslatable(ValueError):
    """A text, or a pair of languages, that the network is not asked for.

    Attributes:
        problem: "language" (none of the three), "same" (the source is the target), "empty", "long", or
            "characters" (some that the language does not have).
        numbers: what its sentence needs: `language`; `length` and `longest`; `characters`, each once.
    """

    def __init__(self, problem: str, **numbers: object):
        super().__init__(f"translation: {problem} {numbers}")
        self.problem, self.numbers = problem, numbers


def cleaned(text: str, source: str, target: str) -> str:
    """The text as the network reads it: plain characters, small letters, single spaces, `SPELLINGS`.

    Raises:
        NotTranslatable: for all that is not a text of the source language, to be put into another.
    """
    for language in (source, target):
        if language not in LANGUAGES:
            raise NotTranslatable("language", language=language)
    if source == target:
        raise NotTranslatable("same", language=source)
    return _plain(text, source)


def meaning(text: str) -> Value | None:
    """The number or date that a text says in whichever language; None where none takes it."""
    for name, language in LANGUAGES.items():
        with suppress(ValueError):
            return language.read(_plain(text, name))
    return None


def _plain(text: str, source: str) -> str:
    if len(text) > 10 * LONGEST:  # before any work on it
        raise NotTranslatable("long", length=len(text), longest=LONGEST)
    plain = unicodedata.normalize("NFKC", text).translate(SPELLINGS).lower()
    plain = re.sub(r"\s+", "" if " " not in LANGUAGES[source].characters else " ", plain.strip())
    if not plain:
        raise NotTranslatable("empty")
    if len(plain) > LONGEST:
        raise NotTranslatable("long", length=len(plain), longest=LONGEST)
    unknown = [one for one in dict.fromkeys(plain) if one not in LANGUAGES[source].characters]
    if unknown:
        raise NotTranslatable("characters", language=source, characters="".join(unknown))
    return plain

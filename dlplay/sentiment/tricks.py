"""Sentences changed at one place, to see what a judge of sentences makes of that.

Of a token: a negation before it, a word of degree before it, two of its letters exchanged (of Chinese the
character and the next one), a word in its place that was never seen.  Of a sentence with "but": its clauses.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from dlplay.sentiment import sentences
from dlplay.sentiment.pieces import Token, is_han
from dlplay.sentiment.sentences import Sentence

NOT, VERY, UNSEEN = ("not", "不"), ("very", "很"), ("blorf", "龘")  # English, Chinese
SHORTEST = 4  # letters of a word in which two can be exchanged between the first and the last
BUT = {
    "en": re.compile(r"(?!although|though)(?P<one>.+?),? (?P<but>but) (?P<other>.+?)(?P<end>[.!?]?)", re.I),
    "zh": re.compile(
        r"(?!虽|尽管)(?P<one>.+?)，(?P<but>但是|可是|不过|但|可)(?P<other>[^惜以能].+?)(?P<end>[。！？]?)"
    ),
}
SWAPPED = 30  # sentences at most


def _before(words: tuple[str, str]) -> Callable[[str, Sequence[Token], int], str]:
    def insert(text: str, tokens: Sequence[Token], place: int) -> str:
        start = tokens[place].start
        if not _is_word(text, tokens[place]):
            return text
        word = words[1] if is_han(tokens[place].name) else f"{words[0]} "
        return text[:start] + word + text[start:]

    return insert


def jumble(text: str, tokens: Sequence[Token], place: int) -> str:
    """Two letters inside a word, or a Chinese character and the next one, exchanged; else the same text."""
    _, start, end = tokens[place]
    if is_han(tokens[place].name):
        following = text[end : end + 1]
        return text[:start] + following + text[start] + text[end + 1 :] if is_han(following) else text
    if end - start < SHORTEST or not tokens[place].name.isalpha():
        return text
    middle = (start + end) // 2
    return text[: middle - 1] + text[middle] + text[middle - 1] + text[middle + 1 :]


def unseen(text: str, tokens: Sequence[Token], place: int) -> str:
    """A word in the token's place that no sentence has."""
    _, start, end = tokens[place]
    if not _is_word(text, tokens[place]):
        return text
    return text[:start] + UNSEEN[is_han(tokens[place].name)] + text[end:]


def _is_word(text: str, token: Token) -> bool:
    """Whether a token is a word or a Chinese character, no sign and no end of a word as "n't" is."""
    inside = token.start > 0 and text[token.start - 1].isascii() and text[token.start - 1].isalnum()
    return is_han(token.name) or (token.name[0].isalpha() and not inside)


TRICKS: dict[str, Callable[[str, Sequence[Token], int], str]] = {
    "negate": _before(NOT),
    "stress": _before(VERY),
    "jumble": jumble,
    "unseen": unseen,
}  # from a text, its tokens and the place of one of them


def swap(text: str, language: str) -> str | None:
    """The clauses before and after "but" exchanged; None where there are none."""
    found = BUT[language].fullmatch(text)
    if found is None:
        return None
    one, but, other, end = found.group("one", "but", "other", "end")
    if language == "zh":
        return f"{other}，{but}{one}{end}"
    small = one if re.match(r"I\b|[A-Z]\w*[A-Z]", one) else one[0].lower() + one[1:]
    return f"{other[0].upper()}{other[1:]}, {but} {small}{end}"


@lru_cache
def swappable(language: str) -> tuple[Sentence, ...]:
    """Sentences of contrast that can be swapped, held-out ones first, at most `SWAPPED`."""
    asked = sentences.held_out(language) + sentences.training(language)
    found = [one for one in asked if one.kind == "contrast" and swap(one.text, language)]
    return tuple(found[:SWAPPED])

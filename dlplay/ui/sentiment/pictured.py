"""A sentence as the views show it: coloured, with both probabilities, and what strikes in it in words."""

import numpy as np

from dlplay.numbers import signed
from dlplay.sentiment import network
from dlplay.ui.language import percent, t
from dlplay.ui.sentiment import charts_words
from dlplay.ui.sentiment.charts_words import Word
from dlplay.ui.sentiment.current import Read
from dlplay.ui.verbatim import one_line, verbatim

SPOKEN = 3  # strongest tokens that the text for those who do not see the picture names
LETTERS, WORDS = 24, 8  # of a word, and of a list of words, that a sentence names
LEAST = 0.3  # of a share that is worth a sentence


def sentence(now: Read, shares: np.ndarray) -> str:
    """Each token on the colour of its share (T,)."""
    parts: list[Word | str] = []
    end = 0
    for place, (token, share) in enumerate(zip(now.tokens, shares.tolist(), strict=True)):
        seen = "unknown" if now.unknown[place] else "guessed" if now.guessed[place] else "known"
        word = Word(now.written(place), share, seen, t(f"sentiment.seen_{seen}"))
        parts += [now.text[end : token.start], word]
        end = token.end
    strongest = np.argsort(-np.abs(shares), kind="stable")[:SPOKEN]
    named = [
        t("sentiment.spoken", word=short(now, place), share=signed(shares[place], decimals=2))
        for place in sorted(strongest.tolist())
    ]
    alt = t("sentiment.sentence_alt", count=len(now.tokens), words=t("frame.alt_between").join(named))
    return charts_words.sentence([*parts, now.text[end:]], alt)


def sides(now: Read) -> str:
    """Both probabilities as a bar."""
    p = float(now.trace.probability)
    positive, negative = (
        t("sentiment.positive_with", share=percent(p)),
        t("sentiment.negative_with", share=percent(1 - p)),
    )
    return charts_words.sides(p, positive, negative, t("frame.alt", title=positive, lines=negative))


def told(now: Read, shares: np.ndarray) -> str:
    """The word with the largest share, also judged alone, and what of the sentence was never seen."""
    place = int(np.abs(shares).argmax())
    alone = float(network.load()(now.names[place : place + 1]).probability)
    said = []
    if len(now.tokens) > 1 and abs(shares[place]) >= LEAST:
        key = "with" if (alone > 0.5) == (shares[place] > 0) else "against"
        values = {"share": signed(shares[place], decimals=2), "alone": percent(alone, decimals=0)}
        said.append(t(f"sentiment.strongest_{key}", word=verbatim(now.written(place)[:LETTERS]), **values))
    for kind, which in (("guessed", now.guessed), ("unknown", now.unknown)):
        if which.any():
            words = list(dict.fromkeys(now.written(one)[:LETTERS] for one in np.flatnonzero(which).tolist()))
            said.append(t(f"sentiment.some_{kind}", words=" ".join(map(verbatim, words[:WORDS]))))
    return "\n\n".join(said)


def short(now: Read, place: int) -> str:
    """A token for places that take no markup."""
    return one_line(now.written(place), LETTERS)

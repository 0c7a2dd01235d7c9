"""The lines of the view "leak": how near two sentences are."""

from dlplay.sentiment.near import HAN, LATIN

SIMILARITY = f"""\
import re

one = ONE
other = OTHER


def grams(text):
    text = re.sub(r"[\\W_]+", " ", text.lower()).strip()
    n = {LATIN} if text.isascii() else {HAN}
    return {{text[k : k + n] for k in range(max(len(text) - n + 1, 1))}}


# Jaccard similarity: what both have, of all that either has
similarity = len(grams(one) & grams(other)) / len(grams(one) | grams(other))
print(similarity)
"""


def similarity(one: str, other: str) -> str:
    """The Jaccard similarity of two sentences, `similarity`."""
    return SIMILARITY.replace("ONE", repr(one)).replace("OTHER", repr(other))

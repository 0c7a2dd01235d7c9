"""The words of a sentence: English ones as they stand, Chinese ones by longest match with a vocabulary.

Chinese is written without spaces.  From left to right the longest word of the vocabulary is cut off that
begins here, else one character (forward maximum matching); it errs where words overlap: 研究生命 is cut
研究生 命.
"""

from collections.abc import Container, Iterator

from dlplay.sentiment.pieces import is_han, tokens

LONGEST = 5  # characters of a Chinese word


def words(text: str, vocabulary: Container[str]) -> list[str]:
    """The words and numbers of a text in order, small letters; signs are passed over."""
    found: list[str] = []
    run, end = "", 0
    for name, start, stop in tokens(text):
        if run and (start > end or not is_han(name)):
            found += _cut(run, vocabulary)
            run = ""
        if is_han(name):
            run += name
        elif name[0].isalnum():
            found.append(name)
        end = stop
    return found + list(_cut(run, vocabulary))


def _cut(run: str, vocabulary: Container[str]) -> Iterator[str]:
    start = 0
    while start < len(run):
        sizes = range(min(LONGEST, len(run) - start), 1, -1)
        size = next((size for size in sizes if run[start : start + size] in vocabulary), 1)
        yield run[start : start + size]
        start += size

"""A summary made of a text's own sentences, English or Chinese: the central ones by learned word vectors.

from dlplay.summary import summarize
summarize(text, 3)  # three sentences, in the order of the text
"""

from dlplay.summary.asking import NotSummarizable
from dlplay.summary.reading import WAYS, choose, read

__all__ = ["NotSummarizable", "summarize"]


def summarize(text: str, count: int) -> list[str]:
    """The `count` most central sentences of a text, in the order of the text; all where it has no more.

    Raises:
        NotSummarizable: for a text that is empty, too long, or without a known word.
        AssetError: if the word vectors are missing or not the recorded ones.
    """
    reading = read(text)
    return [reading.sentences[place].text for place in choose(reading, count, WAYS["vectors"].penalty)]

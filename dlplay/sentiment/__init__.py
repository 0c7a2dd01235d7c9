"""Is a sentence positive or negative? English and Chinese, one small network, with each word's share.

from dlplay.sentiment import judge
judge("The soup was delicious.")  # probability of positive
"""

from dlplay.sentiment.network import load
from dlplay.sentiment.pieces import tokens

LONGEST = 1000  # characters

__all__ = ["LONGEST", "judge"]


def judge(text: str) -> float:
    """The probability in [0, 1] that a text is positive: 1 / (1 + exp(-z)), z of `dlplay.sentiment.network`.

    Args:
        text: English or Chinese, also mixed; a sentence rather than a page.

    Returns:
        0.5 for a text without a word.

    Raises:
        ValueError: for more than `LONGEST` characters.
        AssetError: if the network is missing or not the recorded one.
    """
    if len(text) > LONGEST:
        raise ValueError(f"text must have at most {LONGEST} characters, got {len(text)}")
    names = [token.name for token in tokens(text)]
    return float(load()(names).probability) if names else 0.5

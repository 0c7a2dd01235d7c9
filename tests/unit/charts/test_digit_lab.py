"""What a part of the network likes most: the picture made for it, and the test digits beside it."""

import numpy as np

from dlplay.ui.digit_lab import charts_liking
from dlplay.ui.digit_lab.charts_liking import DIGIT, MADE, Liked
from tests.unit.charts.seen import markup


def liking() -> str:
    digits = [Liked(np.eye(28), f"no. {number} <b>", f"digit {number}") for number in range(8)]
    return charts_liking.liking(Liked(np.ones((3, 3)), "made, z = 2", "made for it, z = 2"), digits)


EXAMPLES = {charts_liking.liking: liking}


def test_the_made_picture_stands_first_and_larger_and_words_are_text() -> None:
    found = liking()
    markup(found)
    assert found.index("made for it, z = 2") < found.index("digit 0") < found.index("digit 7")
    assert (found.count(f"width:{MADE}px;max"), found.count(f"width:{DIGIT}px;max")) == (1, 8)
    assert "no. 3 &lt;b&gt;" in found

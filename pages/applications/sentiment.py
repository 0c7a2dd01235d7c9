"""Sentiment: one's own sentence, judged by a small network.

What a student should see within a minute: each word has a share in the answer, and "not" turns the colour of
the words beside it; a network knows what it was shown, and nothing of the world.
"""

from dlplay.ui import frame
from dlplay.ui.sentiment import inside, judge, leaked, learn, turn
from dlplay.ui.sentiment.settings import SentimentSettings

VIEWS = {
    "judge": judge.show,
    "turn": turn.show,
    "learn": learn.show,
    "leak": leaked.show,
    "inside": inside.show,
}

frame.lab("sentiment", SentimentSettings, VIEWS, in_parts=tuple(VIEWS))

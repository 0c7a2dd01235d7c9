"""A class rates twelve things, and a factorisation learns who would like what.

What a student should see within a minute: rate six foods, and the other six have a prediction; people and
things wander in a plane while it learns; a newcomer gets what everybody likes; and whoever is shown only what
fits sees little else.
"""

from dlplay.ui import frame
from dlplay.ui.recommendation import axes, bubble, cold, learn, own
from dlplay.ui.recommendation.settings import RecommendationSettings

VIEWS = {
    "learn": learn.show,
    "axes": axes.show,
    "cold": cold.show,
    "bubble": bubble.show,
    "own": own.show,
}

frame.lab("recommendation", RecommendationSettings, VIEWS, in_parts=("learn", "axes", "cold", "bubble"))

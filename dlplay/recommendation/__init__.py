"""Who would like what: ratings of a class, matrix factorisation, newcomers, popularity and the bubble.

People u, things i, ratings r_ui from 1 to 5 of which most are missing (NaN).

>>> import numpy as np
>>> from dlplay.recommendation import Ratings, learn
>>> given = Ratings(("Ann", "Bo"), ("tea", "coffee"), np.array([[5, 1], [4, np.nan]]))
>>> learn(given).model.predict().shape
(2, 2)
"""

from dlplay.recommendation.factors import Learned, Model, Recipe, learn
from dlplay.recommendation.ratings import Ratings

__all__ = ["Learned", "Model", "Ratings", "Recipe", "learn"]

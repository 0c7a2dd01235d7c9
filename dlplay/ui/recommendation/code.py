"""The Keras lines that do the same."""

from dlplay.recommendation import Recipe
from dlplay.recommendation.factors import SPREAD
from dlplay.recommendation.ratings import HELD_OUT
from dlplay.ui.recommendation.settings import RecommendationSettings

READ = """\
import keras
import numpy as np
import pandas as pd

# The ratings of this page, which can be downloaded below: a person a row, you in the last
values = pd.read_csv("ratings.csv", index_col=0).to_numpy(float)
person, thing = np.nonzero(~np.isnan(values))
rating = values[person, thing]

# A fifth is held out, and none of yours
others = np.sum(person < len(values) - 1)
held_out = np.random.default_rng({seed}).permutation(others)[: round({share} * others)]
learned = np.setdiff1d(np.arange(len(rating)), held_out)
mean = rating[learned].mean()
"""
MODEL = """\

(people, things), k = values.shape, {factors}
{points}l2 = keras.regularizers.L2({l2} / len(learned))
u, i = keras.Input((), dtype="int32"), keras.Input((), dtype="int32")
b = keras.layers.Embedding(people, 1, "zeros", l2)(u)
c = keras.layers.Embedding(things, 1, "zeros", l2)(i)
"""
POINTS = """\
start = np.random.default_rng({seed}).normal(0, {spread}, (people + things, k))
"""
TASTES = """\
p = keras.layers.Embedding(people, k, keras.initializers.Constant(start[:people]), l2)(u)
q = keras.layers.Embedding(things, k, keras.initializers.Constant(start[people:]), l2)(i)
taste = keras.layers.Dot(axes=-1)([p, q])
"""
LEARN = """\
model = keras.Model([u, i], keras.layers.Add()([{parts}]))

# All ratings are one batch, so an epoch is a step
model.compile(keras.optimizers.Adam({rate}), "mean_squared_error")
pairs = [person[learned], thing[learned]]
model.fit(pairs, rating[learned] - mean, batch_size=len(learned), epochs={epochs}, verbose=0)
for part in (learned, held_out):
    predicted = mean + model.predict([person[part], thing[part]], verbose=0)[:, 0]
    print(np.sqrt(np.mean((rating[part] - predicted) ** 2)))
"""


def factorisation(settings: RecommendationSettings) -> str:
    """Learns from a table and prints both errors."""
    recipe, k = Recipe(), settings.factors
    points = POINTS.format(seed=recipe.seed, spread=SPREAD) if k else ""
    return "".join(
        (
            READ.format(seed=settings.seed, share=HELD_OUT),
            MODEL.format(factors=k, points=points, l2=float(settings.l2)),
            TASTES if k else "",
            LEARN.format(parts="b, c, taste" if k else "b, c", rate=recipe.rate, epochs=recipe.epochs),
        )
    )

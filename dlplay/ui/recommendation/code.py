"""The lines that do the same, in Keras and in PyTorch: both begin with the same points."""

from dlplay.recommendation import Recipe
from dlplay.recommendation.factors import SPREAD
from dlplay.recommendation.ratings import HELD_OUT
from dlplay.ui.code_panel import Script
from dlplay.ui.recommendation.settings import RecommendationSettings

READ = """\
{imports}
# The ratings of this page, which can be downloaded below: a person a row, you in the last
values = pd.read_csv("ratings.csv", index_col=0).to_numpy(float)
person, thing = np.nonzero(~np.isnan(values))
rating = values[person, thing]

# A fifth is held out, and none of yours
others = np.sum(person < len(values) - 1)
held_out = np.random.default_rng({seed}).permutation(others)[: round({share} * others)]
learned = np.setdiff1d(np.arange(len(rating)), held_out)
mean = rating[learned].mean()

(people, things), k = values.shape, {factors}
{points}"""
IMPORTS = {
    "keras": "import keras\nimport numpy as np\nimport pandas as pd\n",
    "torch": "import numpy as np\nimport pandas as pd\nimport torch\n",
}
POINTS = """\
start = np.random.default_rng({seed}).normal(0, {spread}, (people + things, k))
"""
MODEL = """\

l2 = keras.regularizers.L2({l2} / len(learned))
u, i = keras.Input((), dtype="int32"), keras.Input((), dtype="int32")
b = keras.layers.Embedding(people, 1, "zeros", l2)(u)
c = keras.layers.Embedding(things, 1, "zeros", l2)(i)
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

TORCH = """\

b, c = torch.zeros(people, requires_grad=True), torch.zeros(things, requires_grad=True)
{tastes}weights = [{weights}]
optimizer = torch.optim.Adam(weights, {rate}, eps=1e-7)


def predict(part):
    u, i = torch.tensor(person[part]), torch.tensor(thing[part])
    return mean + b[u] + c[i]{taste}


# All ratings are one batch, so an epoch is a step
truth = torch.tensor(rating[learned], dtype=torch.float32)
for _ in range({epochs}):
    penalty = {l2} / len(learned) * sum((one**2).sum() for one in weights)
    loss = ((truth - predict(learned)) ** 2).mean() + penalty
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
for part in (learned, held_out):
    predicted = predict(part).detach().numpy()
    print(np.sqrt(np.mean((rating[part] - predicted) ** 2)))
"""
TORCH_TASTES = """\
p = torch.tensor(start[:people], dtype=torch.float32, requires_grad=True)
q = torch.tensor(start[people:], dtype=torch.float32, requires_grad=True)
"""


def factorisation(settings: RecommendationSettings) -> Script:
    """Learns from a table and prints both errors."""
    recipe, k = Recipe(), settings.factors
    points = POINTS.format(seed=recipe.seed, spread=SPREAD) if k else ""
    given = {"seed": settings.seed, "share": HELD_OUT, "factors": k, "points": points}
    read = {name: READ.format(imports=imports, **given) for name, imports in IMPORTS.items()}
    how = {"rate": recipe.rate, "epochs": recipe.epochs}
    learn = LEARN.format(parts="b, c, taste" if k else "b, c", **how)
    torch = TORCH.format(
        tastes=TORCH_TASTES if k else "",
        weights="b, c, p, q" if k else "b, c",
        taste=" + (p[u] * q[i]).sum(axis=1)" if k else "",
        l2=float(settings.l2),
        **how,
    )
    model = MODEL.format(l2=float(settings.l2))
    return Script(f"{read['keras']}{model}{TASTES if k else ''}{learn}", f"{read['torch']}{torch}")

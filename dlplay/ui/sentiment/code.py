"""The Keras lines of the page: the network with the shipped weights, on the sentence of the page."""

from collections.abc import Sequence

from dlplay.sentiment.network import DILATION, FILTERS, VECTOR, VOCABULARY, WEIGHTS, WIDTH
from dlplay.sentiment.pieces import LENGTH, PARTS

NETWORK = f"""\
import keras
import numpy as np

# The network of this page and its pieces of words: both can be downloaded
weights = np.load("{WEIGHTS.name}")
with open("{VOCABULARY.name}", encoding="utf-8") as file:
    number = {{piece: place for place, piece in enumerate(file.read().split("\\n"), start=1)}}

# The sentence of this page
tokens = TOKENS


def parts(place):
    name = tokens[place]
    if "\\u3400" <= name <= "\\u9fff":  # a Chinese character: the pairs with its neighbours
        return [["<", *tokens][place] + name, name + [*tokens, ">"][place + 1]]
    return ["#" + f"<{{name}}>"[k : k + {LENGTH}] for k in range(len(name) - {LENGTH - 3})][:{PARTS}]


# A token's vector: its own, and the mean of its parts'
table = weights["pieces"].astype("float32")
vectors = []
for place, name in enumerate(tokens):
    known = [number[one] for one in parts(place) if one in number]
    vectors.append(table[number.get(name, 0)] + (table[known].mean(axis=0) if known else 0))

near = keras.layers.Conv1D({FILTERS}, {WIDTH}, padding="same", activation="relu")
wide = keras.layers.Conv1D({FILTERS}, {WIDTH}, padding="same", dilation_rate={DILATION}, activation="relu")
score = keras.layers.Dense(1)
attention = keras.layers.Dense(1, use_bias=False)

x = keras.Input((None, {VECTOR}))
g = wide(near(x))
s = score(g)
a = keras.layers.Softmax(axis=1)(attention(g))
z = keras.layers.Dot(axes=1)([a, s])
p = keras.layers.Activation("sigmoid")(z)

# The weights that it has learned
near.set_weights([weights["near_kernel"], weights["near_bias"]])
wide.set_weights([weights["wide_kernel"], weights["wide_bias"]])
score.set_weights([weights["score"][:, None], weights["score_bias"][None]])
attention.set_weights([weights["attention"][:, None]])

"""
JUDGE = """\
model = keras.Model(x, p)
p = model.predict(np.array([vectors]))[0, 0, 0]
print(f"positive: {p:.4f}")
"""
INSIDE = """\
model = keras.Model(x, [s, a, p])
s, a, p = (one[0, :, 0] for one in model.predict(np.array([vectors])))
for row in zip(tokens, a, s, a * s):
    print(*row)
"""


def judge(tokens: Sequence[str]) -> str:
    """The probability of positive, `p`."""
    return NETWORK.replace("TOKENS", _listed(tokens)) + JUDGE


def inside(tokens: Sequence[str]) -> str:
    """Scores `s` and attention `a` of each token, (T,), and the probability `p`, (1,)."""
    return NETWORK.replace("TOKENS", _listed(tokens)) + INSIDE


def _listed(tokens: Sequence[str]) -> str:
    return repr(list(tokens))

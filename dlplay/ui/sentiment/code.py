"""The scripts of the page: the network with the shipped weights, on the sentence of the page."""

from collections.abc import Sequence

from dlplay.sentiment.network import DILATION, FILTERS, VECTOR, VOCABULARY, WEIGHTS, WIDTH
from dlplay.sentiment.pieces import LENGTH, PARTS
from dlplay.ui.code_panel import Script

GIVEN = f"""\
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

"""
KERAS = f"""\
import keras
import numpy as np

{GIVEN}near = keras.layers.Conv1D({FILTERS}, {WIDTH}, padding="same", activation="relu")
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
KERAS_JUDGE = """\
model = keras.Model(x, p)
p = model.predict(np.array([vectors]))[0, 0, 0]
"""
KERAS_INSIDE = """\
model = keras.Model(x, [s, a, p])
s, a, p = (one[0, :, 0] for one in model.predict(np.array([vectors])))
"""
TORCH = f"""\
import numpy as np
import torch
import torch.nn.functional as F

{GIVEN}w = {{name: torch.tensor(one.astype("float32")) for name, one in weights.items()}}
near, wide = (w[f"{{name}}_kernel"].permute(2, 1, 0) for name in ("near", "wide"))  # a filter a row

x = torch.tensor(np.array(vectors)).T[None]  # (1, {VECTOR}, tokens)
h = F.relu(F.conv1d(x, near, w["near_bias"], padding=1))
g = F.relu(F.conv1d(h, wide, w["wide_bias"], padding={DILATION}, dilation={DILATION}))[0].T
s = g @ w["score"] + w["score_bias"]
a = torch.softmax(g @ w["attention"], dim=0)
p = torch.sigmoid(a @ s)

"""
SAY = """\
print(f"positive: {p:.4f}")
"""
EACH = """\
for row in zip(tokens, a, s, a * s):
    print(row[0], *(f"{float(one):.5f}" for one in row[1:]))
"""


def judge(tokens: Sequence[str]) -> Script:
    """The probability of positive, `p`."""
    return _about(tokens, Script(KERAS + KERAS_JUDGE + SAY, TORCH + SAY))


def inside(tokens: Sequence[str]) -> Script:
    """Attention `a` and scores `s` of each token, (T,), and the probability `p`."""
    return _about(tokens, Script(KERAS + KERAS_INSIDE + EACH, TORCH + EACH))


def _about(tokens: Sequence[str], script: Script) -> Script:
    named = repr(list(tokens))
    return Script(*(source.replace("TOKENS", named) for source in script))

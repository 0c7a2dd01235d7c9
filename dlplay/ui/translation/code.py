"""The page's network and its search, in either framework's own layers."""

from dlplay.translation import Translation, alphabet, search
from dlplay.translation.network import EMBEDDING, STATE, UNITS
from dlplay.ui.code_panel import Script


def translate(one: Translation, width: int) -> Script:
    """Reads the shipped weights, and answers the text with a beam of this width: 1 is greedy."""
    keras = _search(one, width, "np.array(model([asked, np.array([tokens])]))[0, -1]")
    torch = _search(one, width, "model(torch.tensor(asked), torch.tensor([tokens]))[0, -1].numpy()")
    return Script(_keras() + keras, _torch() + torch)


def _keras() -> str:
    return f"""\
import keras
import numpy as np
from keras import layers

weights = np.load("translation.npz")  # can be downloaded below
characters = {alphabet.CHARACTERS!r}

read, written = keras.Input((None,), dtype="int32"), keras.Input((None,), dtype="int32")
embedding = layers.Embedding({alphabet.SIZE}, {EMBEDDING}, mask_zero=True)
encoder = layers.Bidirectional(layers.GRU({UNITS}, return_sequences=True, return_state=True))
start = layers.Dense({STATE}, activation="tanh")
decoder = layers.GRU({STATE}, return_sequences=True)
keys = layers.Dense({STATE}, use_bias=False)
combined = layers.Dense({STATE}, activation="tanh")
answer = layers.Dense({alphabet.SIZE}, activation="softmax")

h, _, backward = encoder(embedding(read))
s = decoder(embedding(written), initial_state=start(backward))
context = layers.Attention()([s, h, keys(h)])
model = keras.Model([read, written], answer(combined(layers.concatenate([context, s]))))
arrays = iter(weights.values())
for layer in (embedding, encoder, start, decoder, keys, combined, answer):
    layer.set_weights([next(arrays) for _ in layer.weights])

"""


def _torch() -> str:
    return f"""\
import numpy as np
import torch

arrays = np.load("translation.npz")  # can be downloaded below
weights = {{name: torch.tensor(array).float() for name, array in arrays.items()}}
characters = {alphabet.CHARACTERS!r}


def gru(name):
    # Keras's gates are update, reset, candidate; PyTorch's reset, update, candidate
    kernel, recurrent, bias = (
        torch.cat([weights[f"{{name}}_{{part}}"].chunk(3, -1)[gate] for gate in (1, 0, 2)], -1)
        for part in ("kernel", "recurrent", "bias")
    )
    layer = torch.nn.GRU(len(kernel), len(recurrent), batch_first=True)
    with torch.no_grad():
        for parameter, array in zip(layer.parameters(), (kernel.T, recurrent.T, *bias)):
            parameter.copy_(array)
    return layer


def dense(name, x):
    return x @ weights[f"{{name}}_kernel"] + weights[f"{{name}}_bias"]


forward, backward, decoder = map(gru, ("forward", "backward", "decoder"))


@torch.no_grad()
def model(read, written):
    x = weights["embedding"][read]
    ahead, (back, last) = forward(x)[0], backward(x.flip(1))
    h = torch.cat([ahead, back.flip(1)], -1)
    s, _ = decoder(weights["embedding"][written], torch.tanh(dense("start", last)))
    attention = (s @ (h @ weights["attention_kernel"]).mT).softmax(-1)
    combined = torch.tanh(dense("combined", torch.cat([attention @ h, s], -1)))
    return dense("answer", combined).softmax(-1)


"""


def _search(one: Translation, width: int, probabilities: str) -> str:
    return f"""\
asked = np.array([[characters.index(one) + {alphabet.FIRST} for one in {one.asked!r}]])
beam = [([{alphabet.STARTS[one.target]}], 0.0)]  # the sign of the wanted language, and ln p
while beam[0][0][-1] != {alphabet.END} and len(beam[0][0]) <= {search.LONGEST}:
    grown = [one for one in beam if one[0][-1] == {alphabet.END}]  # finished
    for tokens, total in [one for one in beam if one[0][-1] != {alphabet.END}]:
        p = {probabilities}
        grown += [([*tokens, int(token)], total + np.log(p[token])) for token in np.argsort(-p)[:{width}]]
    beam = sorted(grown, key=lambda one: -one[1])[:{width}]
text = "".join(characters[token - {alphabet.FIRST}] for token in beam[0][0][1:] if token >= {alphabet.FIRST})
print(text, beam[0][1])
"""

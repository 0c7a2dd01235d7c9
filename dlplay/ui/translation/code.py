"""The page's network and its search in Keras's own layers."""

from dlplay.translation import Translation, alphabet, search
from dlplay.translation.network import EMBEDDING, STATE, UNITS


def translate(one: Translation, width: int) -> str:
    """Reads the shipped weights, and answers the text with a beam of this width: 1 is greedy."""
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

asked = np.array([[characters.index(one) + {alphabet.FIRST} for one in {one.asked!r}]])
beam = [([{alphabet.STARTS[one.target]}], 0.0)]  # the sign of the wanted language, and ln p
while beam[0][0][-1] != {alphabet.END} and len(beam[0][0]) <= {search.LONGEST}:
    grown = [one for one in beam if one[0][-1] == {alphabet.END}]  # finished
    for tokens, total in [one for one in beam if one[0][-1] != {alphabet.END}]:
        p = np.array(model([asked, np.array([tokens])]))[0, -1]
        grown += [([*tokens, int(token)], total + np.log(p[token])) for token in np.argsort(-p)[:{width}]]
    beam = sorted(grown, key=lambda one: -one[1])[:{width}]
text = "".join(characters[token - {alphabet.FIRST}] for token in beam[0][0][1:] if token >= {alphabet.FIRST})
print(text, beam[0][1])
"""

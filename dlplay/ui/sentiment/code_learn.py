"""The Keras lines of the view "learn": logistic regression on a bag of words, learned from the labels."""

from dlplay.sentiment import live
from dlplay.sentiment.live import DECAY, STEPS
from dlplay.sentiment.teaching import Taught

TEMPLATE = """\
import keras
import numpy as np

# What was labelled: the words of each sentence, of Chinese also pairs of characters, and 1 or 0
taught = [
LINES]
words = sorted({word for sentence, _ in taught for word in sentence})


def bag(sentence):
    x = np.array([word in sentence for word in words], float)
    return x / max(x.sum(), 1) ** 0.5


x = np.array([bag(sentence) for sentence, _ in taught])
y = np.array([label for _, label in taught], float)

# The largest step with which the loss never rises
rate = 1 / (DECAY + (np.sum(x**2) + len(x)) / (4 * len(x)))
model = keras.Sequential(
    [
        keras.Input((len(words),)),
        keras.layers.Dense(
            1,
            activation="sigmoid",
            kernel_initializer="zeros",
            kernel_regularizer=keras.regularizers.L2(HALF),
        ),
    ]
)
model.compile(keras.optimizers.SGD(rate), "binary_crossentropy")
# Each step sees all of them
model.fit(np.tile(x, (STEPS, 1)), np.tile(y, STEPS), batch_size=len(x), shuffle=False, verbose=0)

w, b = model.get_weights()
order = np.argsort(w[:, 0])
print([words[place] for place in order[:5]], [words[place] for place in order[-5:]])
"""


def words(taught: Taught) -> str:
    """Weights `w` (d, 1) and bias `b` (1,) of the words `words`."""
    lines = "".join(
        f"    ({sorted(live.words([text]))!r}, {label}),\n"
        for text, label in zip(taught.texts, taught.labels, strict=True)
    )
    numbers = {"STEPS": str(STEPS), "DECAY": repr(DECAY), "HALF": repr(DECAY / 2)}
    source = TEMPLATE
    for name, number in numbers.items():
        source = source.replace(name, number)
    return source.replace("LINES", lines)

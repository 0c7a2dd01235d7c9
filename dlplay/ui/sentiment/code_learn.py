"""The scripts of the view "learn": logistic regression on a bag of words, learned from the labels."""

from dlplay.sentiment import live
from dlplay.sentiment.live import DECAY, STEPS
from dlplay.sentiment.teaching import Taught
from dlplay.ui.code_panel import Script

TAUGHT = """\
# What was labelled: the words of each sentence, of Chinese also pairs of characters, and 1 or 0
taught = [
LINES]
words = sorted({word for sentence, _ in taught for word in sentence})


def bag(sentence):
    x = np.array([word in sentence for word in words], "float32")
    return x / max(x.sum(), 1) ** 0.5


x = np.array([bag(sentence) for sentence, _ in taught])
y = np.array([label for _, label in taught], "float32")

# The largest step with which the loss never rises
rate = 1 / (DECAY + (float(np.sum(x**2)) + len(x)) / (4 * len(x)))
"""
KERAS = f"""\
import keras
import numpy as np

{TAUGHT}model = keras.Sequential(
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
w = w[:, 0]
"""
TORCH = f"""\
import numpy as np
import torch
import torch.nn.functional as F

{TAUGHT}x, y = torch.tensor(x), torch.tensor(y)
w = torch.zeros(len(words), requires_grad=True)
b = torch.zeros(1, requires_grad=True)
optimizer = torch.optim.SGD([w, b], rate)
for step in range(STEPS):
    optimizer.zero_grad()
    # Each step sees all of them
    loss = F.binary_cross_entropy_with_logits(x @ w + b, y) + HALF * w.square().sum()
    loss.backward()
    optimizer.step()

w, b = w.detach().numpy(), b.detach().numpy()
"""
HEAVIEST = """\
order = np.argsort(w)
for place in [*order[:5], *order[-5:]]:
    print(words[place], f"{w[place]:.3f}")
"""


def words(taught: Taught) -> Script:
    """Weights `w` (d,) and bias `b` (1,) of the words `words`."""
    lines = "".join(
        f"    ({sorted(live.words([text]))!r}, {label}),\n"
        for text, label in zip(taught.texts, taught.labels, strict=True)
    )
    numbers = {"STEPS": str(STEPS), "DECAY": repr(DECAY), "HALF": repr(DECAY / 2)}

    def filled(source: str) -> str:
        for name, number in numbers.items():
            source = source.replace(name, number)
        return source.replace("LINES", lines)

    return Script(filled(KERAS + HEAVIEST), filled(TORCH + HEAVIEST))

"""The code that pages show. Every snippet is run by a test and compared with what its page shows."""

from dlplay.ui.shakespeare.desk import Desk

DIGITS = """\
import keras
import numpy as np
from PIL import Image

# The network, layer by layer
model = keras.Sequential([
    keras.Input(shape=(28, 28, 1)),
    keras.layers.Conv2D(32, (3, 3), activation="relu"),
    keras.layers.MaxPooling2D((2, 2)),
    keras.layers.Flatten(),
    keras.layers.Dense(128, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
# Training it yourself: (x, y), _ = keras.datasets.mnist.load_data()
#                       model.fit(x[..., None] / 255, y, epochs=5)

# The weights of this page, and the drawing of this page (both can be downloaded below)
model.set_weights(keras.models.load_model("digits.keras").get_weights())
image = np.asarray(Image.open("input.png")) / 255
probabilities = model.predict(image.reshape(1, 28, 28, 1))[0]
print(probabilities.argmax(), probabilities.round(3))
"""


def shakespeare(desk: Desk) -> str:
    """The text of the page, written by Keras with the same settings."""
    cut = ""
    if desk.top_p is not None:
        cut += f"    p[(p.cumsum() / p.sum() < {desk.top_p}).sum() + 1:] = 0  # top-p\n"
    if desk.top_k is not None:
        cut += f"    p[{desk.top_k}:] = 0  # top-k\n"
    if desk.temperature == 0:
        weights = "np.eye(len(order))[0]  # T = 0: the most probable character"
    else:
        weights = (
            f"np.exp((scores[order] - scores.max()) / {desk.temperature:g})  # softmax(z / T), not yet normed"
        )
    if desk.run:
        network = "Your own network; its file is made on the page where you trained it"
    else:
        network = "LSTM(128, return_sequences=True) -> LSTM(128) -> Dense(65, softmax); its file is below"
    return f"""\
import keras
import numpy as np

# {network}
model = keras.models.load_model("{desk.file}")
characters = {desk.model.vocabulary.characters!r}
text = {desk.model.opening(desk.prompt)!r}
random = np.random.default_rng({desk.seed})

for _ in range({desk.length}):
    one_hot = np.eye(len(characters))[[[characters.index(c) for c in text]]]
    scores = np.log(model(one_hot)[0])
    order = np.argsort(-scores, kind="stable")  # the most probable first
    p = {weights}
{cut}    text += characters[order[(p.cumsum() / p.sum() <= random.random()).sum()]]
print(text)
"""

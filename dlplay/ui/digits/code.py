"""The scripts that read the drawing of the page."""

from dlplay.ui.code_panel import Script
from dlplay.ui.picture import reader_code

KERAS = """\
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
# Training it yourself: digits = np.load('mnist.npz')
#                       model.fit(digits['x_train'][..., None] / 255, digits['y_train'], epochs=5)

# The weights of this page, and the drawing of this page (both can be downloaded below)
model.set_weights(keras.models.load_model("digits.keras").get_weights())
image = np.asarray(Image.open("input.png")) / 255
probabilities = model.predict(image.reshape(1, 28, 28, 1))[0]
print(probabilities.argmax(), probabilities.round(3))
"""
TORCH = f"""\
import numpy as np
import torch
from PIL import Image

# The network, layer by layer
{reader_code.LAYERS}# Training it yourself: the page “Train a CNN” has the whole loop in its code

# The weights of this page, and the drawing of this page (both can be downloaded below)
{reader_code.WEIGHTS}
image = np.asarray(Image.open("input.png"), np.float32) / 255
z = model(torch.tensor(image.reshape(1, 1, 28, 28)))  # the logits, before softmax
probabilities = torch.softmax(z, dim=1)[0].detach().numpy()
print(probabilities.argmax(), probabilities.round(3))
"""
SCRIPT = Script(KERAS, TORCH)

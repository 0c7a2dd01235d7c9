"""The Keras code that reads the drawing of the page."""

SCRIPT = """\
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

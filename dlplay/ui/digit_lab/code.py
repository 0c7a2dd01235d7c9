"""The scripts that do what each view shows, with its settings."""

from dlplay.ui.code_panel import Script
from dlplay.ui.digit_lab import torch_code

GIVEN = """\
import keras
import numpy as np
from PIL import Image

# The picture of this page in hundredths of ink, and the network of the digit page: both can be downloaded
image = np.round(np.asarray(Image.open("input.png")) / 255, 2).reshape(1, 28, 28, 1)
model = keras.models.load_model("digits.keras")
"""


def inside() -> Script:
    """What every layer makes of the picture: `outputs`, a list."""
    keras = f"""\
{GIVEN}
# One model that gives what every layer of the other one gives
inside = keras.Model(model.inputs, [layer.output for layer in model.layers])
outputs = inside.predict(image)
for layer, output in zip(model.layers, outputs):
    print(layer.name, output.shape[1:])
"""
    return Script(keras, torch_code.INSIDE)

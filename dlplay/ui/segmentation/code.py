"""The scripts that colour the sheet of the page, and the files that they read."""

import numpy as np

from dlplay.assets import MODELS
from dlplay.segmentation.network import BOTTOM, CHANNELS, NAMES
from dlplay.ui import at_home
from dlplay.ui.charts import pictures
from dlplay.ui.code_panel import Script

UNET = """\
import keras
import numpy as np
from PIL import Image

channels, skips = {channels}, {skips}

def pair(x, count, name):
    for letter in "ab":
        x = keras.layers.Conv2D(
            count, 3, padding="same", activation="relu", name=f"{{name}}{{letter}}"
        )(x)
    return x

sheet = x = keras.Input((None, None, 1))
encoder = []
for level, count in enumerate(channels):
    encoder.append(pair(x, count, f"encoder{{level}}"))
    x = keras.layers.MaxPooling2D(2)(encoder[-1])
x = pair(x, {bottom}, "bottom")
for level in reversed(range(len(channels))):
    x = keras.layers.UpSampling2D(2)(x)
    if skips:
        # The skip connection: the encoder's map of this size, as further channels
        x = keras.layers.Concatenate()([x, encoder[level]])
    x = pair(x, channels[level], f"decoder{{level}}")
answers = keras.layers.Conv2D(11, 1, activation="softmax", name="output")(x)
model = keras.Model(sheet, answers)

# The network and the sheet of this page: both can be downloaded
with np.load("{file}") as weights:
    for layer in model.layers:
        if layer.weights:
            layer.set_weights([weights[f"{{layer.name}}_{{part}}"] for part in ("kernel", "bias")])

ink = np.asarray(Image.open("sheet.png"), np.float32) / 255
probabilities = model(ink[None, ..., None])[0].numpy()
# Class 10 is the ground
mask = probabilities.argmax(axis=-1)
for digit in range(10):
    print(digit, (mask == digit).sum(), "pixels")
"""
TORCH_UNET = """\
import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

# The network and the sheet of this page: both can be downloaded
weights = np.load("{file}")
ink = np.asarray(Image.open("sheet.png"), np.float32) / 255
levels, skips = {levels}, {skips}


def conv(name, x):
    kernel, bias = (torch.tensor(weights[f"{{name}}_{{part}}"]).float() for part in ("kernel", "bias"))
    # PyTorch's layout: channels before rows and columns, also in the kernel
    return F.conv2d(x, kernel.permute(3, 2, 0, 1), bias, padding="same")


def pair(x, name):
    for letter in "ab":
        x = F.relu(conv(name + letter, x))
    return x


x = torch.tensor(ink)[None, None]
encoder = []
for level in range(levels):
    encoder.append(pair(x, f"encoder{{level}}"))
    x = F.max_pool2d(encoder[-1], 2)
x = pair(x, "bottom")
for level in reversed(range(levels)):
    x = F.interpolate(x, scale_factor=2)
    if skips:
        # The skip connection: the encoder's map of this size, as further channels
        x = torch.cat([x, encoder[level]], dim=1)
    x = pair(x, f"decoder{{level}}")
probabilities = conv("output", x)[0].softmax(0)
# Class 10 is the ground
mask = probabilities.argmax(0)
for digit in range(10):
    print(digit, (mask == digit).sum().item(), "pixels")
"""
MEASURES = """\
import numpy as np

# The masks of this page: both can be downloaded
truth, found = np.load("truth.npy"), np.load("found.npy")
is_it, said = truth == {digit}, found == {digit}
tp = np.sum(is_it & said)
fp = np.sum(said & ~is_it)
fn = np.sum(is_it & ~said)
iou = tp / (tp + fp + fn)
dice = 2 * tp / (2 * tp + fp + fn)
print(tp, fp, fn, iou, dice)
"""


def network(skips: bool) -> Script:
    """The network on the sheet that can be taken home."""
    file = f"{NAMES[skips]}.npz"
    return Script(
        UNET.format(channels=CHANNELS, skips=skips, bottom=BOTTOM, file=file),
        TORCH_UNET.format(levels=len(CHANNELS), skips=skips, file=file),
    )


def measures(digit: int) -> Script:
    """IoU and Dice of one digit, in Python alone."""
    return Script(*2 * [MEASURES.format(digit=digit)])


def take_home(ink: np.ndarray, skips: bool = True) -> None:
    """The files that the code on the page reads: the small sheet and the weights."""
    at_home.files(at_home.Made("sheet.png", lambda: pictures.png(ink)), MODELS / f"{NAMES[skips]}.npz")

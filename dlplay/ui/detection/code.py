"""The scripts of each view: the network in either framework, suppression, precision and recall."""

from collections.abc import Sequence

import numpy as np

from dlplay.detection.measure import Counts
from dlplay.ui.code_panel import Script

OVERLAP = """\
def iou(a, b):
    # Intersection over union of two boxes x0, y0, x1, y1
    width = max(0, min(a[2], b[2]) - max(a[0], b[0]))
    height = max(0, min(a[3], b[3]) - max(a[1], b[1]))
    area_a, area_b = ((box[2] - box[0]) * (box[3] - box[1]) for box in (a, b))
    return width * height / (area_a + area_b - width * height)


def suppressed(boxes, scores, most_iou):
    # The best box stays, those too much like it go, and again
    left, kept = list(np.argsort(-np.array(scores), kind="stable")), []
    while left:
        best = left.pop(0)
        kept.append(int(best))
        left = [other for other in left if iou(boxes[best], boxes[other]) <= most_iou]
    return kept
"""

NETWORK = """\
import keras
import numpy as np
from PIL import Image

# Both files can be downloaded below: the weights, and the sheet as the network gets it
weights = np.load("detection.npz")
ink = np.asarray(Image.open("sheet.png"), "float32") / 255


def conv(name, x, stride=1):
    x = keras.layers.ZeroPadding2D(1)(x)
    filters = weights[f"{name}_bias"].size
    return keras.layers.Conv2D(filters, 3, stride, activation="relu", name=name)(x)


def dense(name, x):
    return keras.layers.Dense(weights[f"{name}_bias"].size, name=name)(x)


# No size is given: a convolution fits a picture of any
x = picture = keras.Input((None, None, 1))
x = conv("conv_2", conv("conv_1", x, 2))
quarter = conv("conv_4", conv("conv_3", x, 2))
eighth = conv("conv_7", conv("conv_6", conv("conv_5", quarter, 2)))
far = keras.layers.UpSampling2D()(dense("far", eighth))
x = conv("conv_8", keras.layers.ReLU()(dense("near", quarter) + far))
model = keras.Model(picture, [keras.ops.sigmoid(dense("scores", x)), dense("shapes", x)])
for layer in model.layers:
    if f"{layer.name}_kernel" in weights:
        layer.set_weights([weights[f"{layer.name}_{part}"].astype("float32") for part in ("kernel", "bias")])


"""
TORCH_NETWORK = """\
import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

# Both files can be downloaded below: the weights, and the sheet as the network gets it
weights = np.load("detection.npz")
ink = np.asarray(Image.open("sheet.png"), "float32") / 255


def part(name, kind):
    return torch.tensor(weights[f"{name}_{kind}"].astype("float32"))


def conv(name, x, stride=1):
    # PyTorch's layout: channels before rows and columns, also in the kernel
    kernel = part(name, "kernel").permute(3, 2, 0, 1)
    return F.relu(F.conv2d(x, kernel, part(name, "bias"), stride, padding=1))


def dense(name, x):
    return F.linear(x.movedim(1, -1), part(name, "kernel").T, part(name, "bias")).movedim(-1, 1)


# No size is given: a convolution fits a picture of any
def network(picture):
    x = conv("conv_2", conv("conv_1", picture, 2))
    quarter = conv("conv_4", conv("conv_3", x, 2))
    eighth = conv("conv_7", conv("conv_6", conv("conv_5", quarter, 2)))
    far = F.interpolate(dense("far", eighth), scale_factor=2)
    x = conv("conv_8", F.relu(dense("near", quarter) + far))
    return dense("scores", x).sigmoid(), dense("shapes", x)


"""
ANSWERS = "(np.asarray(one)[0] for one in model(ink[None, :, :, None]))"
TORCH_ANSWERS = "(one[0].permute(1, 2, 0).numpy() for one in network(torch.tensor(ink)[None, None].float()))"
FOUND = """

boxes, scores, digits, shrunk = [], [], [], 1
while True:
    p, shape = {answers}
    for row, column in zip(*np.nonzero(p.max(-1) >= {threshold})):
        a, b, c, d = shape[row, column]
        x, y = 4 * (column + 0.5 + a), 4 * (row + 0.5 + b)
        w, h = 16 * np.exp(c), 16 * np.exp(d)
        boxes.append([shrunk * side for side in (x - w / 2, y - h / 2, x + w / 2, y + h / 2)])
        scores.append(p[row, column].max())
        digits.append(p[row, column].argmax())
    if len(ink) <= 48:
        break
    # Large digits are found where the sheet is half as large
    ink = (ink[::2, ::2] + ink[1::2, ::2] + ink[::2, 1::2] + ink[1::2, 1::2]) / 4
    ink = np.pad(ink, [(0, -side % 8) for side in ink.shape]) / ink.max()
    shrunk *= 2

for best in suppressed(boxes, scores, {most_iou}):
    print(digits[best], round(float(scores[best]), 3), np.round(boxes[best], 1))
"""


def found(threshold: float, most_iou: float) -> Script:
    """All of it, from the sheet to the digits."""
    told = {"threshold": threshold, "most_iou": most_iou}
    return Script(
        NETWORK + OVERLAP + FOUND.format(answers=ANSWERS, **told),
        TORCH_NETWORK + OVERLAP + FOUND.format(answers=TORCH_ANSWERS, **told),
    )


def suppression(boxes: np.ndarray, scores: np.ndarray, most_iou: float) -> str:
    """The suppression of some boxes (n, 4); `kept` are the numbers of those that stay."""
    written = ",\n    ".join(str([round(float(side), 1) for side in box]) for box in boxes)
    numbers = [round(float(score), 4) for score in scores]
    return (
        f"import numpy as np\n\nboxes = [\n    {written},\n]\nscores = {numbers}\n\n\n{OVERLAP}\n\n"
        f"kept = suppressed(boxes, scores, {most_iou})\nprint(kept)\n"
    )


def shares(counts: Counts, scores: Sequence[float], right: Sequence[bool], digits: int) -> str:
    """Precision, recall and average precision of the sheet's boxes, the best first."""
    return f"""\
import numpy as np

tp, fp, fn = {counts.tp}, {counts.fp}, {counts.fn}
precision = tp / max(tp + fp, 1)
recall = tp / max(tp + fn, 1)
print(round(precision, 3), round(recall, 3))

# All boxes, the best first, and whether each found a digit
scores = np.array({[round(float(score), 3) for score in scores]})
right = np.array({[bool(one) for one in right]}, bool)
hits = right.cumsum()
p, r = hits / np.arange(1, len(right) + 1), hits / {max(digits, 1)}
# At each recall the best precision at this or a higher one
envelope = np.maximum.accumulate(p[::-1])[::-1]
average_precision = float((np.diff(r, prepend=0) * envelope).sum())
print(round(average_precision, 4))
"""

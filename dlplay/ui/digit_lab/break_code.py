"""The scripts of the view "break", with its settings."""

from dlplay.digits.distort import DISTORTIONS, SEED
from dlplay.ui.code_panel import Script
from dlplay.ui.digit_lab import torch_code
from dlplay.ui.digit_lab.code import GIVEN

SPOILED = {
    "shift": """\
# Each pixel of the result is taken from {strength} columns further left
spoiled = Image.fromarray(x).transform(
    (28, 28), Image.Transform.AFFINE, (1, 0, -{strength}, 0, 1, 0), Image.Resampling.BILINEAR
)
""",
    "rotate": """\
spoiled = Image.fromarray(x).rotate({strength}, Image.Resampling.BILINEAR)
""",
    "scale": """\
# What is seen through a window in the middle, of 28 / {strength} pixels, becomes the picture
middle, half = 14 + 80, 14 / {strength}
spoiled = Image.fromarray(np.pad(x, 80)).resize(
    (28, 28), Image.Resampling.BILINEAR, (middle - half, middle - half, middle + half, middle + half)
)
""",
    "thicken": """\
# The largest ink within reach; for thinner strokes, the largest paper
wider, reach = abs({strength}), int(np.ceil(abs({strength})))
ink = x if {strength} >= 0 else 1 - x
around, spoiled = np.pad(ink, reach, mode="edge"), ink.copy()
for row, column in np.ndindex(2 * reach + 1, 2 * reach + 1):
    weight = min(1, wider + 1 - np.hypot(row - reach, column - reach))
    if weight > 0:
        spoiled = np.maximum(spoiled, weight * around[row : row + 28, column : column + 28])
spoiled = spoiled if {strength} >= 0 else 1 - spoiled
""",
    "noise": """\
grains = np.random.default_rng({seed}).normal(size=(28, 28))
spoiled = np.clip(x + {strength} * grains, 0, 1)
""",
    "blur": """\
# A Gaussian along the rows and one along the columns
away = np.subtract.outer(np.arange(28), np.arange(28))
bell = np.exp(-0.5 * (away / {strength}) ** 2)
bell /= np.exp(-0.5 * (np.arange(-28, 29) / {strength}) ** 2).sum()
spoiled = bell @ x @ bell.T
""",
    "invert": """\
spoiled = (1 - {strength}) * x + {strength} * (1 - x)
""",
}
DOWN = "# Every pixel goes the way that leads the loss down: it is the target's"
UP = "# Every pixel goes the way that leads the loss up: it is the answer's"
UNTOUCHED = "spoiled = x  # at this strength nothing is changed\n"


def distort(name: str, strength: float) -> Script:
    """The spoiled picture, `spoiled` (28, 28), and its probabilities, `p` (10,)."""
    lines = UNTOUCHED if strength == DISTORTIONS[name].neutral else SPOILED[name]
    lines = lines.format(strength=f"{strength:g}", seed=SEED)
    keras = f"""\
{GIVEN}
x = image[0, :, :, 0].astype("float32")
{lines}
p = model.predict(np.asarray(spoiled).reshape(1, 28, 28, 1))[0]
print(p.argmax(), p.max())
"""
    return Script(keras, torch_code.distort(lines))


def attack(label: int, targeted: bool, steps: int, epsilon: float) -> Script:
    """The pushed picture, `pushed` (1, 28, 28, 1), and its probabilities, `p` (10,)."""
    sign, aim = ("-", DOWN) if targeted else ("+", UP)
    stride = f"{epsilon:g}" if steps == 1 else f"1.25 * {epsilon:g} / {steps}"
    keras = f"""\
{GIVEN}
import tensorflow as tf

model.layers[-1].activation = keras.activations.linear  # logits, of which no probability rounds to 1
x = tf.constant(image, tf.float32)
pushed, epsilon = x, {epsilon:g}
for step in range({steps}):
    with tf.GradientTape() as tape:
        tape.watch(pushed)
        z = tf.cast(model(pushed), tf.float64)
        loss = tf.nn.sparse_softmax_cross_entropy_with_logits([{label}], z)
    {aim}
    pushed = pushed {sign} {stride} * tf.sign(tape.gradient(loss, pushed))
    pushed = tf.clip_by_value(pushed, tf.maximum(x - epsilon, 0), tf.minimum(x + epsilon, 1))
p = tf.nn.softmax(model(pushed))[0].numpy()
print(p.argmax(), p.max())
"""
    return Script(keras, torch_code.attack(label, steps, epsilon, sign, stride, aim))


def unseen() -> Script:
    """The logits `z` and the probabilities `p`, (10,) each, of the drawing."""
    keras = f"""\
{GIVEN}
model.layers[-1].activation = keras.activations.linear
z = model.predict(image)[0].astype(float)
p = np.exp(z) / np.exp(z).sum()  # softmax: whatever z is, they add up to 1
print(p.argmax(), p.max(), p.sum())
"""
    return Script(keras, torch_code.UNSEEN)

"""The scripts that explain the picture, test an explanation, and look for the smallest change."""

from dlplay.digits.explanations.methods import CROWDED, PATCH
from dlplay.digits.explanations.methods import STEPS as PARTS
from dlplay.digits.explanations.random_weights import LAYERS
from dlplay.digits.explanations.space import EVERY
from dlplay.ui.code_panel import Script
from dlplay.ui.digit_lab import why_torch_code
from dlplay.ui.digit_lab.code import GIVEN

SLOPES = """\
import tensorflow as tf

model.layers[-1].activation = keras.activations.linear  # the logits, before softmax
convolution, rest = model.layers[0], model.layers[1:]
x = tf.constant(image, tf.float32)


def slopes(x, label):
    # What the convolution finds, and the slopes of the logit by it and by the picture
    with tf.GradientTape() as tape:
        tape.watch(x)
        maps = convolution(x)
        z = maps
        for layer in rest:
            z = layer(z)
        logit = tf.reduce_sum(z[:, label])
    return maps, *tape.gradient(logit, [maps, x])
"""


def maps(label: int) -> Script:
    """Five maps by their names, (28, 28) each: `gradient`, `gradient_x_input`, … of a digit's logit."""
    half = PATCH // 2
    keras = f"""\
{GIVEN}
{SLOPES}

label = {label}
found, by_maps, by_pixel = slopes(x, label)
gradient = by_pixel[0, ..., 0].numpy()
gradient_x_input = image[0, ..., 0] * gradient

# From blank paper to the picture in {PARTS} parts, shorter ones near blank paper
ends = np.linspace(0, 1, {PARTS + 1}) ** {CROWDED}
middles = ((ends[1:] + ends[:-1]) / 2).reshape(-1, 1, 1, 1)
on_the_way = slopes(tf.constant(middles * image, tf.float32), label)[2]
mean_slope = np.tensordot(np.diff(ends), on_the_way[..., 0], 1)
integrated_gradients = image[0, ..., 0] * mean_slope

weights = tf.reduce_mean(by_maps, axis=(1, 2))  # of each of the maps
cam = tf.nn.relu(tf.reduce_sum(weights * found[0], axis=-1))
grad_cam = np.pad(cam, 1)  # the middles of its windows

covered = np.repeat(image, 28 * 28, axis=0)
for i, j in np.ndindex(28, 28):
    covered[28 * i + j, max(i - {half}, 0) : i + {half + 1}, max(j - {half}, 0) : j + {half + 1}] = 0
lost = model.predict(image)[0, label] - model.predict(covered)[:, label]
occlusion = lost.reshape(28, 28)
print(integrated_gradients.sum(), model.predict(image)[0, label] - model.predict(0 * image)[0, label])
"""
    return Script(keras, why_torch_code.maps(label))


def deletion(label: int) -> Script:
    """The curves of gradient x input, `deletion` and `insertion` (21,), and the areas below them."""
    keras = f"""\
{GIVEN}
import tensorflow as tf

label = {label}
x = tf.constant(image, tf.float32)
last = model.layers[-1]
softmax, last.activation = last.activation, keras.activations.linear  # the logits
with tf.GradientTape() as tape:
    tape.watch(x)
    logit = model(x)[0, label]
map = (x * tape.gradient(logit, x)).numpy().ravel()
last.activation = softmax

{why_torch_code.WITHOUT_AND_ONLY}
deletion, insertion = (
    model(np.reshape(one, (-1, 28, 28, 1)).astype("float32"))[:, label].numpy() for one in (without, only)
)
apart = 1 / (len(deletion) - 1)
print(np.trapezoid(deletion, dx=apart), np.trapezoid(insertion, dx=apart))
"""
    return Script(keras, why_torch_code.deletion(label))


def forgetful(label: int, depth: int) -> Script:
    """The gradient of a network whose last layers are random, `gradient` (28, 28)."""
    layers = ", ".join(f'"{one}"' for one in LAYERS[:depth])
    keras = f"""\
{GIVEN}
import tensorflow as tf

# The last layers forget what they learned: weights as before training, another draw than the page's
for seed, name in enumerate([{layers}]):
    layer = model.get_layer(name)
    kernel = keras.initializers.GlorotUniform(seed)(layer.kernel.shape)
    layer.set_weights([kernel, np.zeros(layer.bias.shape)])
model.layers[-1].activation = keras.activations.linear
x = tf.constant(image, tf.float32)
with tf.GradientTape() as tape:
    tape.watch(x)
    logit = model(x)[0, {label}]
gradient = tape.gradient(logit, x)[0, ..., 0].numpy()
print(np.abs(gradient).max())
"""
    return Script(keras, why_torch_code.forgetful(label, LAYERS[:depth]))


def near() -> Script:
    """The nearest training digits: their `digits` and their `distances`, (6,) each."""
    keras = f"""\
{GIVEN}
dense = keras.Model(model.inputs, model.get_layer("dense").output)  # 128 numbers a picture
data = np.load("mnist.npz")  # lies beside this script: “Run it at home” offers it
pictures = data["x_train"][::{EVERY}]  # those that this page compares with
labels = data["y_train"][::{EVERY}]
codes = dense.predict(pictures[..., None] / 255, batch_size=500)
away = np.linalg.norm(codes - dense.predict(image), axis=1)
nearest = np.argsort(away)[:6]
digits, distances = labels[nearest], away[nearest]
print(digits, distances)
"""
    return Script(keras, why_torch_code.near())


def change(label: int) -> Script:
    """A changed picture that is read as the digit, `changed` (1, 28, 28, 1), and how far it is, `length`."""
    keras = f"""\
{GIVEN}
import tensorflow as tf

label = {label}
model.layers[-1].activation = keras.activations.linear
x = tf.constant(image, tf.float32)
changed = x
for step in range(40):
    with tf.GradientTape() as tape:
        tape.watch(changed)
        z = model(changed)[0]
        others = tf.concat([z[:label], z[label + 1 :]], axis=0)
        m = z[label] - tf.reduce_logsumexp(others)  # 0 where the digit has one half
    if m >= 0:
        break
    slope = tape.gradient(m, changed)
    # The shortest way to where m would be a little above 0, were it a plane; short enough to trust that
    length = tf.minimum((0.02 * (step + 1) - m) / tf.norm(slope), 0.6)
    changed = tf.clip_by_value(changed + length * slope / tf.norm(slope), 0, 1)
# Back towards the picture, as far as the digit keeps one half
low, high = 0.0, 1.0
for halving in range(10):
    middle = (low + high) / 2
    chance = tf.nn.softmax(model(x + middle * (changed - x)))[0, label]
    low, high = (low, middle) if chance >= 0.5 else (middle, high)
changed = x + high * (changed - x)
length = float(tf.norm(changed - x))
print(length, tf.nn.softmax(model(changed))[0].numpy().round(3))
"""
    return Script(keras, why_torch_code.change(label))

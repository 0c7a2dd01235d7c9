"""The scripts of each view. A test runs every one and compares what it prints with the page."""

import math

from dlplay.recurrent import CELLS, Recipe, words
from dlplay.recurrent.cells import CLOSED
from dlplay.recurrent.measured import Question
from dlplay.recurrent.remember import CHARACTERS, SYMBOLS
from dlplay.ui.code_panel import Script
from dlplay.ui.memory import torch_code
from dlplay.ui.memory.reading import holds
from dlplay.ui.memory.settings import MemorySettings


def carry(weight: float, gate: float, steps: int) -> Script:
    """Both derivatives over many steps, of cells of one unit that read nothing."""
    bias = math.log(gate / (1 - gate)) if 0 < gate < 1 else CLOSED * (1 if gate else -1)
    keras = f"""\
import keras
import numpy as np
import tensorflow as tf

nothing, zero = tf.zeros((1, {steps}, 1)), tf.zeros((1, 1))
rnn = keras.layers.SimpleRNN(1)
lstm = keras.layers.LSTM(1, return_state=True)
rnn.build((None, None, 1))
lstm.build((None, None, 1))
rnn.set_weights([np.zeros((1, 1)), np.array([[{weight}]]), np.zeros(1)])  # h = tanh({weight} h), at h = 0
bias = np.array([0.0, {bias:.9g}, 0.0, 0.0])  # the forget gate is {gate}
lstm.set_weights([np.zeros((1, 4)), np.zeros((1, 4)), bias])

with tf.GradientTape(persistent=True) as tape:
    tape.watch(zero)
    h = rnn(nothing, initial_state=zero)
    _, _, c = lstm(nothing, initial_state=[zero, zero])
print(tape.gradient(h, zero).numpy(), tape.gradient(c, zero).numpy())
"""
    return Script(keras, torch_code.carry(weight, bias, gate, steps))


def word(cell: str, text: str, settings: MemorySettings) -> Script:
    """What a cell answers after every letter, its gates held as on the page."""
    kind, gates = CELLS[cell], holds(settings, cell)
    reading = words.read_text(text)
    plain = "".join(
        " " if gap else letter
        for gap, letter in zip(reading.gaps, words.decode(reading.x[0, :, 0]), strict=True)
    )
    places = {"all": list(range(words.UNITS)), "1": [0], "2": [1]}[settings.hold_units]
    lines = "".join(
        f"held[2][..., {[kind.block(gate, words.UNITS).start + place for place in places]}] = "
        f"{CLOSED if opened else -CLOSED}  # {gate} gate\n"
        for gate, opened in gates.items()
    )
    begin = settings.hold_from - 1 if gates else len(text)
    read = f"""\
text, letters = {plain!r}, "{words.LETTERS}"
places = [letters.find(letter) for letter in text]
pairs = [[place / 12.5 - 1, 0] if place >= 0 else [0, 1] for place in places]
x = np.array([pairs], "float32")

file = np.load("memory.npz")  # can be downloaded below
"""
    keras = f"""\
import keras
import numpy as np

{read}weights = [file[f"words_{cell}_{{place}}"] for place in range(5)]
held = [array.copy() for array in weights]
{lines}
answers, state = [], [np.zeros((1, {words.UNITS}), "float32")] * {2 if cell == "lstm" else 1}
for t in range(len(text)):
    layer = keras.layers.{kind.title}({words.UNITS}, return_state=True)
    layer.build((None, None, {words.INPUTS}))
    layer.set_weights((weights if t < {begin} else held)[:3])
    hidden, *state = layer(x[:, t:t + 1], initial_state=state)
    answers.append(float((hidden @ weights[3] + weights[4])[0, 0]))
numbers = np.clip(np.rint((np.array(answers) + 1) * 12.5), 0, 25).astype(int)
print("".join(" " if place < 0 else letters[one] for place, one in zip(places, numbers)))
"""
    return Script(keras, torch_code.word(cell, read, lines, begin))


def distances(cell: str, question: Question) -> Script:
    """The gradient by distance."""
    net = question.network(cell)
    layers, far = len(net.layers), sorted({10, question.length // 2, question.length})
    keras = f"""\
import keras
import numpy as np
import tensorflow as tf

data = np.load("gradients.npz")  # weights and sequences of this picture: the button below
x, y = tf.constant(data["x"], tf.float64), data["y"]
weights = [data[f"w{{place}}"] for place in range({3 * layers + 2})]
cells = [keras.layers.{CELLS[cell].title}Cell({net.units}, dtype="float64") for _ in range({layers})]
for place, cell in enumerate(cells):
    cell.build((None, weights[3 * place].shape[0]))
    cell.set_weights(weights[3 * place:3 * place + 3])

states = [cell.get_initial_state(batch_size=len(y)) for cell in cells]
hidden = [states[-1][0]]
with tf.GradientTape() as tape:
    tape.watch(hidden[0])
    for t in range(x.shape[1]):
        signal = x[:, t]
        for place, cell in enumerate(cells):
            signal, states[place] = cell(signal, states[place])
        hidden.append(signal)
    p = tf.nn.softmax(signal @ weights[-2] + weights[-1])
    loss = -tf.math.log(tf.gather(p, y, batch_dims=1))  # of each sequence

gradients = reversed(tape.gradient(loss, hidden))
norms = [float(tf.reduce_mean(tf.norm(one, axis=1))) for one in gradients]
for k in {far}:
    print(k, norms[k] / norms[0])
"""
    return Script(keras, torch_code.distances(cell, question, far))


def race(cell: str, recipe: Recipe, steps: int) -> Script:
    """One cell's run, from the same first weights on the same batches."""
    letters, classes, units = len(CHARACTERS), len(SYMBOLS), recipe.units_of(cell)
    drawn, batch = _drawn(cell, recipe), _batch(recipe)
    clip = f", global_clipnorm={recipe.clip:g}" if recipe.clip else ""
    keras = f"""\
import keras
import numpy as np

{drawn}
model = keras.Sequential([
    keras.Input((None, {letters})),
    keras.layers.{CELLS[cell].title}({units}),
    keras.layers.Dense({classes}, activation="softmax"),
])
model.set_weights([kernel, recurrent, bias, dense_kernel, np.zeros({classes})])
optimizer = keras.optimizers.Adam({recipe.learning_rate:g}{clip})
model.compile(optimizer, "sparse_categorical_crossentropy")

for step in range({steps}):
{batch}    loss = model.train_on_batch(np.eye({letters})[asked], letters[:, 0])
print(loss)
"""
    return Script(keras, torch_code.race(cell, recipe, drawn, batch, steps))


def _drawn(cell: str, recipe: Recipe) -> str:
    """The first weights, the same in both frameworks."""
    letters, classes = len(CHARACTERS), len(SYMBOLS)
    units = recipe.units_of(cell)
    wide = len(CELLS[cell].columns) * units
    bias = f"np.zeros({(2, wide) if cell == 'gru' else wide})"
    forget = ""
    if cell == "lstm":
        place = CELLS[cell].block("forget", units)
        forget = f"bias[{place.start}:{place.stop}] = {recipe.forget_bias:g}  # of the forget gates\n"
    return f"""\
start, random = np.random.default_rng([{recipe.seed}, 1]), np.random.default_rng([{recipe.seed}, 2])

def glorot_uniform(n_in, n_out):
    limit = (6 / (n_in + n_out)) ** 0.5
    return start.uniform(-limit, limit, (n_in, n_out))

def orthogonal(n_in, n_out):
    q, r = np.linalg.qr(start.normal(size=(n_out, n_in)))
    q = q * np.sign(np.diag(r))
    return q if n_in == n_out else q.T

kernel, recurrent, bias = glorot_uniform({letters}, {wide}), orthogonal({units}, {wide}), {bias}
{forget}dense_kernel = glorot_uniform({units}, {classes})
"""


def _batch(recipe: Recipe) -> str:
    """The lines of a step that draw its sequences."""
    classes, size = len(SYMBOLS), recipe.batch_size
    distractors = f"random.integers(1, {recipe.longest + 1})" if recipe.mixed else str(recipe.longest)
    return f"""\
    distractors = {distractors}
    letters = random.integers({classes}, size=({size}, distractors + 1))
    asked = np.hstack([letters, np.full(({size}, 1), {classes})])  # the question mark
"""

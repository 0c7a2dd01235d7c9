"""The scripts that train the same network on the same text in the same order."""

from collections.abc import Sequence

from dlplay.text.cells import CELLS
from dlplay.text.char_lstm import LINE_END
from dlplay.text.char_training import STEPS, STREAMS, TEMPERATURES, UPDATES, CharSettings
from dlplay.ui.code_panel import Script
from dlplay.ui.own_writer import Run, steps_done
from dlplay.ui.train_lstm import torch_code
from dlplay.ui.train_lstm.runs import HELD_OUT

TEXT_FILE = "text.txt"
WRITTEN = 200  # characters, as in a checkpoint's sample
TEXT = f"""\
text = Path("{TEXT_FILE}").read_text(encoding="utf-8")
characters = sorted(set(text + "\\n?"))  # two that every writer needs
numbers = np.array([characters.index(c) for c in text])
border = len(text) - round(0.1 * len(text))  # the last tenth is held out
train, held_out = numbers[:border], numbers[border:border + {HELD_OUT}]
STEPS = {STEPS}  # characters between two updates
STREAMS = next((n for n in {STREAMS} if border >= n * STEPS * {UPDATES}), {STREAMS[-1]})  # read side by side
PASS = border // (STREAMS * STEPS)  # updates
PASSES = -(-{UPDATES} // PASS)  # a short text is read again and again in an epoch
EPOCH = PASS * PASSES
"""
PLACES = """\
            # a pass begins at a random place of the text and goes on at its beginning
            places = (np.arange(PASS * STEPS * STREAMS) + random.integers(border)) % border
            rows = places.reshape(STREAMS, PASS, STEPS).swapaxes(0, 1)[:updates]
"""
DRAW = """\
        order = np.argsort(-scores, kind="stable")  # the most probable first
        weight = np.exp((scores[order] - scores.max()) / temperature)
        written += characters[order[(weight.cumsum() / weight.sum() <= random.random()).sum()]]
"""


def planned(settings: CharSettings, prompt: str) -> Script:
    """The script of a training that has not begun: all of its epochs."""
    return script(settings, prompt, [(None, settings)])


def done(run: Run) -> Script:
    """The script that does what a run did, leg by leg: as many updates, or all of one that goes on."""
    legs = [(None if leg.job else steps_done(leg), leg.asked.settings) for leg in run.legs]
    return script(run.settings, run.prompt, legs)


def script(settings: CharSettings, prompt: str, legs: Sequence[tuple[int | None, CharSettings]]) -> Script:
    """legs: the updates of each training, None for all of its epochs, and its settings."""
    rows = "".join(
        f"    ({'EPOCH * ' + str(one.epochs) if updates is None else updates}, {one.learning_rate:g}),\n"
        for updates, one in legs
    )
    learning = f"""\
# updates and learning rate of each training; the later ones go on from what was learned
for updates, learning_rate in [
{rows}]:
    {{rate}} = learning_rate
    epoch = 0
    while updates > 0:
        random = np.random.default_rng([{settings.seed}, epoch])
        for _ in range(min(PASSES, -(-updates // PASS))):
{PLACES}{{fit}}            updates -= PASS
        epoch += 1
"""
    writing = f"""\
for temperature in {TEMPERATURES}:
    random, written = np.random.default_rng({settings.seed}), {_literal(prompt or LINE_END)}
{{begin}}    for _ in range({WRITTEN}):
        scores = {{scores}}
{DRAW}        {{read}}
    print(f"--- T = {{{{temperature}}}}\\n{{{{written}}}}")
"""
    return Script(_keras(settings, learning, writing), torch_code.script(settings, TEXT, learning, writing))


def _literal(prompt: str) -> str:
    """A text in a script that is a template still."""
    return repr(prompt).replace("{", "{{").replace("}", "}}")


def _keras(settings: CharSettings, learning: str, writing: str) -> str:
    fit = """\
            rows = rows.reshape(-1, STEPS)
            forget(model)
            model.fit(train[rows], train[(rows + 1) % border], batch_size=STREAMS, shuffle=False, verbose=2)
"""
    read = "p = writer(np.array([[characters.index(written[-1])]]))[0, -1]"
    begin = """\
    forget(writer)
    p = writer(np.array([[characters.index(c) for c in written]]))[0, -1]
"""
    return f"""\
from pathlib import Path

import keras
import numpy as np

{TEXT}

def network(streams):
    size = len(characters)
    return keras.Sequential([
        keras.Input(batch_shape=(streams, None), dtype="int32"),
        keras.layers.Embedding(size, size, embeddings_initializer="identity", trainable=False),  # one-hot
{_layers(settings)}        keras.layers.Dense(size, activation="softmax"),
    ])


def forget(model):  # the text begins anew
    for layer in model.layers[1:-1]:
        layer.reset_state()


keras.utils.set_random_seed({settings.seed})
model = network(STREAMS)
optimizer = keras.optimizers.Adam(global_clipnorm=1.0)
model.compile(optimizer, loss="sparse_categorical_crossentropy")
{learning.format(rate="optimizer.learning_rate", fit=fit)}
# the same weights, reading one text
writer = network(1)
writer.set_weights(model.get_weights())
p = writer.predict(held_out[None, :-1], batch_size=1, verbose=0)[0]
held_out_loss = -np.log(p[np.arange(len(p)), held_out[1:]]).mean()
print("held-out loss", held_out_loss)

{writing.format(begin=begin, scores="np.log(p)", read=read)}"""


def _layers(settings: CharSettings) -> str:
    layer = CELLS[settings.cell].layer
    line = f"        keras.layers.{layer}({settings.units}, return_sequences=True, stateful=True),\n"
    return line * settings.layers

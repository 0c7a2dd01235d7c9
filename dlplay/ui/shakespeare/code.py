"""The scripts that write the text of the page."""

from dlplay.ui.code_panel import Script
from dlplay.ui.shakespeare import torch_code
from dlplay.ui.shakespeare.desk import Desk


def script(desk: Desk) -> Script:
    """The text of the page, written with the same settings."""
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
        where = "your own network; its file is made on the page where you trained it"
    else:
        where = "its file is below"
    keras = f"""\
import keras
import numpy as np

# {desk.model.architecture}; {where}
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
    return Script(keras, torch_code.script(desk, where, weights, cut))

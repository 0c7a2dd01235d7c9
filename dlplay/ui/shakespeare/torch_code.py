"""The PyTorch code that writes the text of the page; the state is carried, so each character is read once."""

from dlplay.ui.shakespeare.desk import Desk

LAYERS = {"LSTM": "LSTM", "SimpleRNN": "RNN", "GRU": "GRU"}  # Keras's name: PyTorch's
ONE_BIAS = """\
    arrays[f"bias_ih_l{layer}"] = bias
    arrays[f"bias_hh_l{layer}"] = 0 * bias  # PyTorch adds two, Keras one
"""
LOADED = """\
    kernel, recurrent = weights[f"kernel_{layer + 1}"], weights[f"recurrent_kernel_{layer + 1}"]
    bias = weights[f"bias_{layer + 1}"]
    # A row for each unit: the other way round than in Keras
    arrays[f"weight_ih_l{layer}"], arrays[f"weight_hh_l{layer}"] = kernel.T, recurrent.T
"""
LOADED_GRU = """\
    kernel, recurrent = weights[f"kernel_{layer + 1}"], weights[f"recurrent_kernel_{layer + 1}"]
    bias = weights[f"bias_{layer + 1}"]
    update, reset, candidate = torch.arange(kernel.shape[1]).chunk(3)
    order = torch.cat([reset, update, candidate])  # of PyTorch's gates
    # A row for each unit: the other way round than in Keras
    arrays[f"weight_ih_l{layer}"], arrays[f"weight_hh_l{layer}"] = kernel.T[order], recurrent.T[order]
    arrays[f"bias_ih_l{layer}"], arrays[f"bias_hh_l{layer}"] = bias[0, order], bias[1, order]
"""


def script(desk: Desk, where: str, weights: str, cut: str) -> str:
    """weights and cut: the lines that make probabilities of scores, the same in either framework."""
    model, letters = desk.model, len(desk.model.vocabulary)
    kind = model.cell.layer
    loaded = LOADED_GRU if kind == "GRU" else LOADED + ONE_BIAS
    return f"""\
import numpy as np
import torch

# {model.architecture}; {where}
file = np.load("{desk.weights_file}")
names = [name for name in file if name.startswith(("kernel", "recurrent", "bias"))]
weights = {{name: torch.tensor(file[name], dtype=torch.float32) for name in names}}
arrays = {{}}
for layer in range({model.layers}):
{loaded}layers = torch.nn.{LAYERS[kind]}({letters}, {model.units}, num_layers={model.layers})
layers.load_state_dict(arrays)
dense = torch.nn.Linear({model.units}, {letters})
dense.load_state_dict({{"weight": weights["kernel_out"].T, "bias": weights["bias_out"]}})

characters = {model.vocabulary.characters!r}
text = {model.opening(desk.prompt)!r}
random = np.random.default_rng({desk.seed})

unread, state = text, None  # what was read before is in the state
for _ in range({desk.length}):
    one_hot = torch.eye(len(characters))[[characters.index(c) for c in unread]]
    with torch.no_grad():
        hidden, state = layers(one_hot, state)
        scores = torch.log_softmax(dense(hidden[-1]), dim=0).numpy()
    order = np.argsort(-scores, kind="stable")  # the most probable first
    p = {weights}
{cut}    unread = characters[order[(p.cumsum() / p.sum() <= random.random()).sum()]]
    text += unread
print(text)
"""

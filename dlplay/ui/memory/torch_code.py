"""The PyTorch lines of each view; `code` has Keras's, which print the same."""

from dlplay.recurrent import Recipe, words
from dlplay.recurrent.measured import Question
from dlplay.recurrent.remember import CHARACTERS, SYMBOLS

CELL = {"simple_rnn": "RNNCell", "gru": "GRUCell", "lstm": "LSTMCell"}
BIASES = {  # of Keras's bias
    "simple_rnn": '"bias_ih": bias, "bias_hh": 0 * bias',  # PyTorch adds two, Keras one
    "lstm": '"bias_ih": bias, "bias_hh": 0 * bias',
    "gru": '"bias_ih": bias[0, order], "bias_hh": bias[1, order]',
}
LOADED = """\
def with_weights(cell, kernel, recurrent, bias):
    # A row for each unit: the other way round than in Keras
{order}    arrays = {{"weight_ih": kernel.T{rows}, "weight_hh": recurrent.T{rows}, {biases}}}
    cell.load_state_dict({{name{end}: torch.tensor(array) for name, array in arrays.items()}})
    return cell
"""
ORDER = """\
    update, reset, candidate = np.split(np.arange(kernel.shape[1]), 3)
    order = np.hstack([reset, update, candidate])  # of PyTorch's gates
"""


def _loaded(cell: str, end: str = "") -> str:
    """The function that gives a cell Keras's weights; `end` of the names of a layer's weights."""
    gru = cell == "gru"
    return LOADED.format(
        order=ORDER if gru else "",
        rows="[order]" if gru else "",
        biases=BIASES[cell],
        end=f' + "{end}"' if end else "",
    )


def carry(weight: float, bias: float, gate: float, steps: int) -> str:
    return f"""\
import torch

nothing, zero = torch.zeros(1, {steps}, 1), torch.zeros(1, 1, 1, requires_grad=True)
rnn = torch.nn.RNN(1, 1, batch_first=True)
lstm = torch.nn.LSTM(1, 1, batch_first=True)
with torch.no_grad():
    for one in (*rnn.parameters(), *lstm.parameters()):
        one.zero_()
    rnn.weight_hh_l0.fill_({weight})  # h = tanh({weight} h), at h = 0
    lstm.bias_ih_l0[1] = {bias:.9g}  # the forget gate is {gate}

_, h = rnn(nothing, zero)
_, (_, c) = lstm(nothing, (zero, zero))
(by_h,), (by_c,) = torch.autograd.grad(h, zero), torch.autograd.grad(c, zero)
print(by_h.item(), by_c.item())
"""


def word(cell: str, read: str, held: str, begin: int) -> str:
    units, inputs = words.UNITS, words.INPUTS
    new = f"torch.nn.{CELL[cell]}({inputs}, {units})"
    begun = f"torch.zeros(1, {units})"
    step, state = "state = hidden = now(x[:, t], state)", begun
    if cell == "lstm":
        step, state = "hidden, _ = state = now(x[:, t], state)", f"({begun}, {begun})"
    return f"""\
import numpy as np
import torch

{read}x = torch.tensor(x)
weights = [file[f"words_{cell}_{{place}}"] for place in range(5)]
held = [array.copy() for array in weights]
{held}

{_loaded(cell)}

free, holding = with_weights({new}, *weights[:3]), with_weights({new}, *held[:3])
dense = torch.nn.Linear({units}, 1)
dense.load_state_dict({{"weight": torch.tensor(weights[3].T), "bias": torch.tensor(weights[4])}})
answers, state = [], {state}
with torch.no_grad():
    for t in range(len(text)):
        now = free if t < {begin} else holding
        {step}
        answers.append(dense(hidden).item())
numbers = np.clip(np.rint((np.array(answers) + 1) * 12.5), 0, 25).astype(int)
print("".join(" " if place < 0 else letters[one] for place, one in zip(places, numbers)))
"""


def distances(cell: str, question: Question, far: list[int]) -> str:
    net = question.network(cell)
    layers, units = len(net.layers), net.units
    zero = f"torch.zeros(len(y), {units}, dtype=torch.float64"
    first, signal = "hidden[0]", "states[place]"
    if cell == "lstm":
        first, signal = "(hidden[0], torch.zeros_like(hidden[0]))", "states[place][0]"
    return f"""\
import numpy as np
import torch

{_loaded(cell)}

data = np.load("gradients.npz")  # weights and sequences of this picture: the button below
x, y = torch.tensor(data["x"], dtype=torch.float64), torch.tensor(data["y"]).long()
weights = [data[f"w{{place}}"].astype(float) for place in range({3 * layers + 2})]
cells = []
for place in range({layers}):
    kernel, recurrent, bias = weights[3 * place:3 * place + 3]
    cell = torch.nn.{CELL[cell]}(len(kernel), {units}, dtype=torch.float64)
    cells.append(with_weights(cell, kernel, recurrent, bias))

hidden = [{zero}, requires_grad=True)]
states = [{first} for _ in cells]
for t in range(x.shape[1]):
    signal = x[:, t]
    for place, cell in enumerate(cells):
        states[place] = cell(signal, states[place])
        signal = {signal}
    hidden.append(signal)
z = signal @ torch.tensor(weights[-2]) + torch.tensor(weights[-1])
loss = torch.nn.functional.cross_entropy(z, y, reduction="none")  # of each sequence

gradients = reversed(torch.autograd.grad(loss.sum(), hidden))
norms = [one.norm(dim=1).mean().item() for one in gradients]
for k in {far}:
    print(k, norms[k] / norms[0])
"""


def race(cell: str, recipe: Recipe, drawn: str, batch: str, steps: int) -> str:
    units, letters, classes = recipe.units_of(cell), len(CHARACTERS), len(SYMBOLS)
    layer = CELL[cell].removesuffix("Cell")
    frozen = (
        ""
        if cell == "gru"
        else "layer.bias_hh_l0.requires_grad_(False)  # PyTorch has two biases, Keras one: this one stays 0\n"
    )
    clip = f"    torch.nn.utils.clip_grad_norm_(weights, {recipe.clip:g})\n" if recipe.clip else ""
    return f"""\
import numpy as np
import torch

{drawn}
{_loaded(cell, "_l0")}

layer = torch.nn.{layer}({letters}, {units}, batch_first=True)
with_weights(layer, kernel, recurrent, bias)
dense = torch.nn.Linear({units}, {classes})
dense.load_state_dict({{"weight": torch.tensor(dense_kernel.T), "bias": torch.zeros({classes})}})
{frozen}weights = [one for one in (*layer.parameters(), *dense.parameters()) if one.requires_grad]
optimizer = torch.optim.Adam(weights, {recipe.learning_rate:g}, eps=1e-7)

for step in range({steps}):
{batch}    hidden, _ = layer(torch.eye({letters})[torch.tensor(asked)])
    loss = torch.nn.functional.cross_entropy(dense(hidden[:, -1]), torch.tensor(letters[:, 0]))
    optimizer.zero_grad()
    loss.backward()
{clip}    optimizer.step()
print(loss.item())
"""

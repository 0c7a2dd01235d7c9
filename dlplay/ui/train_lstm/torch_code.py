"""What a run does, in PyTorch: the same text in the same order, other random weights in the beginning."""

from dlplay.text.cells import CELLS
from dlplay.text.char_training import CharSettings

IMPORTS = """\
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

"""
FORGET = """\
    if "bias_ih" in name:
        weights.data[{units}:{twice}] = 1  # of the forget gates
"""
ONE_BIAS = """\
    if "bias_hh" in name:
        weights.requires_grad_(False)  # PyTorch has two biases, Keras one: this one stays 0
"""
FIT = """\
            state, losses = None, []  # the text begins anew
            for row in rows:
                z, state = model(torch.tensor(train[row]), state)
                loss = F.cross_entropy(z.flatten(0, 1), torch.tensor(train[(row + 1) % border]).flatten())
                optimizer.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_(learned, 1)
                optimizer.step()
                state = {detached}
                losses.append(loss.item())
            print("loss", np.mean(losses))
"""
HELD_OUT = """\
torch.set_grad_enabled(False)  # nothing more is learned
z, _ = model(torch.tensor(held_out[None, :-1]))
held_out_loss = F.cross_entropy(z[0], torch.tensor(held_out[1:])).item()
print("held-out loss", held_out_loss)

"""


def script(settings: CharSettings, text: str, learning: str, writing: str) -> str:
    """All of it.

    Args:
        text: the lines that read the text and cut it.
        learning: the loop over the updates; `rate` and `fit` in braces stand for what PyTorch writes there.
        writing: the loop that writes the samples, with `begin`, `scores` and `read`.
    """
    detached = "tuple(one.detach() for one in state)" if settings.cell == "lstm" else "state.detach()"
    learned = learning.format(rate='optimizer.param_groups[0]["lr"]', fit=FIT.format(detached=detached))
    begin = "    z, state = model(torch.tensor([[characters.index(c) for c in written]]))\n"
    read = "z, state = model(torch.tensor([[characters.index(written[-1])]]), state)"
    written = writing.format(begin=begin, scores="z[0, -1].log_softmax(0).numpy()", read=read)
    return f"{IMPORTS}{text}\n\n{_network(settings)}{learned}\n{HELD_OUT}{written}"


def _network(settings: CharSettings) -> str:
    units, cell = settings.units, settings.cell
    layer = CELLS[cell].layer.removeprefix("Simple")
    forget = FORGET.format(units=units, twice=2 * units) if cell == "lstm" else ""
    return f"""\
class Writer(torch.nn.Module):
    def __init__(self, size):
        super().__init__()
        self.layers = torch.nn.{layer}(size, {units}, num_layers={settings.layers}, batch_first=True)
        self.dense = torch.nn.Linear({units}, size)

    def forward(self, read, state=None):
        one_hot = F.one_hot(read, len(characters)).float()
        hidden, state = self.layers(one_hot, state)
        return self.dense(hidden), state


torch.manual_seed({settings.seed})
model = Writer(len(characters))
# Drawn as Keras draws them; PyTorch draws other numbers: the results differ a little
for name, weights in model.named_parameters():
    if "bias" in name:
        torch.nn.init.zeros_(weights)
    elif "weight_hh" in name:
        torch.nn.init.orthogonal_(weights)
    else:
        torch.nn.init.xavier_uniform_(weights)
{forget}{"" if cell == "gru" else ONE_BIAS}\
learned = [weights for weights in model.parameters() if weights.requires_grad]
optimizer = torch.optim.Adam(learned, eps=1e-7)
"""

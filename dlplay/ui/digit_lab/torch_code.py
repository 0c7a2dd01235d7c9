"""The PyTorch lines of the views "inside" and "break" and of weights in few bits; `model` gives logits."""

from dlplay.ui.picture import reader_code

GIVEN = f"""\
import numpy as np
import torch
from PIL import Image

# The picture of this page in hundredths of ink, and the network of the digit page: both can be downloaded
image = np.round(np.asarray(Image.open("input.png")) / 255, 2).reshape(1, 1, 28, 28)
{reader_code.LAYERS}{reader_code.WEIGHTS}"""
ANSWER = """\
p = torch.softmax(z, dim=1)[0].detach().numpy()
print(p.argmax(), p.max())
"""
INSIDE = f"""\
{GIVEN}
# Each layer gets what the one before it gives
outputs = [torch.tensor(image, dtype=torch.float32)]
for layer in [*model, torch.nn.Softmax(dim=1)]:
    outputs.append(layer(outputs[-1]))
    print(type(layer).__name__, tuple(outputs[-1].shape[1:]))
"""
UNSEEN = f"""\
{GIVEN}
z = model(torch.tensor(image, dtype=torch.float32))[0].detach().numpy().astype(float)
p = np.exp(z) / np.exp(z).sum()  # softmax: whatever z is, they add up to 1
print(p.argmax(), p.max(), p.sum())
"""


def distort(lines: str) -> str:
    return f"""\
{GIVEN}
x = image[0, 0].astype("float32")
{lines}
z = model(torch.tensor(np.array(spoiled, "float32")).reshape(1, 1, 28, 28))
{ANSWER}"""


def attack(label: int, steps: int, epsilon: float, sign: str, stride: str, aim: str) -> str:
    return f"""\
{GIVEN}
x = torch.tensor(image, dtype=torch.float32)
pushed, epsilon = x, {epsilon:g}
for step in range({steps}):
    pushed = pushed.detach().requires_grad_()
    loss = torch.nn.functional.cross_entropy(model(pushed).double(), torch.tensor([{label}]))
    (slope,) = torch.autograd.grad(loss, pushed)
    {aim}
    pushed = pushed {sign} {stride} * slope.sign()
    pushed = torch.clamp(pushed, (x - epsilon).clamp(min=0), (x + epsilon).clamp(max=1))
z = model(pushed)
{ANSWER}"""


def bits(bits: int) -> str:
    if bits == 1:
        rule = (
            "    scale = kernel.abs().mean(dim=axes, keepdim=True)\n"
            "    whole = torch.where(kernel < 0, -1.0, 1.0)"
        )
    else:
        rule = (
            f"    scale = kernel.abs().amax(dim=axes, keepdim=True) / (2 ** ({bits} - 1) - 1)\n"
            "    whole = torch.round(kernel / scale)"
        )
    return f"""\
{GIVEN}
for layer in (layer for layer in model if hasattr(layer, "weight")):
    kernel = layer.weight.detach()
    axes = tuple(range(1, kernel.dim()))  # a scale for each filter or unit
{rule}
    layer.weight.data = whole * scale
z = model(torch.tensor(image, dtype=torch.float32))
{ANSWER}"""

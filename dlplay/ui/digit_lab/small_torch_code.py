"""The PyTorch lines of the view "small", of a network given as a list of layers; `model` gives logits."""

from collections.abc import Sequence

from dlplay.digits.family.architecture import Layer, Shape
from dlplay.digits.reading import GRID
from dlplay.ui.digit_lab.torch_code import ANSWER

ALONE = """\
import numpy as np
import torch
from PIL import Image

# The picture of this page in hundredths of ink: it can be downloaded, and so can the networks
image = np.round(np.asarray(Image.open("input.png")) / 255, 2).reshape(1, 1, 28, 28)
image = torch.tensor(image, dtype=torch.float32)
"""
FLOAT16 = """
# Each number in two bytes instead of four; computed with is float32 again
half = {name: one.half() for name, one in model.state_dict().items()}
np.savez_compressed("half.npz", **{name: one.numpy() for name, one in half.items()})
model.load_state_dict({name: one.float() for name, one in half.items()})
z = model(image)
"""
INT8 = """
# Training digits show how large the numbers between the layers become
data = np.load("mnist.npz")  # lies beside this script: “Run it at home” offers it
seen = torch.tensor(data["x_train"][:300, None] / np.float32(255))


def in_int8(x, low, high):
    # To the nearest of 256 steps; computed with is float32 again
    low, high = min(float(low), 0.0), max(float(high), 0.0)
    scale = (high - low) / 255
    return torch.fake_quantize_per_tensor_affine(x, scale, round(-128 - low / scale), -128, 127)


z = image
for layer in model:
    given, seen = seen, layer(seen).detach()
    if hasattr(layer, "weight"):
        z = in_int8(z, given.min(), given.max())
        kernel = layer.weight.detach()
        scale = kernel.abs().flatten(1).amax(dim=1) / 127  # a scale for each filter or unit
        zero = torch.zeros_like(scale, dtype=torch.int32)
        layer.weight.data = torch.fake_quantize_per_channel_affine(kernel, scale, zero, 0, -127, 127)
    z = layer(z)
z = in_int8(z, seen.min(), seen.max())
"""


def built(layers: Sequence[Layer], file: str) -> str:
    """The network, layer by layer, and what it answers."""
    return f"""\
{_learned(layers, file)}print(sum(one.numel() for one in model.parameters()), "parameters")
z = model(image)
{ANSWER}"""


def rounded(layers: Sequence[Layer], file: str, lines: str) -> str:
    """The same after `lines`, which put its weights into fewer bits and give z."""
    return f"{_learned(layers, file)}{lines}{ANSWER}"


def pruned(layers: Sequence[Layer], file: str, zeros: float, trained: str) -> str:
    """The least weights of the dense layer at 0 at once; then the network `trained` on with those zeros."""
    at = next(at for at, (_, layer, _) in _modules(layers).items() if layer.name == "dense")
    return f"""\
{_learned(layers, file)}
# The dense layer has nearly all weights: of those the nearest to 0 become 0
zeros = round({zeros} * sum(layer.weight.numel() for layer in model if hasattr(layer, "weight")))
dense = model[{at}].weight.detach()
least = dense.abs().flatten().sort().values[zeros]
model[{at}].weight.data = torch.where(dense.abs() < least, 0, dense)
at_once = torch.softmax(model(image), dim=1)[0].detach().numpy()

# The page's own was then trained on, with those zeros held at 0
{_weights(layers, trained)}z = model(image)
{ANSWER}print(at_once.argmax(), at_once.max())
"""


def _learned(layers: Sequence[Layer], file: str) -> str:
    """The picture, the network, its weights."""
    modules = "".join(f"    {line},\n" for line, _, _ in _modules(layers).values())
    return f"""\
{ALONE}
model = torch.nn.Sequential(
{modules})

# The weights that it has learned
{_weights(layers, file)}"""


def _modules(layers: Sequence[Layer]) -> dict[int, tuple[str, Layer, Shape]]:
    """By their places in `torch.nn.Sequential`: the line, its layer, the shape of what it gets in Keras."""
    made: list[tuple[str, Layer, Shape]] = []
    shape: Shape = (GRID, GRID, 1)
    for layer in layers:
        match layer.kind:
            case "conv":
                line = f"torch.nn.Conv2d({shape[-1]}, {layer.units}, {layer.size})"
            case "pool":
                line = f"torch.nn.MaxPool2d({layer.size})"
            case "flatten":
                line = "torch.nn.Flatten()"
            case _:
                line = f"torch.nn.Linear({shape[0]}, {layer.units})"
        made.append((line, layer, shape))
        if layer.name and layer is not layers[-1]:
            made.append(("torch.nn.ReLU()", Layer("relu"), shape))
        shape = layer.output(shape)
    return dict(enumerate(made))


def _weights(layers: Sequence[Layer], file: str) -> str:
    lines: list[str] = []
    flat: Shape = (1,)
    for at, (_, layer, shape) in _modules(layers).items():
        kernel = f'file["{layer.name}_kernel"]'
        match layer.kind:
            case "conv":
                kernel += ".transpose(3, 2, 0, 1)"
            case "flatten":
                flat = shape
            case "dense" if flat[-1] > 1:  # the first after channels: PyTorch has them in another order
                kernel += f".reshape{(*flat, layer.units)}.transpose(3, 2, 0, 1).reshape({layer.units}, -1)"
                flat = (1,)
            case _:
                kernel += ".T"
        if layer.name:
            lines.append(f'    "{at}.weight": {kernel},\n    "{at}.bias": file["{layer.name}_bias"],\n')
    return f"""\
file = np.load("{file}")
# PyTorch's layout: a row for each unit, channels before rows and columns
arrays = {{
{"".join(lines)}}}
model.load_state_dict({{name: torch.tensor(array) for name, array in arrays.items()}})
"""

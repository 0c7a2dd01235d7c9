"""The PyTorch lines of each view; `code` has Keras's, which print the same."""

from dlplay.convolution import Sliding
from dlplay.digits import network

GIVEN = """\
import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

# The picture of this page, which can be downloaded below, in hundredths as there
image = np.round(np.asarray(Image.open("input.png")) / 255, 2)
"""
RESULTS = {"relu": "a = F.relu(z)", "linear": "a = z"}
POOLS = {"max": "F.max_pool2d", "average": "F.avg_pool2d"}


def mapped(weights: str, bias: float, slide: Sliding, activation: str) -> str:
    """The lines that make the feature map, `a` (H, W)."""
    lines = [f"kernel = torch.tensor({weights}, dtype=torch.float64)", f"bias = {bias}", ""]
    padding = slide.padding
    if padding == "same" and slide.stride > 1:
        lines += [
            "# PyTorch has no such padding beside a stride: zeros around, of an odd number one more after",
            f"stride, reach = {slide.stride}, {slide.reach}",
            "missing = [max((-(-n // stride) - 1) * stride + reach - n, 0) for n in image.shape]",
            "image = np.pad(image, [(one // 2, one - one // 2) for one in missing])",
        ]
        padding = "valid"
    options = _options(slide, padding)
    lines += [
        "# The kernel is not flipped: what networks call a convolution is a cross-correlation",
        f"z = F.conv2d(torch.tensor(image)[None, None], kernel[None, None]{options})[0, 0] + bias",
        RESULTS[activation],
    ]
    return "\n".join(lines) + "\n"


def pooled(size: int, name: str) -> str:
    """The pooled map, `pooled` (H, W)."""
    return (
        f"\n# Of each {size} x {size} window one number is left\n"
        f"pooled = {POOLS[name]}(a[None, None], {size})[0, 0]\n"
        "print(tuple(a.shape), tuple(pooled.shape))\n"
    )


def deep(layers: list[Sliding], sizes: list[int], place: tuple[int, int]) -> str:
    built = "".join(
        f"    torch.nn.AvgPool2d({layer.kernel}),\n" if number % 2 else _layer(layer, sizes[number])
        for number, layer in enumerate(layers)
    )
    n, (row, column) = sizes[0], place
    return f"""\
import numpy as np
import torch

# Weights of one, and pooling by the mean: so each pixel that the unit sees moves it
model = torch.nn.Sequential(
{built})
with torch.no_grad():
    for name, one in model.named_parameters():
        one.fill_(name.endswith("weight"))
image = torch.ones(1, 1, {n}, {n}, requires_grad=True)
maps = model(image)
maps[0, 0, {row}, {column}].backward()
seen = np.argwhere(image.grad[0, 0].numpy())
first, last = seen.min(axis=0), seen.max(axis=0)
print(tuple(maps.shape[2:]), first, last)
"""


def _layer(layer: Sliding, n: int, channels: int = 1) -> str:
    """A convolution of pictures with n pixels a side."""
    before, padding = "", layer.padding
    if padding == "same" and layer.stride > 1:
        around = layer.border(n) * 2  # left and right, above and below
        before, padding = f"    torch.nn.ZeroPad2d({around}),\n", "valid"
    return f"{before}    torch.nn.Conv2d(1, {channels}, {layer.kernel}{_options(layer, padding)}),\n"


def _options(slide: Sliding, padding: str | int) -> str:
    given = (
        ("stride", slide.stride, 1),
        ("padding", padding, "valid"),
        ("dilation", slide.dilation, 1),
    )
    return "".join(f", {name}={value!r}" for name, value, default in given if value != default)


def shared(slide: Sliding, filters: int, n: int) -> str:
    return f"""\
import torch

model = torch.nn.Sequential(
{_layer(slide, n, filters)})
outputs = model(torch.zeros(1, 1, {n}, {n})).numel()
convolution = sum(one.numel() for one in model.parameters())
dense = ({n} * {n} + 1) * outputs  # torch.nn.Linear(784, outputs) on all pixels
print(outputs, convolution, dense)
"""


def flatten(place: tuple[int, int], channel: int, at: int) -> str:
    (row, column), (rows, columns, channels) = place, (13, 13, 32)
    return f"""\
{GIVEN}
# The shipped network, which the digit page offers for download
file = np.load("{network.WEIGHTS.name}")
kernel, bias = torch.tensor(file["conv_kernel"]), torch.tensor(file["conv_bias"])
maps = torch.tensor(image, dtype=torch.float32)[None, None]
# PyTorch's layout: channels before rows and columns, also in the kernel
maps = F.relu(F.conv2d(maps, kernel.permute(3, 2, 0, 1), bias))
maps = F.max_pool2d(maps, 2)  # at last (1, {channels}, {rows}, {columns})
number = maps[0, {channel}, {row}, {column}].item()
# In Keras's order, channels last; PyTorch's own would have one map after the other
flat = maps.permute(0, 2, 3, 1).flatten()
place = ({row} * {columns} + {column}) * {channels} + {channel}  # {at}
print(tuple(flat.shape), number, flat[place].item())
"""

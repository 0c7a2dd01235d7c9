"""What PyTorch calls the activation functions, with Keras's meanings and defaults.

Source: https://docs.pytorch.org/docs/stable/nn.functional.html, there `F`.
"""

from typing import Any

from dlplay.activations import ACTIVATIONS

CALLS: dict[str, str] = {  # expressions of the input x and of the function's parameters
    "relu": "F.relu({x})",
    "leaky_relu": "F.leaky_relu({x}, {negative_slope})",
    "relu6": "F.relu6({x})",
    "elu": "F.elu({x}, {alpha})",
    "selu": "F.selu({x})",
    "celu": "F.celu({x}, {alpha})",
    "threshold": "F.threshold({x}, {threshold}, {default_value})",
    "silu": "F.silu({x})",
    "hard_silu": "F.hardswish({x})",
    "gelu": "F.gelu({x}{approximate})",
    "mish": "F.mish({x})",
    "softplus": "F.softplus({x})",
    "squareplus": "({x} + torch.sqrt({x} * {x} + {b})) / 2",
    "sparse_plus": "torch.where({x} < -1, 0 * {x}, torch.where({x} < 1, ({x} + 1) ** 2 / 4, {x}))",
    "exponential": "torch.exp({x})",
    "linear": "{x}",
    "sigmoid": "torch.sigmoid({x})",
    "tanh": "torch.tanh({x})",
    "softsign": "F.softsign({x})",
    "hard_sigmoid": "F.hardsigmoid({x})",
    "hard_tanh": "F.hardtanh({x})",
    "sparse_sigmoid": "torch.clamp(({x} + 1) / 2, 0, 1)",
    "log_sigmoid": "F.logsigmoid({x})",
    "step": "({x} >= 0).to({x}.dtype)",
    "soft_shrink": "F.softshrink({x}, {threshold})",
    "hard_shrink": "F.hardshrink({x}, {threshold})",
    "tanh_shrink": "F.tanhshrink({x})",
    "softmax": "torch.softmax({x}, -1)",
    "log_softmax": "torch.log_softmax({x}, -1)",
    "glu": "F.glu({x})",
}
# ReLU with a slope below the threshold, the threshold and a highest value: PyTorch has none of its own
RELU = "torch.where({x} >= {threshold}, {x}, {negative_slope} * ({x} - {threshold}))"


def call(name: str, x: str = "x", **parameters: Any) -> str:
    """The PyTorch expression of ACTIVATIONS[name] for the expression x, with any parameters."""
    one = ACTIVATIONS[name]
    given = one.filled(parameters)
    made = CALLS[one.name]
    if one.name == "relu" and given != one.filled({}):
        made = RELU if given["max_value"] is None else f"torch.clamp({RELU}, max={{max_value}})"
    if one.name == "gelu":
        given["approximate"] = ', approximate="tanh"' if given["approximate"] else ""
    return made.format(x=x, **given)

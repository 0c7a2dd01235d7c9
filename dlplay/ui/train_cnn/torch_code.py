"""What a run does, in PyTorch: the same digits in the same order, other random weights in the beginning."""

from dlplay.losses import torch_names as losses
from dlplay.optimizers import torch_names as optimizers
from dlplay.ui.train_cnn.settings import TrainSettings

ACTIVATIONS = {  # Keras's names and defaults
    "relu": "ReLU()",
    "leaky_relu": "LeakyReLU(0.2)",
    "elu": "ELU()",
    "selu": "SELU()",
    "gelu": "GELU()",
    "silu": "SiLU()",
    "tanh": "Tanh()",
    "sigmoid": "Sigmoid()",
    "softplus": "Softplus()",
    "linear": "Identity()",
}
IMPORTS = """\
import numpy as np
import torch
import torch.nn.functional as F

"""
AUGMENT = """\


def augment(pictures):
    # About what the page does, with other random numbers: the results differ a little
    angle, scale, right, down = 2 * torch.rand(4, len(pictures)) - 1
    angle, scale = 2 * np.pi * 0.01 * angle, 1 + 0.08 * scale
    rows = [scale * angle.cos(), -scale * angle.sin(), 0.08 * right]
    rows += [scale * angle.sin(), scale * angle.cos(), 0.08 * down]
    grid = F.affine_grid(torch.stack(rows, 1).reshape(-1, 2, 3), pictures.shape, align_corners=False)
    return F.grid_sample(pictures, grid, align_corners=False)


"""


def network(settings: TrainSettings) -> str:
    activation = f"    torch.nn.{ACTIVATIONS[settings.activation]},"
    inputs = 28 * 28
    convolution = []
    if settings.network == "cnn":
        side = (28 - settings.kernel + 1) // settings.pool
        inputs = settings.filters * side * side
        convolution = [
            f"    torch.nn.Conv2d(1, {settings.filters}, {settings.kernel}),",
            activation,
            f"    torch.nn.MaxPool2d({settings.pool}),",
        ]
    rate = float(settings.rate)
    optimizer = optimizers.call(settings.optimizer, "model.parameters()", learning_rate=rate)
    lines = [
        *([optimizers.LION] if settings.optimizer == "lion" else []),
        f"torch.manual_seed({settings.seed})",
        "model = torch.nn.Sequential(",
        *convolution,
        "    torch.nn.Flatten(),",
        f"    torch.nn.Linear({inputs}, {settings.dense}),",
        activation,
        *([f"    torch.nn.Dropout({settings.dropout}),"] if settings.dropout else []),
        f"    torch.nn.Linear({settings.dense}, 10),",
        "    torch.nn.Softmax(dim=1),",
        ")",
        "# Drawn as Keras draws them; PyTorch draws other numbers: the results differ a little",
        "for name, weights in model.named_parameters():",
        '    (torch.nn.init.zeros_ if name.endswith("bias") else torch.nn.init.xavier_uniform_)(weights)',
        f"optimizer = {optimizer}",
        'print("parameters", sum(weights.numel() for weights in model.parameters()))',
    ]
    return "\n".join(lines) + "\n"


def learning(settings: TrainSettings) -> str:
    pictures = "x[part]"
    if "augmented" in settings.lab:
        pictures = f"augment({pictures})"
    if "shuffled" in settings.lab:
        pictures = f"shuffle({pictures})"
    loss = losses.call(settings.loss)
    return f"""\
x, x_test = torch.tensor(x), torch.tensor(x_test)
truth, truth_test = (F.one_hot(torch.tensor(labels).long(), 10).float() for labels in (y, y_test))


def loss_of(p, y):
    p = p.clamp(1e-7, 1 - 1e-7)  # the logarithm of 0 has no number; Keras does the same
    return {loss}


for epoch in range({settings.epochs}):
    order = np.random.default_rng([{settings.seed}, epoch]).permutation(len(x))
    model.train()
    for part in torch.tensor(order).split({settings.batch}):
        loss = loss_of(model({pictures}), truth[part])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print("epoch", epoch + 1, loss.item())  # of the last batch
model.eval()
with torch.no_grad():
    p = torch.cat([model(part) for part in x_test.split(500)])
right = p.argmax(1) == truth_test.argmax(1)
print("test", loss_of(p, truth_test).item(), right.float().mean().item())
"""

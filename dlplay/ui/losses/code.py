"""The scripts of each view. A test runs every one and compares what it prints with the page."""

import numpy as np

from dlplay.losses import LOSSES, race, torch_names
from dlplay.ui.code_panel import Script
from dlplay.ui.losses import current
from dlplay.ui.losses.current import Point
from dlplay.ui.losses.settings import LossSettings

HEAD = """\
import keras
import tensorflow as tf
"""
LOOK = (
    HEAD
    + """
def look(loss, y_true, y_pred, output=tf.identity):
    y_pred = tf.constant(y_pred)
    with tf.GradientTape() as tape:
        tape.watch(y_pred)
        value = loss(tf.constant(y_true), output(y_pred))
    print(loss.name, float(value), tape.gradient(value, y_pred).numpy())

"""
)
TORCH_HEAD = """\
import math

import torch
import torch.nn.functional as F

"""
TORCH_LOOK = (
    TORCH_HEAD
    + """\
def look(name, loss, y_true, y_pred, output=lambda p: p):
    y, p = torch.tensor(y_true), torch.tensor(y_pred, requires_grad=True)
    value = loss(y, output(p))
    value.backward()
    print(name, value.item(), p.grad.numpy())

"""
)


def line(settings: LossSettings) -> Script:
    """The loss of the line and its gradient."""
    x, y = current.points(settings)
    loss = LOSSES[settings.loss]
    torch_loss = torch_names.call(loss.name, **current.parameters(loss.name, settings))
    return Script(
        f"""{HEAD}
x = tf.constant([{np.round(x, 6).tolist()}])
y_true = tf.constant([{np.round(y, 6).tolist()}])
slope, intercept = tf.Variable({settings.slope}), tf.Variable({settings.intercept})
loss = {loss.keras_call(**current.parameters(loss.name, settings))}

with tf.GradientTape() as tape:
    value = loss(y_true, slope * x + intercept)
print(float(value), [float(one) for one in tape.gradient(value, [slope, intercept])])
""",
        f"""{TORCH_HEAD}x = torch.tensor([{np.round(x, 6).tolist()}])
y = torch.tensor([{np.round(y, 6).tolist()}])
slope = torch.tensor({settings.slope}, requires_grad=True)
intercept = torch.tensor({settings.intercept}, requires_grad=True)
p = slope * x + intercept
value = {torch_loss}
value.backward()
print(value.item(), [slope.grad.item(), intercept.grad.item()])
""",
    )


def curves(names: list[str], axis: str, settings: LossSettings) -> Script:
    """Each drawn loss and its slope where the dots stand."""
    lines, torch_lines = [], []
    for name in names:
        point = current.curve_point(name, axis, settings)
        output = ", keras.ops.sigmoid" if current.squashed(name, axis) else ""
        call = point.loss.keras_call(**point.parameters)
        lines.append(f"look({call}, {point.y_true}, {point.y_pred}{output})")
        torch_lines.append(_torch_look(point, point.y_pred, ", torch.sigmoid" if output else ""))
    return Script(LOOK + "\n".join(lines) + "\n", TORCH_LOOK + "\n".join(torch_lines) + "\n")


def at(points: list[Point]) -> Script:
    """Any losses where the student stands."""
    calls = (
        f"look({point.loss.keras_call(**point.parameters)}, {point.y_true}, {_rounded(point.y_pred)})"
        for point in points
    )
    torch_calls = (_torch_look(point, _rounded(point.y_pred)) for point in points)
    circle = f"\n{torch_names.CIRCLE}" if any(one.loss.name == "circle" for one in points) else ""
    return Script(LOOK + "\n".join(calls) + "\n", TORCH_LOOK + circle + "\n".join(torch_calls) + "\n")


def _torch_look(point: Point, y_pred: list, output: str = "") -> str:
    name, expression = point.loss.name, torch_names.call(point.loss.name, **point.parameters)
    return f'look("{name}", lambda y, p: {expression}, {point.y_true}, {y_pred}{output})'


def training(settings: LossSettings) -> Script:
    """Both trainings, up to the step shown."""
    return Script(
        f"""\
import keras
import numpy as np

x = np.array({race.X.tolist()})[:, None]
y = np.array({race.Y.tolist()})[:, None]

for loss in ("mean_squared_error", "binary_crossentropy"):
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, activation="sigmoid")])
    model.set_weights([np.array([[{-settings.wrong}]]), np.array([0.0])])
    model.compile(optimizer=keras.optimizers.SGD(learning_rate={settings.rate}), loss=loss)
    model.fit(x, y, batch_size={len(race.X)}, epochs={settings.step}, verbose=0)
    print(loss, [weights.ravel() for weights in model.get_weights()])
""",
        f"""\
import torch
import torch.nn.functional as F

x = torch.tensor({race.X.tolist()})[:, None]
y = torch.tensor({race.Y.tolist()})[:, None]

for name, loss in (("mean_squared_error", F.mse_loss), ("binary_crossentropy", F.binary_cross_entropy)):
    layer = torch.nn.Linear(1, 1)
    torch.nn.init.constant_(layer.weight, {-settings.wrong})
    torch.nn.init.zeros_(layer.bias)
    optimizer = torch.optim.SGD(layer.parameters(), lr={settings.rate})
    for step in range({settings.step}):
        optimizer.zero_grad()
        loss(torch.sigmoid(layer(x)), y).backward()
        optimizer.step()
    print(name, [one.detach().numpy().ravel() for one in layer.parameters()])
""",
    )


def _rounded(values: list) -> list:
    return np.round(values, 7).tolist()

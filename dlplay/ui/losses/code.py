"""The Keras lines of each view. A test runs every one and compares what it prints with the page."""

import numpy as np

from dlplay.losses import LOSSES, race
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


def line(settings: LossSettings) -> str:
    """The loss of the line and its gradient."""
    x, y = current.points(settings)
    loss = LOSSES[settings.loss]
    return f"""{HEAD}
x = tf.constant([{np.round(x, 6).tolist()}])
y_true = tf.constant([{np.round(y, 6).tolist()}])
slope, intercept = tf.Variable({settings.slope}), tf.Variable({settings.intercept})
loss = {loss.keras_call(**current.parameters(loss.name, settings))}

with tf.GradientTape() as tape:
    value = loss(y_true, slope * x + intercept)
print(float(value), [float(one) for one in tape.gradient(value, [slope, intercept])])
"""


def curves(names: list[str], axis: str, settings: LossSettings) -> str:
    """Each drawn loss and its slope where the dots stand."""
    lines = []
    for name in names:
        point = current.curve_point(name, axis, settings)
        output = ", keras.ops.sigmoid" if current.squashed(name, axis) else ""
        call = point.loss.keras_call(**point.parameters)
        lines.append(f"look({call}, {point.y_true}, {point.y_pred}{output})")
    return LOOK + "\n".join(lines) + "\n"


def at(points: list[Point]) -> str:
    """Any losses where the student stands."""
    calls = (
        f"look({point.loss.keras_call(**point.parameters)}, {point.y_true}, {_rounded(point.y_pred)})"
        for point in points
    )
    return LOOK + "\n".join(calls) + "\n"


def training(settings: LossSettings) -> str:
    """Both trainings, up to the step shown."""
    return f"""\
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
"""


def _rounded(values: list) -> list:
    return np.round(values, 7).tolist()

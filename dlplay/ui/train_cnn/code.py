"""The scripts that do what a run did. A test runs them and compares the numbers."""

from dlplay.digits.lab import CLASSES, LABELS, MOST, NOISE, SHUFFLE
from dlplay.ui.code_panel import Script
from dlplay.ui.train_cnn import current, torch_code
from dlplay.ui.train_cnn.settings import TrainSettings

OPTIMIZERS = {  # key -> Keras's class and further arguments
    "sgd": "SGD({rate})",
    "momentum": "SGD({rate}, momentum=0.9)",
    "nesterov": "SGD({rate}, momentum=0.9, nesterov=True)",
    "adagrad": "Adagrad({rate})",
    "adadelta": "Adadelta({rate})",
    "rmsprop": "RMSprop({rate})",
    "adam": "Adam({rate})",
    "adamw": "AdamW({rate})",
    "adamax": "Adamax({rate})",
    "nadam": "Nadam({rate})",
    "lion": "Lion({rate})",
}

IMPORTS = """\
import keras
import numpy as np

"""
KERAS_SHAPE, TORCH_SHAPE = "-1, 28, 28, 1", "-1, 1, 28, 28"  # of pictures: channels last, or first
AUGMENTED = """\
# About what the page does, with other random numbers: the results differ a little
slight = [layer(0.04, fill_mode="constant") for layer in (
    lambda part, **how: keras.layers.RandomRotation(part / 4, **how),
    lambda part, **how: keras.layers.RandomTranslation(part, part, **how),
    lambda part, **how: keras.layers.RandomZoom(2 * part, **how),
)]
augment = keras.Sequential(slight)
"""


def script(settings: TrainSettings) -> Script:
    """The whole run: digits, network, learning, test."""
    keras = [f"{IMPORTS}{_digits(settings, KERAS_SHAPE)}{_keras_augmented(settings)}"]
    keras += [_network(settings), _learning(settings)]
    augmented = torch_code.AUGMENT if "augmented" in settings.lab else ""
    torch = [f"{torch_code.IMPORTS}{_digits(settings, TORCH_SHAPE)}{augmented}"]
    torch += [torch_code.network(settings), torch_code.learning(settings)]
    return Script("\n".join(keras), "\n".join(torch))


def _digits(settings: TrainSettings, shape: str) -> str:
    asked, available = current.counts(settings), (MOST,) * CLASSES
    lines = [
        'data = np.load("mnist.npz")  # lies beside this script: “Run it at home” offers it',
        'x, y, x_test, y_test = (data[one] for one in ("x_train", "y_train", "x_test", "y_test"))',
    ]
    if asked != available:
        lines += [
            f"counts = {list(asked)}  # of each digit, the first ones",
            "chosen = np.zeros(len(y), bool)",
            "for digit, count in enumerate(counts):",
            "    chosen[np.flatnonzero(y == digit)[:count]] = True",
            "x, y = x[chosen], y[chosen]",
        ]
    if settings.flipped:
        lines += [
            f"random = np.random.default_rng([{settings.seed}, {LABELS}])  # wrong labels",
            f"wrong = random.permutation(len(y))[:round({settings.flipped} * len(y))]",
            "y[wrong] = (y[wrong] + random.integers(1, 10, len(wrong))) % 10",
        ]
    if settings.noise:
        lines += [
            f"noise = np.random.default_rng([{settings.seed}, {NOISE}]).standard_normal(x.shape, np.float32)",
            f"x = np.clip(x + np.float32(255 * {settings.noise}) * noise, 0, 255).astype(np.uint8)",
        ]
    lines += [f"x, x_test = (one.reshape({shape}) / np.float32(255) for one in (x, x_test))"]
    if "shuffled" in settings.lab:
        lines += [
            f"places = np.random.default_rng([{settings.seed}, {SHUFFLE}]).permutation(28 * 28)",
            f"shuffle = lambda pictures: pictures.reshape(-1, 28 * 28)[:, places].reshape({shape})",
            "x_test = shuffle(x_test)",
        ]
    return "\n".join(lines) + "\n"


def _keras_augmented(settings: TrainSettings) -> str:
    return AUGMENTED if "augmented" in settings.lab else ""


def _network(settings: TrainSettings) -> str:
    dropout = [f"    keras.layers.Dropout({settings.dropout}),"] if settings.dropout else []
    activation = f'activation="{settings.activation}"'
    convolution = [
        f"    keras.layers.Conv2D({settings.filters}, {settings.kernel}, {activation}),",
        f"    keras.layers.MaxPooling2D({settings.pool}),",
    ]
    lines = [
        f"keras.utils.set_random_seed({settings.seed})",
        "model = keras.Sequential([",
        "    keras.Input((28, 28, 1)),",
        *(convolution if settings.network == "cnn" else ()),
        "    keras.layers.Flatten(),",
        f"    keras.layers.Dense({settings.dense}, {activation}),",
        *dropout,
        '    keras.layers.Dense(10, activation="softmax"),',
        "])",
        f"optimizer = keras.optimizers.{OPTIMIZERS[settings.optimizer].format(rate=settings.rate)}",
        f'model.compile(optimizer, loss="{settings.loss}", metrics=["accuracy"])',
        'print("parameters", model.count_params())',
    ]
    return "\n".join(lines) + "\n"


def _learning(settings: TrainSettings) -> str:
    pictures = "x[order]"
    if "augmented" in settings.lab:
        pictures = f"np.asarray(augment({pictures}, training=True))"
    if "shuffled" in settings.lab:
        pictures = f"shuffle({pictures})"
    lines = [
        "truth, truth_test = (keras.utils.to_categorical(labels, 10) for labels in (y, y_test))",
        f"for epoch in range({settings.epochs}):",
        f"    order = np.random.default_rng([{settings.seed}, epoch]).permutation(len(x))",
        f"    model.fit({pictures}, truth[order], batch_size={settings.batch}, shuffle=False, verbose=2)",
        "loss, accuracy = model.evaluate(x_test, truth_test, verbose=0)",
        'print("test", loss, accuracy)',
    ]
    return "\n".join(lines) + "\n"

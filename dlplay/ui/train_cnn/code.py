"""The Keras script that does what a run did. A test runs it and compares the numbers."""

from dlplay.digits.lab import CLASSES, LABELS, MOST, NOISE, SHUFFLE
from dlplay.ui.train_cnn import current
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


def script(settings: TrainSettings) -> str:
    """The whole run: digits, network, learning, test."""
    return "\n".join([_digits(settings), _network(settings), _learning(settings)])


def _digits(settings: TrainSettings) -> str:
    asked, available = current.counts(settings), (MOST,) * CLASSES
    lines = [
        "import keras",
        "import numpy as np",
        "",
        "(x, y), (x_test, y_test) = keras.datasets.mnist.load_data()",
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
    lines += ["x, x_test = x[..., None] / np.float32(255), x_test[..., None] / np.float32(255)"]
    if "augmented" in settings.lab:
        lines += [
            "# About what the page does, with other random numbers: the results differ a little",
            'slight = [layer(0.04, fill_mode="constant") for layer in (',
            "    lambda part, **how: keras.layers.RandomRotation(part / 4, **how),",
            "    lambda part, **how: keras.layers.RandomTranslation(part, part, **how),",
            "    lambda part, **how: keras.layers.RandomZoom(2 * part, **how),",
            ")]",
            "augment = keras.Sequential(slight)",
        ]
    if "shuffled" in settings.lab:
        lines += [
            f"places = np.random.default_rng([{settings.seed}, {SHUFFLE}]).permutation(28 * 28)",
            "shuffle = lambda pictures: pictures.reshape(-1, 28 * 28)[:, places].reshape(-1, 28, 28, 1)",
            "x_test = shuffle(x_test)",
        ]
    return "\n".join(lines) + "\n"


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

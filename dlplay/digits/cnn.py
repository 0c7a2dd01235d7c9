"""What a student may choose of the textbook's CNN, and the job that trains it.

Conv2D(filters, kernel, activation) on (28, 28, 1) -> MaxPooling2D(pool) -> Flatten -> Dense(dense,
activation) -> Dropout(dropout) -> Dense(10, softmax). Beside it the dense network to compare with, which
begins at Flatten. Left out: several convolutions, padding, strides.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from dlplay.digits.lab import CLASSES, Lab
from dlplay.digits.network import Network
from dlplay.digits.reading import GRID
from dlplay.files.arrays import read_arrays
from dlplay.jobs.request import Request, pack, to_json

NETWORKS = ("cnn", "dense")
ACTIVATIONS = ("relu", "leaky_relu", "elu", "selu", "gelu", "silu", "tanh", "sigmoid", "softplus", "linear")
LOSSES = (
    "categorical_crossentropy",
    "categorical_focal_crossentropy",
    "mean_squared_error",
    "mean_absolute_error",
    "huber",
    "binary_crossentropy",
    "kl_divergence",
    "poisson",
    "categorical_hinge",
    "squared_hinge",
)
OPTIMIZERS = (
    *("sgd", "momentum", "nesterov", "adagrad", "adadelta", "rmsprop"),
    *("adam", "adamw", "adamax", "nadam", "lion"),
)
RANGES = {
    "filters": (1, 64),
    "kernel": (1, 7),
    "pool": (1, 4),
    "dense": (1, 512),
    "dropout": (0.0, 0.9),
    "learning_rate": (1e-7, 1e12),  # as wrong as a student likes: the loss shows it
    "batch_size": (8, 1024),
    "epochs": (1, 50),
    "seed": (0, 2**31 - 1),
}
CHOICES = {"network": NETWORKS, "activation": ACTIVATIONS, "loss": LOSSES, "optimizer": OPTIMIZERS}
MOST_PARAMETERS = 2_000_000
MOST_WATCHED = 12
MISREAD = 6  # digits kept for a cell of a confusion matrix
MOST_ABOUT = 10_000  # bytes of a model file that are no weights
TASK = "dlplay.training.cnn_task"
KERAS_FILE_TASK = "dlplay.training.cnn_keras_file"


@dataclass(frozen=True)
class CnnSettings:
    """The network and how it is trained; the defaults are the textbook's. Keys are Keras's.

    Attributes:
        network: "dense" leaves out convolution and pooling.
        kernel: side of the filters, in pixels.
        pool: side of the pooling windows; 1 for no pooling.
        dropout: share of the dense layer's outputs that are dropped while training.
        seed: decides the first weights, the dropout, and the order of the digits.

    Raises:
        ValueError: for a value out of `RANGES` or not in `CHOICES`, and beyond 2,000,000 parameters.
    """

    network: str = "cnn"
    filters: int = 32
    kernel: int = 3
    pool: int = 2
    dense: int = 128
    activation: str = "relu"
    dropout: float = 0.0
    loss: str = "categorical_crossentropy"
    optimizer: str = "adam"
    learning_rate: float = 1e-3
    batch_size: int = 64
    epochs: int = 5
    seed: int = 0

    def __post_init__(self) -> None:
        for name, (low, high) in RANGES.items():
            value = getattr(self, name)
            if not low <= value <= high or (isinstance(low, int) and value != int(value)):
                raise ValueError(f"{name} must be from {low} to {high}, got {value}")
        for name, keys in CHOICES.items():
            if getattr(self, name) not in keys:
                raise ValueError(f"{name} must be one of {', '.join(keys)}, got {getattr(self, name)!r}")
        if self.parameters > MOST_PARAMETERS:
            raise ValueError(
                f"filters, kernel, pool and dense must make at most {MOST_PARAMETERS} parameters,"
                f" got {self.parameters}"
            )

    @property
    def flat(self) -> int:
        """How many numbers Flatten writes into one row."""
        return (
            GRID**2
            if self.network == "dense"
            else ((GRID - self.kernel + 1) // self.pool) ** 2 * self.filters
        )

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        """The arrays of the network, by the names that `dlplay.digits.network` reads."""
        convolution = {
            "conv_kernel": (self.kernel, self.kernel, 1, self.filters),
            "conv_bias": (self.filters,),
        }
        return (convolution if self.network == "cnn" else {}) | {
            "dense_kernel": (self.flat, self.dense),
            "dense_bias": (self.dense,),
            "output_kernel": (self.dense, CLASSES),
            "output_bias": (CLASSES,),
        }

    @property
    def parameters(self) -> int:
        """Weights and biases of the network."""
        return sum(int(np.prod(shape)) for shape in self.shapes.values())


def train_request(
    settings: CnnSettings, lab: Lab, watched: Sequence[np.ndarray] = (), seconds: float = 600
) -> Request:
    """The job that trains a network.

    Args:
        watched: pictures, float32 (28, 28) in [0, 1], that are read at every checkpoint; at most 12.
        seconds: after these the training is stopped, and keeps what was learned.

    Raises:
        ValueError: for too many pictures or one of another shape.
    """
    if len(watched) > MOST_WATCHED:
        raise ValueError(f"watched must have at most {MOST_WATCHED} pictures, got {len(watched)}")
    for picture in watched:
        if np.shape(picture) != (GRID, GRID):
            raise ValueError(f"watched must have pictures of shape (28, 28), got {np.shape(picture)}")
    pictures = np.array(watched, np.float32).reshape(-1, GRID, GRID)
    return Request(TASK, {"cnn": asdict(settings), "lab": asdict(lab)}, {"watched": pictures}, seconds)


def keras_file_request(settings: CnnSettings, weights: dict[str, np.ndarray]) -> Request:
    """The job that writes a trained network as a `.keras` file: `result.arrays["keras_file"]`, uint8 (n,)."""
    return Request(KERAS_FILE_TASK, {"cnn": asdict(settings)}, weights, seconds=60)


def model_file(settings: CnnSettings, lab: Lab, weights: dict[str, np.ndarray]) -> bytes:
    """A trained network to take home, an `.npz` file: its weights, and as JSON in `about` what it is."""
    about = to_json({"cnn": asdict(settings), "lab": asdict(lab)}).encode()
    return pack(weights | {"about": np.frombuffer(about, np.uint8)})


def read_model_file(data: bytes) -> tuple[Network, Lab]:
    """The network in a `model_file` that somebody brings back, and the data lab that it learned in.

    Raises:
        ValueError: for any other file.
    """
    arrays = read_arrays(data, 4 * MOST_PARAMETERS + MOST_ABOUT)
    about = arrays.pop("about", np.zeros(0, np.uint8))
    try:
        known = json.loads(about.tobytes())
        settings = CnnSettings(**known["cnn"])
        lab = Lab(**known["lab"] | {"counts": tuple(known["lab"]["counts"])})
    except (LookupError, TypeError, ValueError, ArithmeticError, RecursionError) as error:
        raise ValueError(f"data must say in `about` which network it holds: {error}") from error
    if not all(array.dtype == np.float32 and np.isfinite(array).all() for array in arrays.values()):
        raise ValueError("data must hold finite weights in float32")
    return trained_network(settings, arrays), lab


def trained_network(settings: CnnSettings, weights: dict[str, np.ndarray]) -> Network:
    """A trained network, ready for `dlplay.digits.classify(image, network=…)`.

    Raises:
        ValueError: if the arrays are not those that such a network has.
    """
    found = {name: array.shape for name, array in weights.items()}
    if found != settings.shapes:
        raise ValueError(f"weights must have the shapes {settings.shapes}, got {found}")
    return Network(weights, settings.activation, settings.pool)

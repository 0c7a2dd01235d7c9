"""Everything that a run of the playground depends on, and what of it fits together."""

from dataclasses import dataclass

# task -> loss -> the last layer's activation; the first is the one that textbooks take
LOSSES_OF: dict[str, dict[str, str]] = {
    "binary": {
        "binary_crossentropy": "sigmoid",
        "mean_squared_error": "sigmoid",
        "binary_focal_crossentropy": "sigmoid",
        "hinge": "tanh",
    },
    "classes": {
        "categorical_crossentropy": "softmax",
        "mean_squared_error": "softmax",
        "categorical_focal_crossentropy": "softmax",
    },
    "regression": {
        "mean_squared_error": "linear",
        "mean_absolute_error": "linear",
        "huber": "linear",
        "log_cosh": "linear",
    },
}
MOST_STEPS = 100_000  # of the optimizer; a run ends there


@dataclass(frozen=True)
class Recipe:
    """A run: data, network, learning.

    Raises:
        ValueError: a number out of range, with its name and value.
    """

    data: str = "circle"  # a key of TOY_DATA or of REGRESSION, or "own"
    own: str = ""  # points as `own.pack` writes them, for data "own"
    classes: int = 2
    points: int = 200
    noise: float = 0.0  # standard deviation added to both coordinates, or to a regression's target
    train_share: float = 0.5
    features: tuple[str, ...] = ("x1", "x2")
    hidden: tuple[int, ...] = (4, 2)
    activation: str = "tanh"
    initializer: str = "glorot_uniform"
    loss: str = ""  # empty: the first that fits the task
    optimizer: str = "sgd"
    learning_rate: float = 0.1
    batch_size: int = 10
    l1: float = 0.0
    l2: float = 0.0
    dropout: float = 0.0  # of every hidden layer
    seed: int = 0

    def __post_init__(self) -> None:
        for name, low, high in (
            ("classes", 2, 10),
            ("points", 0, 1000),
            ("noise", 0, 5),
            ("train_share", 0, 1),
            ("learning_rate", 0, 1e6),
            ("batch_size", 1, 1000),
            ("l1", 0, 10),
            ("l2", 0, 10),
            ("dropout", 0, 0.9),
        ):
            if not low <= getattr(self, name) <= high:
                raise ValueError(f"{name} must be in [{low}, {high}]; received {getattr(self, name)}")
        if len(self.hidden) > 6 or not all(1 <= units <= 12 for units in self.hidden):
            raise ValueError(f"hidden must be 0 to 6 layers of 1 to 12 units; received {self.hidden}")

    def loss_for(self, task: str) -> str:
        """The loss, or the task's first where it does not fit the task."""
        fitting = LOSSES_OF[task]
        return self.loss if self.loss in fitting else next(iter(fitting))

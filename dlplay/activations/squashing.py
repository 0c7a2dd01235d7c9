"""Functions with two flat ends (sigmoid, tanh and kin), log-sigmoid, the step, and shrinking functions."""

import numpy as np

from dlplay.activations.activation import LARGEST, Activation, Paper, Parameter, Piece

HOWARD = Paper("Howard et al.", 2019, "https://arxiv.org/abs/1905.02244")
DONOHO = Paper("Donoho, Johnstone", 1994, "https://doi.org/10.1093/biomet/81.3.425")


def sigmoid(x: np.ndarray) -> np.ndarray:
    """1 / (1 + e^-x), with e^-|x| only, which cannot overflow."""
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small) / (1 + small)


def sigmoid_slope(x: np.ndarray) -> np.ndarray:
    """f (1 - f) = e^-|x| / (1 + e^-|x|)^2, without the cancellation in 1 - f."""
    small = np.exp(-np.abs(x))
    return small / (1 + small) ** 2


def tanh_slope(x: np.ndarray) -> np.ndarray:
    """1 - tanh(x)^2 = 4 f (1 - f) for the sigmoid f at 2 x."""
    return 4 * sigmoid_slope(2 * np.clip(x, -1e3, 1e3))


def softsign(x: np.ndarray) -> np.ndarray:
    near = np.clip(x, -LARGEST, LARGEST)
    return near / (1 + np.abs(near))


def soft_shrink(x: np.ndarray, threshold: float) -> np.ndarray:
    return np.where(x > threshold, x - threshold, np.where(x < -threshold, x + threshold, 0.0))


def outside(x: np.ndarray, threshold: float) -> np.ndarray:
    """1 where a shrinking function lets the input through, else 0."""
    return np.where(np.abs(x) > threshold, 1.0, 0.0)


def soft_shrink_slope(x: np.ndarray, threshold: float) -> np.ndarray:
    return np.where((x > threshold) | (x < -threshold), 1.0, 0.0)


SIGMOID = Activation(
    "sigmoid",
    sigmoid,
    sigmoid_slope,
    (Piece(r"\frac{1}{1 + e^{-@x}}", r"@f \left(1 - @f\right)"),),
    paper=Paper("Rumelhart, Hinton, Williams", 1986, "https://doi.org/10.1038/323533a0"),
)

SQUASHING = (
    SIGMOID,
    Activation(
        "tanh",
        np.tanh,
        tanh_slope,
        (Piece(r"\frac{e^{@x} - e^{-@x}}{e^{@x} + e^{-@x}}", "1 - @f^2"),),
        paper=Paper(
            "LeCun, Bottou, Orr, Müller", 1998, "http://yann.lecun.com/exdb/publis/pdf/lecun-98b.pdf"
        ),
    ),
    Activation(
        "softsign",
        softsign,
        lambda x: (1 / (1 + np.abs(x))) ** 2,
        (Piece(r"\frac{@x}{1 + |@x|}", r"\frac{1}{\left(1 + |@x|\right)^2}"),),
        paper=Paper("Turian, Bergstra, Bengio", 2009, "https://aclanthology.org/N09-2062/"),
    ),
    Activation(
        "hard_sigmoid",
        lambda x: (np.clip(x, -3.0, 3.0) + 3) / 6,
        lambda x: np.where(np.abs(x) < 3, 1 / 6, 0.0),
        (
            Piece("0", "0", r"@x \le -3", lambda x, p: x <= -3),
            Piece(r"\frac{@x}{6} + \frac{1}{2}", r"\frac{1}{6}", "-3 < @x < 3", lambda x, p: x < 3),
            Piece("1", "0", r"@x \ge 3"),
        ),
        paper=HOWARD,
    ),
    Activation(
        "hard_tanh",
        lambda x: np.clip(x, -1.0, 1.0),
        lambda x: np.where(np.abs(x) <= 1, 1.0, 0.0),
        (
            Piece("-1", "0", "@x < -1", lambda x, p: x < -1),
            Piece("@x", "1", r"-1 \le @x \le 1", lambda x, p: x <= 1),
            Piece("1", "0", "@x > 1"),
        ),
        paper=Paper("Collobert et al.", 2011, "https://www.jmlr.org/papers/v12/collobert11a.html"),
    ),
    Activation(
        "sparse_sigmoid",
        lambda x: 0.5 * (np.clip(x, -1.0, 1.0) + 1),
        lambda x: np.where(np.abs(x) < 1, 0.5, 0.0),
        (
            Piece("0", "0", r"@x \le -1", lambda x, p: x <= -1),
            Piece(r"\frac{@x + 1}{2}", r"\frac{1}{2}", "-1 < @x < 1", lambda x, p: x < 1),
            Piece("1", "0", r"@x \ge 1"),
        ),
        paper=Paper("Blondel, Martins, Niculae", 2020, "https://arxiv.org/abs/1901.02324"),
    ),
    Activation(
        "log_sigmoid",
        lambda x: -np.logaddexp(0.0, -x),
        lambda x: sigmoid(-x),
        (Piece(r"-\ln\!\left(1 + e^{-@x}\right)", r"\frac{1}{1 + e^{@x}}"),),
    ),
    Activation(
        "step",
        lambda x: np.where(np.isnan(x), x, (x >= 0).astype(float)),
        np.zeros_like,
        (Piece("0", "0", "@x < 0", lambda x, p: x < 0), Piece("1", "0", r"@x \ge 0")),
        paper=Paper("McCulloch, Pitts", 1943, "https://doi.org/10.1007/BF02478259"),
        in_keras=False,
    ),
)

SHRINKING = (
    Activation(
        "soft_shrink",
        soft_shrink,
        soft_shrink_slope,
        (
            Piece("@x + @threshold", "1", r"@x < -@threshold", lambda x, p: x < -p["threshold"]),
            Piece("0", "0", r"-@threshold \le @x \le @threshold", lambda x, p: x <= p["threshold"]),
            Piece("@x - @threshold", "1", r"@x > @threshold"),
        ),
        (Parameter("threshold", r"\lambda", 0.5, 0.0, 3.0),),
        DONOHO,
    ),
    Activation(
        "hard_shrink",
        lambda x, threshold: np.where(np.abs(x) > threshold, x, 0.0),
        outside,
        (
            Piece("@x", "1", r"@x < -@threshold", lambda x, p: x < -p["threshold"]),
            Piece("0", "0", r"-@threshold \le @x \le @threshold", lambda x, p: x <= p["threshold"]),
            Piece("@x", "1", r"@x > @threshold"),
        ),
        (Parameter("threshold", r"\lambda", 0.5, 0.0, 3.0),),
        DONOHO,
    ),
    Activation(
        "tanh_shrink",
        lambda x: x - np.tanh(x),
        lambda x: np.tanh(x) ** 2,
        (Piece(r"@x - \tanh @x", r"\tanh^2 @x"),),
    ),
)

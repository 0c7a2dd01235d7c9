"""What PyTorch calls the losses, with Keras's meanings; where it has none, the formula written out.

Source: https://docs.pytorch.org/docs/stable/nn.functional.html, there `F`. Keras clips probabilities to
[1e-7, 1 - 1e-7]; that is left out: PyTorch bounds the logarithm instead.
"""

from typing import Any

from dlplay.losses import LOSSES

CALLS: dict[str, str] = {  # expressions of the targets y, the predictions p and the loss's parameters
    "mean_squared_error": "F.mse_loss(p, y)",
    "mean_absolute_error": "F.l1_loss(p, y)",
    "mean_absolute_percentage_error": "100 * ((y - p) / y.clamp(min=1e-7)).abs().mean()",
    "mean_squared_logarithmic_error": "F.mse_loss(torch.log1p(p.clamp(min=1e-7)), torch.log1p(y))",
    "log_cosh": "(p - y + F.softplus(-2 * (p - y)) - math.log(2)).mean()",
    "huber": "F.huber_loss(p, y, delta={delta})",
    "poisson": "F.poisson_nll_loss(p, y, log_input=False, eps=1e-7)",
    "cosine_similarity": "-F.cosine_similarity(p, y, dim={axis}, eps=1e-7).mean()",
    "binary_crossentropy": "{binary}(p, {y})",
    "binary_focal_crossentropy": (
        "(({y} * (1 - {p}) + (1 - {y}) * {p}) ** {gamma} * {binary}(p, {y}, reduction='none')).mean()"
    ),
    "hinge": "F.relu(1 - (2 * y - 1) * p).mean()",
    "squared_hinge": "(F.relu(1 - (2 * y - 1) * p) ** 2).mean()",
    "categorical_crossentropy": "F.cross_entropy({log}, y, label_smoothing={label_smoothing})",
    "sparse_categorical_crossentropy": "F.cross_entropy({log}, y)",
    "categorical_focal_crossentropy": (
        "({alpha} * (1 - {share}) ** {gamma} * -{smooth} * {share}.log()).sum(-1).mean()"
    ),
    "categorical_generalized_cross_entropy": ("((1 - p.gather(-1, y[:, None]) ** {q}) / {q}).mean()"),
    "kl_divergence": "F.kl_div(p.log(), y, reduction='batchmean')",
    "categorical_hinge": "F.relu(((1 - y) * p).amax(-1) - (y * p).sum(-1) + 1).mean()",
    "dice": "1 - 2 * (y * p).sum() / (y.sum() + p.sum())",
    "tversky": (
        "1 - (y * p).sum() / ((y * p).sum() + {alpha} * (y * (1 - p)).sum() + {beta} * ((1 - y) * p).sum())"
    ),
    "circle": "circle(y, p, {gamma}, {margin})",
}
CIRCLE = """\
def circle(y, p, gamma, margin):  # PyTorch has none of its own
    d = F.relu(1 - p @ p.T)
    same = y[:, None] == y
    friends = same & ~torch.eye(len(p), dtype=torch.bool)
    pull = (gamma * (d ** 2 - margin ** 2)).masked_fill(~friends, -torch.inf)
    push = (gamma * F.relu(1 + margin - d) * (1 - margin - d)).masked_fill(same, -torch.inf)
    losses = F.softplus(pull.logsumexp(-1) + push.logsumexp(-1))
    return losses.sum() / (losses > 0).sum()

"""


def call(name: str, **parameters: Any) -> str:
    """The PyTorch expression of LOSSES[name] for targets y and predictions p, with any parameters."""
    given = LOSSES[name].defaults() | parameters
    logits, smoothing = given.get("from_logits", False), given.get("label_smoothing", 0.0)
    given["y"] = f"(y * {1 - smoothing:g} + {smoothing / 2:g})" if smoothing else "y"
    given["smooth"] = f"(y * {1 - smoothing:g} + {smoothing:g} / y.shape[-1])" if smoothing else "y"
    given["binary"] = f"F.binary_cross_entropy{'_with_logits' if logits else ''}"
    given["p"] = "torch.sigmoid(p)" if logits else "p"
    given["log"] = "p" if logits else "p.log()"
    given["share"] = "p.softmax(-1)" if logits else "p"
    return CALLS[name].format(**given)

"""What PyTorch calls the optimizers, with Keras's meanings and defaults.

Source: https://docs.pytorch.org/docs/stable/optim.html. Where epsilon stands outside of the root in one and
inside in the other, the steps differ in their seventh digit.
"""

from typing import Any

from dlplay.optimizers import OPTIMIZERS

CALLS: dict[str, str] = {  # after the parameters and the rate; {…} are Keras's names
    "sgd": "torch.optim.SGD({weights}, lr={learning_rate})",
    "momentum": "torch.optim.SGD({weights}, lr={learning_rate}, momentum={momentum})",
    "nesterov": "torch.optim.SGD({weights}, lr={learning_rate}, momentum={momentum}, nesterov=True)",
    "lion": "Lion({weights}, lr={learning_rate}, betas=({beta_1}, {beta_2}))",
    "adagrad": (
        "torch.optim.Adagrad({weights}, lr={learning_rate}, "
        "initial_accumulator_value={initial_accumulator_value}, eps={epsilon})"
    ),
    "adadelta": "torch.optim.Adadelta({weights}, lr={learning_rate}, rho={rho}, eps={epsilon})",
    "rmsprop": "torch.optim.RMSprop({weights}, lr={learning_rate}, alpha={rho}, eps={epsilon})",
    "adam": "torch.optim.Adam({weights}, lr={learning_rate}, betas=({beta_1}, {beta_2}), eps={epsilon})",
    "adamw": (
        "torch.optim.AdamW({weights}, lr={learning_rate}, betas=({beta_1}, {beta_2}), eps={epsilon}, "
        "weight_decay={weight_decay})"
    ),
    "adamax": "torch.optim.Adamax({weights}, lr={learning_rate}, betas=({beta_1}, {beta_2}), eps={epsilon})",
    "nadam": (
        "torch.optim.NAdam({weights}, lr={learning_rate}, betas=({beta_1}, {beta_2}), eps={epsilon}, "
        "momentum_decay=1.0)"
    ),
}
LION = """\
class Lion(torch.optim.Optimizer):  # PyTorch has none of its own
    def __init__(self, parameters, lr, betas=(0.9, 0.99)):
        super().__init__(parameters, {"lr": lr, "betas": betas})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            beta_1, beta_2 = group["betas"]
            for w in group["params"]:
                m = self.state[w].setdefault("m", torch.zeros_like(w))
                w -= group["lr"] * torch.sign(beta_1 * m + (1 - beta_1) * w.grad)
                m.mul_(beta_2).add_(w.grad, alpha=1 - beta_2)

"""


def call(name: str, weights: str, **hyperparameters: Any) -> str:
    """The PyTorch expression of OPTIMIZERS[name] for these weights, with Keras's defaults."""
    given = {**OPTIMIZERS[name].defaults, **hyperparameters}
    plain = name == "nesterov" and not given["momentum"]  # which PyTorch refuses
    return CALLS["sgd" if plain else name].format(weights=weights, **given)

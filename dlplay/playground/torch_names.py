"""What PyTorch calls the optimizers of the playground, with Keras's meanings.

Source: https://docs.pytorch.org/docs/stable/optim.html.
"""

from dlplay.playground.recipe import Recipe

_OPTIMIZERS: dict[str, str] = {
    "sgd": "SGD({})",
    "momentum": "SGD({}, momentum=0.9)",
    "nesterov": "SGD({}, momentum=0.9, nesterov=True)",
    "adagrad": "Adagrad({}, initial_accumulator_value=0.1, eps=1e-7)",
    "adadelta": "Adadelta({}, rho=0.95, eps=1e-7)",
    "rmsprop": "RMSprop({}, alpha=0.9, eps=1e-7)",
    "adam": "Adam({}, eps=1e-7)",
    "adamw": "AdamW({}, eps=1e-7, weight_decay=0.004)",
    "adamax": "Adamax({}, eps=1e-7)",
    "nadam": "NAdam({}, eps=1e-7, momentum_decay=1.0)",
}

LION = """
class Lion(torch.optim.Optimizer):  # PyTorch has none of its own
    def __init__(self, parameters, lr):
        super().__init__(parameters, {"lr": lr})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for w in group["params"]:
                m = self.state[w].setdefault("m", torch.zeros_like(w))
                w -= group["lr"] * torch.sign(0.9 * m + 0.1 * w.grad)
                m.mul_(0.99).add_(w.grad, alpha=0.01)

"""


def optimizer(name: str, learning_rate: float) -> tuple[str, str]:
    """The expression that makes an optimizer, and the lines that define it where PyTorch has none."""
    arguments = f"kernels + biases, lr={learning_rate}"
    if name == "lion":
        return f"Lion({arguments})", LION
    return f"torch.optim.{_OPTIMIZERS[name].format(arguments)}", ""


def change(before: Recipe, after: Recipe) -> list[str]:
    """The lines that go on with another learning rate, penalty or dropout."""
    lines = [
        f"{name} = {getattr(after, name)}"
        for name in ("l1", "l2", "dropout")
        if getattr(before, name) != getattr(after, name)
    ]
    rates = before.learning_rate, after.learning_rate
    if rates[0] != rates[1]:
        lines.append(f'optimizer.param_groups[0]["lr"] = {rates[1]}')
        if after.optimizer in ("momentum", "nesterov"):
            lines += [
                "for state in optimizer.state.values():  # Keras's velocity holds the learning rate",
                f'    state["momentum_buffer"] *= {rates[0]} / {rates[1]}',
            ]
    return lines

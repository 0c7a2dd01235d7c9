"""What a change in the midst of a run is in PyTorch."""

from dlplay.playground.recipe import Recipe


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

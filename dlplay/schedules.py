r"""How the learning rate changes over a run: constant, step decay, exponential, cosine, warm-up and cosine.

Notation: eta the learning rate that is set, t = 0, 1, ... the steps done, T all steps of the run, W = T // 5
those of the warm-up.

Left out: Keras's other decays (polynomial, inverse time), which look much like the exponential one, and warm
restarts, which need longer runs than those drawn here.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

HALVINGS = 4  # of the step decay in a run
LAST = 0.01  # the share of the rate that is left at the end of the exponential decay


def warmup(steps: int) -> int:
    """How many of the steps warm up."""
    return max(steps // 5, 1)


def stair(steps: int) -> int:
    """How many steps the step decay keeps a rate."""
    return max(steps // HALVINGS, 1)


@dataclass(frozen=True)
class Schedule:
    """A learning rate over the steps of a run."""

    name: str
    rule: Callable[[np.ndarray, int], np.ndarray]  # (t, T) -> share of eta
    latex: str
    call: str  # the Keras object, with {rate}, {steps}, {stair}, {warmup} and {rest}
    share: str  # the rule in Python for one `step`, with the same

    def rates(self, learning_rate: float, steps: int) -> np.ndarray:
        """The rate of each of the `steps` steps, (steps,) float64."""
        if steps < 1:
            raise ValueError(f"steps must be at least 1; received {steps}")
        return learning_rate * self.rule(np.arange(steps), steps)

    def keras_call(self, learning_rate: float, steps: int) -> str:
        """The Keras expression for the same rates."""
        return self.call.format(rate=learning_rate, **_lengths(steps))

    def share_at_step(self, steps: int) -> str:
        """The Python expression for the share of the rate at `step`."""
        return self.share.format(**_lengths(steps))


def _lengths(steps: int) -> dict[str, int]:
    first = warmup(steps)
    return {"steps": steps, "stair": stair(steps), "warmup": first, "rest": max(steps - first, 1)}


def cosine(t: np.ndarray, steps: int) -> np.ndarray:
    """Half a wave from 1 at t = 0 to 0 at t = steps."""
    return 0.5 * (1 + np.cos(np.pi * np.minimum(t, steps) / steps))


def warmup_cosine(t: np.ndarray, steps: int) -> np.ndarray:
    """A straight line from 0 to 1, and the cosine over what is left."""
    first = warmup(steps)
    return np.where(t < first, t / first, cosine(t - first, max(steps - first, 1)))


SCHEDULES: dict[str, Schedule] = {
    one.name: one
    for one in (
        Schedule("constant", lambda t, steps: np.ones(len(t)), r"\eta_t = \eta", "{rate}", "1"),
        Schedule(
            "step",
            lambda t, steps: 0.5 ** (t // stair(steps)),
            r"\eta_t = \eta \cdot 0.5^{\lfloor 4t/T \rfloor}",
            "keras.optimizers.schedules.ExponentialDecay(\n    {rate}, decay_steps={stair}, decay_rate=0.5, "
            "staircase=True\n)",
            "0.5 ** (step // {stair})",
        ),
        Schedule(
            "exponential",
            lambda t, steps: LAST ** (t / steps),
            r"\eta_t = \eta \cdot 0.01^{t/T}",
            "keras.optimizers.schedules.ExponentialDecay({rate}, decay_steps={steps}, decay_rate=0.01)",
            "0.01 ** (step / {steps})",
        ),
        Schedule(
            "cosine",
            cosine,
            r"\eta_t = \tfrac{1}{2} \eta \left(1 + \cos \tfrac{\pi t}{T}\right)",
            "keras.optimizers.schedules.CosineDecay({rate}, decay_steps={steps})",
            "(1 + np.cos(np.pi * step / {steps})) / 2",
        ),
        Schedule(
            "warmup_cosine",
            warmup_cosine,
            r"\eta_t = \eta \tfrac{t}{W} \;\; (t < W), \quad"
            r"\tfrac{1}{2} \eta \left(1 + \cos \tfrac{\pi (t - W)}{T - W}\right) \;\; (t \ge W)",
            "keras.optimizers.schedules.CosineDecay(\n    0.0, decay_steps={rest}, warmup_target={rate}, "
            "warmup_steps={warmup}\n)",
            "step / {warmup} if step < {warmup} else (1 + np.cos(np.pi * (step - {warmup}) / {rest})) / 2",
        ),
    )
}

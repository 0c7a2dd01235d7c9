"""The scripts that run the same race. A test runs them and compares where everybody ends."""

from dlplay.descent import Run, Setup
from dlplay.optimizers import OPTIMIZERS, torch_names
from dlplay.schedules import SCHEDULES
from dlplay.surfaces import EXAMPLES, SURFACES, Surface
from dlplay.surfaces.network import INPUTS, TARGETS
from dlplay.ui.code_panel import Script

SET_RATE = """\
def set_rate(optimizer, rate):
    (group,) = optimizer.param_groups
    for state in optimizer.state.values():  # Keras's velocity holds the learning rate
        if state.get("momentum_buffer") is not None:
            state["momentum_buffer"] *= group["lr"] / rate
    group["lr"] = rate

"""


def race(runs: list[Run]) -> Script:
    """Runners of one race, each up to its last step on the page."""
    return Script(_keras(runs), _torch(runs))


def _keras(runs: list[Run]) -> str:
    setup = runs[0].setup
    surface = SURFACES[setup.surface]
    runners = "".join(_runner(run) for run in runs)
    return f"""\
import keras
import numpy as np
import tensorflow as tf

{_data(setup, surface)}
def loss({"w, u, target" if surface.batch else "w"}):
    x, y = w[0], w[1]
    return {surface.keras}

runners = {{  # name: (optimizer, steps)
{runners}}}
for name, (optimizer, steps) in runners.items():
    w = keras.Variable([{setup.start[0]!r}, {setup.start[1]!r}], dtype="float64")
    for step in range(steps):
        with tf.GradientTape() as tape:
            value = {_call(setup, surface)}
        gradient = tape.gradient(value, w.value){_noise(setup, surface)}
        optimizer.apply([gradient], [w])
    print(name, *w.numpy())
"""


def _torch(runs: list[Run]) -> str:
    setup = runs[0].setup
    surface = SURFACES[setup.surface]
    runners = "".join(_torch_runner(run) for run in runs)
    scheduled = setup.schedule != "constant"
    lion = f"{torch_names.LION}\n" if any(run.optimizer == "lion" for run in runs) else ""
    share = SCHEDULES[setup.schedule].share_at_step(setup.steps)
    set_rate = f"        set_rate(optimizer, rate * ({share}))\n" if scheduled else ""
    noise = "        w.grad += torch.tensor(noise[step])\n" if _noise(setup, surface) else ""
    tensors = "u, target = torch.tensor(u), torch.tensor(target)\n\n" if surface.batch else ""
    return f"""\
import numpy as np
import torch

{_data(setup, surface)}{tensors}
{lion}{SET_RATE if scheduled else ""}
def loss({"w, u, target" if surface.batch else "w"}):
    x, y = w[0], w[1]
    return {surface.keras.replace("keras.ops.", "torch.")}

runners = {{  # name: (optimizer, steps)
{runners}}}
for name, (optimizer_of, steps) in runners.items():
    w = torch.tensor([{setup.start[0]!r}, {setup.start[1]!r}], dtype=torch.float64, requires_grad=True)
    optimizer = optimizer_of(w)
    rate = optimizer.param_groups[0]["lr"]
    for step in range(steps):
{set_rate}        optimizer.zero_grad()
        {_call(setup, surface).replace("w.value", "w")}.backward()
{noise}        optimizer.step()
    print(name, *w.tolist())
"""


def _torch_runner(run: Run) -> str:
    call = torch_names.call(run.optimizer, "[w]", learning_rate=run.learning_rate, **dict(run.chosen))
    gone = "  # with one more it leaves the map for good" if run.left else ""
    return f'    "{run.optimizer}": (lambda w: {call}, {run.steps}),{gone}\n'


def _runner(run: Run) -> str:
    setup, optimizer = run.setup, OPTIMIZERS[run.optimizer]
    rate = SCHEDULES[setup.schedule].keras_call(run.learning_rate, setup.steps).replace("\n", "\n    ")
    call = optimizer.keras_call(learning_rate=rate, **dict(run.chosen))
    if rate == f"{optimizer.defaults['learning_rate']}":
        call = optimizer.keras_call(**dict(run.chosen))
    gone = "  # with one more it leaves the map for good" if run.left else ""
    return f'    "{run.optimizer}": ({call}, {run.steps}),{gone}\n'


def _data(setup: Setup, surface: Surface) -> str:
    """What the loss and the noise need before the loop."""
    lines = []
    if surface.batch:
        lines += [f"u = np.array({INPUTS.tolist()})", f"target = np.array({TARGETS.tolist()})"]
    if setup.batch:
        lines.append(f"random = np.random.default_rng({setup.seed})")
        if surface.batch:
            epochs = -(-setup.steps * setup.batch // EXAMPLES)
            lines.append(
                f"order = np.concatenate([random.permutation({EXAMPLES}) for _ in range({epochs})])"
                f"[:{setup.steps * setup.batch}]\n"
                f"batches = order.reshape({setup.steps}, {setup.batch})  # each example once an epoch"
            )
        else:
            lines.append(
                f"noise = random.normal(scale={surface.noise} / np.sqrt({setup.batch}), "
                f"size=({setup.steps}, 2))  # as a mini-batch would add"
            )
    return "".join(f"{line}\n" for line in lines) + "\n" if lines else ""


def _call(setup: Setup, surface: Surface) -> str:
    if not surface.batch:
        return "loss(w.value)"
    chosen = "[batches[step]]" if setup.batch else ""
    return f"loss(w.value, u{chosen}, target{chosen})"


def _noise(setup: Setup, surface: Surface) -> str:
    return " + noise[step]" if setup.batch and not surface.batch else ""

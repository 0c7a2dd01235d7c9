"""What a student sets on the activations page: a field for each parameter in the registry as well."""

from dataclasses import dataclass, make_dataclass
from typing import Any

from dlplay.activations import ACTIVATIONS, CURVES, VECTOR_FUNCTIONS, Parameter
from dlplay.initializers import INITIALIZERS
from dlplay.ui.settings import AnySettings, Choice, Number, Settings, Subset, setting

MOST_COMPARED = 5  # curves beside the first: as many as there are colours
EDGE = 6.0  # the axis from -6 to 6 shows both ends of every function that has ends
SWITCH = ("false", "true")  # a parameter that is on or off


def field(function: str, parameter: Parameter) -> str:
    """The settings field, and address key, of a function's parameter."""
    return f"{function}_{parameter.name}"


def with_parameters(cls: type[AnySettings]) -> type[AnySettings]:
    """The settings `cls` and a field for every parameter of every function."""
    new = [
        (field(name, one), object, _declared(one)) for name in CURVES for one in ACTIVATIONS[name].parameters
    ]
    return make_dataclass(cls.__name__, new, bases=(cls,), frozen=True)


def _declared(parameter: Parameter) -> Any:
    if isinstance(parameter.default, bool):
        return setting(SWITCH[parameter.default], Choice(SWITCH))
    # 0 stands for "not set" where Keras says None
    start = 0.0 if parameter.default is None else parameter.default
    low = 0.0 if parameter.default is None else parameter.low
    return setting(start, Number(low, parameter.high, parameter.step))


@with_parameters
@dataclass(frozen=True)
class ActivationsSettings(Settings):
    view: str = setting("curve", Choice(("curve", "signal", "vector")))
    name: str = setting("sigmoid", Choice(CURVES))
    compare: tuple[str, ...] = setting(("relu",), Subset(CURVES, MOST_COMPARED))
    x: float = setting(3.0, Number(-EDGE, EDGE, 0.05))
    depth: int = setting(10, Number(1, 30))
    width: int = setting(64, Number(8, 128, 8))
    initializer: str = setting("he_normal", Choice(tuple(INITIALIZERS)))
    seed: int = setting(1, Number(0, 999))
    vector: str = setting("softmax", Choice(VECTOR_FUNCTIONS))
    z1: float = setting(2.0, Number(-6.0, 6.0, 0.1))
    z2: float = setting(1.0, Number(-6.0, 6.0, 0.1))
    z3: float = setting(0.5, Number(-6.0, 6.0, 0.1))
    z4: float = setting(-1.0, Number(-6.0, 6.0, 0.1))
    temperature: float = setting(1.0, Number(0.1, 10.0, 0.1))

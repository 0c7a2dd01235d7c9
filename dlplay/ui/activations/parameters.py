"""The functions' parameters as settings: a field for each in the registry, so that none is forgotten."""

from dataclasses import make_dataclass
from typing import Any

from dlplay.activations import ACTIVATIONS, CURVES, Parameter
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.settings import Choice, Number, setting

SWITCH = ("false", "true")  # a parameter that is on or off


def field(function: str, parameter: Parameter) -> str:
    """The settings field, and address key, of a function's parameter."""
    return f"{function}_{parameter.name}"


def with_parameters(cls: type) -> type:
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


def chosen(settings: Any, function: str) -> dict[str, Any]:
    """The parameters of a function as the page's controls stand."""
    values = {}
    for one in ACTIVATIONS[function].parameters:
        value = getattr(settings, field(function, one))
        if isinstance(one.default, bool):
            value = value == SWITCH[True]
        elif one.default is None:
            value = value or None
        values[one.name] = value
    return values


def controls(experiment: Experiment, functions: tuple[str, ...]) -> None:
    """A control for every parameter of these functions."""
    for name in functions:
        for one in ACTIVATIONS[name].parameters:
            if isinstance(one.default, bool):
                experiment.choose(field(name, one))
            else:
                experiment.slide(field(name, one))


def changed(settings: Any, function: str) -> str:
    """A function's name and the parameters that differ from Keras: `leaky_relu(negative_slope=0.1)`."""
    activation = ACTIVATIONS[function]
    given = [
        f"{one.name}={value:g}" if not isinstance(value, bool) else f"{one.name}={value}"
        for one, value in zip(activation.parameters, chosen(settings, function).values(), strict=True)
        if value != one.default
    ]
    return f"{function}({', '.join(given)})" if given else function


def note(function: str) -> str:
    """When to use a function, what goes wrong with it, and where it comes from, in the session's language."""
    lines = [
        f"**{t('activations.use')}** {t(f'activation.{function}_use')}",
        f"**{t('activations.wrong')}** {t(f'activation.{function}_wrong')}",
    ]
    if paper := ACTIVATIONS[function].paper:
        lines.append(f"**{t('activations.paper')}** [{paper.authors} ({paper.year})]({paper.link})")
    return "\n\n".join(lines)

"""The functions' parameters as settings: a field for each in the registry, so that none is forgotten."""

from typing import Any

from dlplay.activations import ACTIVATIONS
from dlplay.ui.activations.settings import SWITCH, ActivationsSettings, field
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t


def chosen(settings: ActivationsSettings, function: str) -> dict[str, Any]:
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


def controls(experiment: Experiment[ActivationsSettings], functions: tuple[str, ...]) -> None:
    """A control for every parameter of these functions."""
    for name in functions:
        for one in ACTIVATIONS[name].parameters:
            if isinstance(one.default, bool):
                experiment.choose(field(name, one))
            else:
                experiment.slide(field(name, one))


def changed(settings: ActivationsSettings, function: str) -> str:
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

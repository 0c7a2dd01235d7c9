"""The run that the settings mean, the one that is kept beside it, and how both differ."""

from dataclasses import fields, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from dlplay.playground import Recipe
from dlplay.playground.own import CLASSES
from dlplay.playground.problem import REGRESSION
from dlplay.toy_data import TOY_DATA
from dlplay.ui.network.settings import USUAL, NetworkSettings
from dlplay.ui.settings import Kind, from_query, kind_of, to_query

SCREEN = ("kept", "shown", "speed", "change", "view", "part", "probe")  # what a run does not depend on


def recipe_of(settings: NetworkSettings) -> Recipe:
    """The run that these settings describe; what another kind of data would need is left at its default."""
    own = settings.data == "own"
    return Recipe(
        data=settings.data,
        own=settings.own if own else "",
        classes=int(settings.classes) if settings.data in TOY_DATA else 2,
        points=200 if own else settings.points,
        noise=0.0 if own else settings.noise,
        train_share=settings.train / 100,
        features=settings.features,
        hidden=settings.hidden,
        activation=settings.activation,
        initializer=settings.initializer,
        loss="" if settings.loss == USUAL else settings.loss,
        optimizer=settings.optimizer,
        learning_rate=float(settings.rate),
        batch_size=int(settings.batch),
        l1=float(settings.l1),
        l2=float(settings.l2),
        dropout=settings.dropout,
        seed=settings.seed,
    )


def task_of(settings: NetworkSettings) -> str:
    """binary, classes or regression."""
    if settings.data == "own":
        classes = CLASSES[settings.own[:1] or "2"]
        return "regression" if not classes else "binary" if classes == 2 else "classes"
    if settings.data in REGRESSION:
        return "regression"
    return "binary" if settings.classes == "2" else "classes"


def keep(settings: NetworkSettings) -> str:
    """A run with all that it depends on, as one setting of another."""
    run = replace(settings, **{name: getattr(NetworkSettings(), name) for name in SCREEN})
    return urlencode({"steps": run.steps, **to_query(run)})  # never empty, which would mean that none is kept


def kept(settings: NetworkSettings) -> NetworkSettings | None:
    """The run that was kept; None where there is none that can be read."""
    if not settings.kept:
        return None
    query = dict(parse_qsl(settings.kept, keep_blank_values=True))
    found, refused = from_query(NetworkSettings, query)
    return None if refused or set(query) - {one.name for one in fields(NetworkSettings)} else found


def differences(one: NetworkSettings, other: NetworkSettings) -> dict[str, tuple[Any, Any]]:
    """Name -> both values, of the settings of a run that are not the same."""
    names = [field.name for field in fields(one) if field.name not in SCREEN]
    return {
        name: pair for name in names if (pair := (getattr(one, name), getattr(other, name)))[0] != pair[1]
    }


def kind(name: str) -> Kind:
    """How a setting is written."""
    return next(kind_of(one) for one in fields(NetworkSettings) if one.name == name)

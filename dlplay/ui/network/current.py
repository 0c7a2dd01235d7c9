"""Where the student stands: the settings of the page, and the run that they mean."""

from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from dlplay.activations import CURVES
from dlplay.initializers import INITIALIZERS
from dlplay.optimizers import OPTIMIZERS
from dlplay.playground import FEATURES, LOSSES_OF, Edit, Recipe
from dlplay.playground.own import MOST_POINTS
from dlplay.playground.problem import REGRESSION
from dlplay.playground.recipe import MOST_STEPS
from dlplay.toy_data import TOY_DATA
from dlplay.ui.network.kinds import Edits, Layers, Part
from dlplay.ui.settings import Choice, Kind, Number, Subset, Text, from_query, kind_of, setting, to_query

DRAWN = ("circle", "xor", "blobs", "moons", "spiral", "overlapping")
RATES = ("0.00001", "0.0001", "0.0003", "0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1", "3", "10")
PENALTIES = ("0", "0.0001", "0.0003", "0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1")
BATCHES = ("1", "2", "5", "10", "20", "50", "100", "200", "500")
USUAL = "usual"  # the loss that textbooks take for the task at hand
LOSSES = (USUAL, *dict.fromkeys(loss for losses in LOSSES_OF.values() for loss in losses))
VIEWS = ("numbers", "confusion", "compare", "code")
MOST_OWN = 1 + 6 * MOST_POINTS  # characters of packed points


@dataclass(frozen=True)
class NetworkSettings:
    """All of the page: a run, how far it went, and what is looked at."""

    data: str = setting("circle", Choice((*DRAWN, *REGRESSION, "own")))
    classes: str = setting("2", Choice(("2", "3", "4", "5", "6")))
    points: int = setting(200, Number(0, 500, 10))
    noise: float = setting(0.0, Number(0.0, 1.0, 0.05))
    train: int = setting(50, Number(10, 100, 10))
    seed: int = setting(1, Number(0, 9999))
    features: tuple[str, ...] = setting(("x1", "x2"), Subset(tuple(FEATURES)))
    hidden: tuple[int, ...] = setting((4, 2), Layers())
    activation: str = setting("tanh", Choice(CURVES))
    initializer: str = setting("glorot_uniform", Choice(tuple(INITIALIZERS)))
    loss: str = setting(USUAL, Choice(LOSSES))
    optimizer: str = setting("sgd", Choice(tuple(OPTIMIZERS)))
    rate: str = setting("0.1", Choice(RATES))
    batch: str = setting("10", Choice(BATCHES))
    l1: str = setting("0", Choice(PENALTIES))
    l2: str = setting("0", Choice(PENALTIES))
    dropout: float = setting(0.0, Number(0.0, 0.8, 0.1))
    own: str = setting("", Text(MOST_OWN))
    steps: int = setting(0, Number(0, MOST_STEPS))
    edits: tuple[Edit, ...] = setting((), Edits())
    kept: str = setting("", Text(MOST_OWN + 1000))
    speed: str = setting("normal", Choice(("slow", "normal", "fast")))
    change: str = setting("fresh", Choice(("fresh", "repeat")))
    view: str = setting("numbers", Choice(VIEWS))
    part: tuple[int, ...] = setting((), Part())
    probe: int = setting(1, Number(1, MOST_POINTS))


SCREEN = ("kept", "speed", "change", "view", "part", "probe")  # what a run does not depend on


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
        return {"": "binary", "2": "binary", "r": "regression"}.get(settings.own[:1], "classes")
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

"""What the settings mean: the surface, the start, the runners with their rates, and their runs."""

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from dlplay import locale
from dlplay.descent import Chosen, Run, Setup, descend
from dlplay.numbers import plain
from dlplay.optimizers import OPTIMIZERS
from dlplay.outcome import Outcome
from dlplay.outcome import outcome as judge
from dlplay.rates import RATES
from dlplay.surfaces import SURFACES, Surface
from dlplay.ui import served
from dlplay.ui.language import t
from dlplay.ui.optimizers import charts_terrain as terrain
from dlplay.ui.optimizers.charts_track import Ground, Track
from dlplay.ui.optimizers.settings import ALL, OptimizerSettings

RELIEF = (91, 71)  # grid points of the landscape in 3-D, across and up
FINE = (320, 210)  # and of the map
MOMENTUM = {  # which hyperparameter the momentum slider sets
    "momentum": "momentum",
    "nesterov": "momentum",
    **dict.fromkeys(("adam", "adamw", "adamax", "nadam", "lion"), "beta_1"),
}


def surface(settings: OptimizerSettings) -> Surface:
    return SURFACES[settings.surface]


def start(settings: OptimizerSettings) -> tuple[float, float]:
    """The chosen start, as far as it lies on this map; else the surface's own."""
    limits = surface(settings).limits
    if not settings.start:
        return surface(settings).start
    x, y = settings.start
    return float(np.clip(x, limits.left, limits.right)), float(np.clip(y, limits.bottom, limits.top))


def setup(settings: OptimizerSettings) -> Setup:
    """What all runners have in common."""
    batch = 0 if settings.batch == ALL else int(settings.batch)
    return Setup(
        settings.surface,
        start(settings),
        settings.steps,
        settings.schedule,
        batch,
        settings.seed if batch else 0,
    )


def rate(settings: OptimizerSettings, name: str) -> float:
    """A runner's learning rate: chosen, or what suits the surface."""
    return dict(settings.rates).get(name, RATES[settings.surface][name])


def chosen(settings: OptimizerSettings, name: str) -> Chosen:
    """A runner's other hyperparameters, where they are not Keras's defaults."""
    values = {}
    if name in MOMENTUM:
        values[MOMENTUM[name]] = settings.momentum
    if name == "adamw":
        values["weight_decay"] = settings.decay
    defaults = OPTIMIZERS[name].defaults
    return tuple(sorted((key, value) for key, value in values.items() if value != defaults[key]))


def run(settings: OptimizerSettings, name: str) -> Run:
    """One runner's run."""
    return descend(setup(settings), name, rate(settings, name), chosen(settings, name))


def outcome(run: Run) -> Outcome:
    """What became of a run."""
    return _judged(run.setup, run.optimizer, run.learning_rate, run.chosen)


@lru_cache(maxsize=256)
def _judged(*run: Any) -> Outcome:
    return judge(descend(*run))


class Landscape(NamedTuple):
    """A surface as it is drawn: on a grid for the view in 3-D, and as a map."""

    x: np.ndarray  # (columns,)
    y: np.ndarray  # (rows,)
    heights: np.ndarray  # (rows, columns)
    over: terrain.Relief
    picture: bytes  # JPEG


@lru_cache(maxsize=len(SURFACES))
def landscape(name: str) -> Landscape:
    """Computed once for everybody; nobody changes it."""
    place = SURFACES[name]
    left, right, bottom, top = place.limits

    def heights(columns: int, rows: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        x, y = np.linspace(left, right, columns), np.linspace(bottom, top, rows)
        return x, y, place.height(place.value(np.stack(np.meshgrid(x, y), axis=-1)))

    fine = heights(*FINE)[-1]
    over = terrain.relief(fine)
    return Landscape(*heights(*RELIEF), over, terrain.picture(fine, over))


def ground(settings: OptimizerSettings) -> Ground:
    """The surface as the charts take it."""
    land = landscape(settings.surface)
    minima = np.array(surface(settings).minima)
    picture = served.picture_address("maps", settings.surface, land.picture)
    return Ground(land.x, land.y, land.heights, picture, minima, np.array(start(settings)))


def track(one: Run) -> Track:
    """A run as the charts take it."""
    place = SURFACES[one.setup.surface]
    return Track(
        one.optimizer,
        OPTIMIZERS[one.optimizer].title,
        one.weights.astype(np.float32),
        place.height(one.losses),
        one.losses - place.least,
    )


def axes() -> dict[str, str]:
    """The words on the charts."""
    words = {name: t(f"optimizers.axis_{name}") for name in ("loss", "step", "rate")}
    return words | {"x": "x", "y": "y", "play": "▶", "pause": "❚❚", "diverged": t("optimizers.kind_diverged")}


def told(name: str, steps: int, loss: float, lang: str) -> str:
    """A run in words."""
    return locale.t("optimizers.map_alt", lang, name=title(name), steps=steps, loss=plain(loss))


def title(name: str) -> str:
    return OPTIMIZERS[name].title

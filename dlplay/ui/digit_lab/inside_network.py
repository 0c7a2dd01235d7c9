"""The component that shows the whole network, and what it is sent: the picture and the terms of all sums."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from dlplay.digits import Trace, network
from dlplay.digits.shares import largest_products, shares
from dlplay.ui import language
from dlplay.ui.component import component, said
from dlplay.ui.digit_lab.current import Current
from dlplay.ui.digit_lab.parts import COUNTS, Part, PartKind
from dlplay.ui.digit_lab.settings import DigitLabSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.live import packed
from dlplay.ui.settings import Number, holds

KEY = "digit_lab_inside"
STRONGEST = 16  # units of the dense layer that are shown
INK = 100  # hundredths of ink travel as whole numbers
TOLD = 3  # what the component says: the part, row and column
SHARED = 50  # scenes kept for whoever asks for the same
SHARED_WORDS = (
    "hand_patch",
    "hand_kernel",
    "hand_products",
    "line_max",
    "line_same",
)
WORDS = (
    *(f"stage_{kind}" for kind in COUNTS),
    *(f"named_{kind}" for kind in COUNTS),
    *("line_input", "line_patch", "line_unit", "line_output", "place_unit", "product_unit"),
    *("term_map", "term_unit", "others", "bias", "total", "picture", "where", "four", "open", "help"),
)

_network = component("digit_lab_inside", Path(__file__).with_name("inside.js"))


def show(
    experiment: Experiment[DigitLabSettings], settings: DigitLabSettings, now: Current, part: Part
) -> None:
    """Draw it with this part open."""

    def opened() -> None:
        told = said(KEY, "open")
        if not isinstance(told, list) or len(told) != TOLD or not holds(PartKind(), told[0]):
            return
        if all(holds(experiment.kind("row", Number), one) for one in told[1:]):
            experiment.set(part=told[0], row=told[1], column=told[2])

    unit = part.number if part.kind == "unit" else None
    scene = _scene(now.picture.ink.tobytes(), unit, language.current())
    data = {"scene": scene, "pick": str(part), "at": [settings.row, settings.column]}
    _network(data=data, key=KEY, height="content", on_open_change=opened)


@lru_cache(SHARED)
def _scene(ink: bytes, unit: int | None, spoken: str) -> str:
    """The same wherever the hand is, as long as it opens one of the strongest units."""
    picture = np.frombuffer(ink).reshape(28, 28)
    trace = network.load()(picture.astype(np.float32))
    shown = strongest(trace)
    if unit is not None and unit not in shown:
        shown[-1] = unit
    return json.dumps(
        {"ink": packed((INK * picture).round().astype(np.uint8)), **sent(trace, shown)}
        | {
            "language": spoken,
            "words": {name: t(f"digit_lab.inside_{name}") for name in WORDS}
            | {name.removeprefix("hand_"): t(f"convolution.{name}") for name in SHARED_WORDS},
        }
    )


def strongest(trace: Trace) -> list[int]:
    """The hidden units with the largest answers, the largest first."""
    return np.argsort(-trace.dense, kind="stable")[:STRONGEST].tolist()


def sent(trace: Trace, shown: list[int]) -> dict[str, Any]:
    """The filters, the units that are shown with the terms of their sums, and the outputs."""
    found, weights = shares(trace), trace.weights
    others = found.units.sum(axis=0) - found.units[shown].sum(axis=0)
    return {
        "kernels": packed(weights["conv_kernel"].reshape(-1, COUNTS["filter"]).T),
        "biases": weights["conv_bias"].tolist(),
        "units": {
            "numbers": shown,
            "sums": trace.dense_before[shown].tolist(),
            "activations": trace.dense[shown].tolist(),
            "biases": weights["dense_bias"][shown].tolist(),
            "maps": packed(found.maps[:, shown].T),
            "places": packed(np.moveaxis(found.places[..., shown], -1, 0)),
            "products": [largest_products(trace, unit, 1)[0]._asdict() for unit in shown],
            "outputs": packed(found.units[shown]),
        },
        "output": {
            "logits": trace.logits.tolist(),
            "biases": weights["output_bias"].tolist(),
            "others": others.tolist(),
            "chances": trace.probabilities.tolist(),
        },
    }

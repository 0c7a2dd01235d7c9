"""Which hidden units of the model of poems know of verse: chosen on poems that train, judged on others."""

import numpy as np

from dlplay.text import CharLSTM
from dlplay.text.units import OF_POEMS, PROPERTIES, area_under_curve, places_asked, tied_units

READ = 20_000  # characters of each


def unit_figures(model: CharLSTM, train: str, held_out: str) -> dict[str, dict]:
    """For each property the unit most tied to it, and its area under the curve on held-out poems."""
    learned, fresh = model.read(train[:READ]).hidden, model.read(held_out[:READ]).hidden
    found = {}
    for name in OF_POEMS:
        (tie,) = tied_units(learned, train[:READ], name, count=1)
        asked = places_asked(held_out[:READ], name)
        activations = tie.sign * fresh[tie.layer, asked, tie.unit]
        area = area_under_curve(activations[:, None], PROPERTIES[name](held_out[:READ])[asked])
        found[name] = {"layer": tie.layer + 1, "unit": tie.unit, "auc": round(float(np.squeeze(area)), 3)}
    return found

"""The loss over rounds of training, as a picture."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from dlplay.ui import live
from dlplay.ui.backprop.charts_computation import short
from dlplay.ui.charts import BLUE

HEIGHT, FEWEST, AIR = 270, 5, 0.3  # CSS pixels; rounds that the axis has at least, and beside them
FAR = 1e30  # a loss beyond this has left every picture


def history(losses: Sequence[float], following: float, words: Mapping[str, str]) -> dict[str, Any]:
    """E before the first round and after each; hollow, what the next update would make of it."""
    rounds, last = np.arange(len(losses)), len(losses) - 1
    seen = np.where(np.abs(losses) < FAR, losses, np.nan)
    told = [f"{number}: {short(loss)}" for number, loss in enumerate(losses)]
    marks = {
        "loss": live.line(rounds, seen, BLUE),
        "each": live.points(rounds, seen, BLUE, size=9, words=told),
        "here": live.points(last, seen[-1], BLUE, size=15),
    }
    known = seen[np.isfinite(seen)].tolist()
    if abs(following) < FAR:
        known.append(following)
        ahead = live.line([last, last + 1], [seen[-1], following], BLUE, width=2, dashed=True)
        told = [f"{last + 1}: {short(following)}"]
        hollow = live.points(
            last + 1, following, BLUE, size=13, hollow=[True], words=told, name=words["next_loss"]
        )
        marks = {"ahead": ahead, **marks, "next": hollow}
    top = max(known, default=1.0)
    top = max(top, 1e-12)
    stride = max(1, (last + 1) // 10)
    end = max(last + 1, FEWEST)
    return live.panel(
        live.axis(-AIR, end + AIR, words["round"], ticks=range(0, end + 1, stride)),
        live.axis(-0.06 * top, 1.1 * top, words["loss"]),
        marks,
        height=HEIGHT,
    )

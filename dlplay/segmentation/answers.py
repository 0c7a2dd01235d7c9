"""The numbers in the answers of the page on segmentation."""

import numpy as np

from dlplay.assets import load_facts
from dlplay.convolution import Sliding, fields
from dlplay.numbers import percent, plain
from dlplay.segmentation import measures
from dlplay.segmentation.example import example
from dlplay.segmentation.network import BOTTOM, CHANNELS, FACTS, GROUND, LEVELS, NAMES, REBUILD, load

PAIR = [Sliding(3, padding="same")] * 2


def numbers(language: str) -> dict[str, str]:
    """By their names in `segmentation_try.md`."""
    sheet = example(1)
    trace = load()(sheet.image)
    facts = load_facts(FACTS, REBUILD)["networks"]
    both = {"with": facts[NAMES[True]], "without": facts[NAMES[False]]}
    nothing = np.full(sheet.mask.shape, measures.GROUND)
    half = measures.Counts(2, 1, 1)
    stages = [*PAIR, *[Sliding(2, stride=2), *PAIR] * LEVELS]
    return {
        "numbers": f"{trace.probabilities.size:,}",
        "corner": percent(trace.probabilities[0, 0, GROUND], language),
        "nothing": percent(measures.accuracy(sheet.mask, nothing), language),
        "dice": plain(half.dice, 3),
        "field": str(fields(stages, 2**8)[-1].size),
        "first": f"{trace.encoder[0].size:,}",
        "bottom": f"{trace.bottom.size:,}",
        "wider": plain(BOTTOM // CHANNELS[0]),
        "times": plain(trace.encoder[0].size // trace.bottom.size),
        "nothing_edges": percent(both["with"]["held_out"]["mnist"]["nothing_edges"], language),
        "parameters": f"{both['with']['parameters']:,}",
        "plain": f"{both['without']['parameters']:,}",
        **{
            f"edges_{name}": percent(one["held_out"]["mnist"]["edges"], language)
            for name, one in both.items()
        },
    }

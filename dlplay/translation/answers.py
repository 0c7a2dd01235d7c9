"""The numbers in the answers to "Try this" of the page on translation."""

import numpy as np

from dlplay.assets import load_facts
from dlplay.numbers import percent, plain
from dlplay.translation import interpret, shipped
from dlplay.translation.examples import KINDS, LONGEST


def numbers(language: str) -> dict[str, str]:
    """Where it looks while it writes a sign, what a beam finds, from which length on it fails."""

    def looked(name: str, text: str, target: str, sign: str) -> dict[str, str]:
        one = interpret(text, "en" if " " in text else "digits", target)
        looks = one.attention[one.text.index(sign)]
        most = int(looks.argmax())
        share = percent(looks[most], language, decimals=0)
        return {name: one.asked[most], f"{name}_place": plain(most + 1), f"{name}_share": share}

    long = "1035630698"
    greedy, beam = (interpret(long, "digits", "zh", width) for width in (1, 4))
    right = load_facts(shipped.FACTS, shipped.REBUILD)["right"].values()
    lengths = [kind for kind, digits in KINDS.items() if digits is not None]
    means = {kind: np.mean([one[kind] for one in right]) for kind in lengths}
    first = next(kind for kind, share in means.items() if share < 0.5)
    before = lengths[lengths.index(first) - 1]
    dates = looked("year", "5 March 2026", "digits", "2") | looked("month", "5 March 2026", "digits", "3")
    return (
        looked("zero", "1000005", "zh", "零")
        | {name: one for name, one in dates.items() if not name.endswith("share")}
        | {
            "greedy": plain(greedy.best.total, 3),
            "beam": plain(beam.best.total, 3),
            "right": plain(greedy.expected_total, 3),
            "digits": first,
            "share": percent(means[first], language, decimals=0),
            "before": before,
            "share_before": percent(means[before], language, decimals=0),
            "longest": plain(LONGEST),
            "february": interpret("2026-02-30", "digits", "zh").text,
        }
    )

"""Accuracy against the number of examples, as a picture: what more data, and better data, are worth."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from dlplay.ui import live
from dlplay.ui.charts import GREY

LEAST = 0.005  # the smallest share of mistakes that is drawn
HEIGHT = 380  # CSS pixels
EXAMPLES = (10, 100, 1000, 10_000, 60_000)  # where their axis is marked
FEWEST, MOST = 8, 80_000


class Dot(NamedTuple):
    """A run: its training examples, its accuracy on the test digits, and what to say of it."""

    examples: int
    accuracy: float
    text: str


class Scale(NamedTuple):
    """The upright axis: its ends, where it is marked, what blind guessing reaches, and where that is said."""

    low: float
    high: float
    ticks: Sequence[float]
    log: bool
    guess: float
    said: float


ACCURACY = Scale(0, 1.03, (0, 0.2, 0.4, 0.6, 0.8, 1), False, guess=0.1, said=0.14)
ERRORS = Scale(LEAST, 1.05, (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 0.9), True, guess=0.9, said=0.76)


def more_data(
    lines: Mapping[str, Sequence[Dot]],
    colours: Mapping[str, str],
    words: Mapping[str, str],
    language: str,
    errors: bool,
) -> dict[str, Any]:
    """Test accuracy over the number of examples, a line for each kind of network and training.

    Args:
        words: `examples`, `accuracy`, `errors`, `guess`.
        language: decides how percentages are written.
        errors: show instead the share of mistakes, on a logarithmic axis.
    """
    scale = ERRORS if errors else ACCURACY
    marks = {
        "guess": live.level(scale.guess, GREY, width=2),
        "guess_said": live.text(MOST, scale.said, words["guess"], anchor="end"),
    }
    for name, dots in lines.items():
        x, y = [dot.examples for dot in dots], heights(dots, errors)
        marks[f"line:{name}"] = live.line(x, y, colours[name], name=name if len(lines) > 1 else "")
        told = [dot.text for dot in dots]
        marks[f"dots:{name}"] = live.points(x, y, colours[name], size=14, words=told)
    return live.panel(
        live.axis(
            FEWEST,
            MOST,
            words["examples"],
            ticks=EXAMPLES,
            labels=[f"{count:,}" for count in EXAMPLES],
            log=True,
        ),
        live.axis(
            scale.low,
            scale.high,
            words["errors" if errors else "accuracy"],
            ticks=scale.ticks,
            percent=language,
            log=scale.log,
        ),
        marks,
        height=HEIGHT,
    )


def heights(dots: Sequence[Dot], errors: bool) -> list[float]:
    """Where dots stand: their accuracy, or their share of mistakes, which is drawn down to `LEAST`."""
    return [max(1 - dot.accuracy, LEAST) if errors else dot.accuracy for dot in dots]

"""The timeline on which a network learns to write: four samples a moment, and their share of known words."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from dlplay.numbers import plain
from dlplay.text.words import KnownWords
from dlplay.ui.charts import GREEN
from dlplay.ui.component import component
from dlplay.ui.language import current, t

TIMELINE = "train_lstm"  # the name under which the curves know it
WORDS = ("timeline", "play", "pause", "share", "note")

_board = component("growth", Path(__file__).with_name("growth.js"))


@dataclass(frozen=True)
class Sample:
    """A text that a network wrote, in pieces that are or are not words of the text it learned."""

    share: float  # of its words that are
    pieces: Sequence[tuple[str, int]]


@dataclass(frozen=True)
class Moment:
    """A checkpoint as it is shown."""

    title: str
    facts: Sequence[str]
    epoch: float
    samples: Sequence[Sample]  # one a temperature


def show(identity: str, moments: Sequence[Moment], temperatures: Sequence[float], prompt: str) -> None:
    """Draw the timeline.

    Args:
        identity: differs between two runs.
        prompt: what the samples go on from.
    """
    data = {
        "id": identity,
        "timeline": TIMELINE,
        "moments": [asdict(moment) for moment in moments],
        "temperatures": [plain(temperature) for temperature in temperatures],
        "prompt": prompt if prompt.strip() else "",
        "labels": {word: t(f"train_lstm.growth_{word}") for word in WORDS},
        "colours": {"share": GREEN},
        "language": current(),
    }
    _board(data=data, key="train_lstm_growth", height="content")


def sample(text: str, words: KnownWords) -> Sample:
    """A sample cut where words of the text begin and end."""
    pieces, done = [], 0
    for start, end in words.spans:
        if start > done:
            pieces.append((text[done:start], 0))
        if end > done:
            pieces.append((text[max(start, done) : end], 1))
            done = end
    if done < len(text):
        pieces.append((text[done:], 0))
    return Sample(words.share, pieces)

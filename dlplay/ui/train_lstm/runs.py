"""How a character model's training begins and goes on, and what of its text is held out."""

from dlplay.text.char_training import CharSettings, train_request
from dlplay.ui.own_writer import RUNS, Asked, Run, Source

HELD_OUT = 4_000  # characters that every held-out loss is measured on


def train(settings: CharSettings, source: Source, prompt: str, run: Run | None = None) -> None:
    """Train a new network, or that of a run on from what it has learned. In a callback."""
    request = train_request(settings, source.text, prompt, run.weights if run else None)
    RUNS.train(request, Asked(settings, source, prompt), run)


def may_go_on(run: Run | None, settings: CharSettings, source: Source) -> bool:
    """Whether these are the text and the network of a run, so that its training can go on."""
    if run is None or not run.weights or run.source.text != source.text:
        return False
    names = ("cell", "units", "layers", "seed")
    return all(getattr(run.settings, name) == getattr(settings, name) for name in names)

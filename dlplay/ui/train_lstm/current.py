"""What the student has chosen: the settings, the network that they mean, and why it cannot be trained."""

from dataclasses import dataclass

from dlplay.text import char_training, plays
from dlplay.text.char_training import CELLS, LONGEST_PROMPT, RANGES, CharSettings, vocabulary_of
from dlplay.text.vocabulary import distinct_characters
from dlplay.ui.settings import Choice, Number, Text, setting

OWN = "own"  # among the texts
RATES = ("1e-5", "0.0001", "0.0003", "0.001", "0.002", "0.005", "0.01", "0.02", "0.05", "0.1", "1", "1e9")
VIEWS = ("learning", "writer", "runs", "text")


@dataclass(frozen=True)
class TrainLstmSettings:
    """All that defines the experiment but one's own text; the defaults train for about a minute."""

    text: str = setting("hamlet", Choice((*plays.PLAYS, OWN)))
    cell: str = setting("lstm", Choice(CELLS))
    units: int = setting(128, Number(*RANGES["units"], 8))
    layers: int = setting(2, Number(*RANGES["layers"]))
    epochs: int = setting(10, Number(*RANGES["epochs"]))
    rate: str = setting("0.005", Choice(RATES))
    seed: int = setting(0, Number(0, 9999))
    prompt: str = setting("", Text(LONGEST_PROMPT))  # of the samples
    view: str = setting("learning", Choice(VIEWS))
    opening: str = setting("", Text(LONGEST_PROMPT))  # of what the trained network writes
    temperature: float = setting(0.5, Number(0.0, 2.0, 0.05))
    dice: int = setting(1, Number(0, 9999))


def char_settings(settings: TrainLstmSettings) -> CharSettings:
    """The network and how it is trained."""
    return CharSettings(
        cell=settings.cell,
        units=settings.units,
        layers=settings.layers,
        epochs=settings.epochs,
        learning_rate=float(settings.rate),
        seed=settings.seed,
    )


def text_problem(text: str) -> tuple[str, dict[str, str]] | None:
    """Why a network cannot learn this text: the name of a sentence and its values; None if it can."""
    different = len(distinct_characters(text))
    if not text.strip():
        return "problem_empty", {}
    if different == 1:
        return "problem_one", {"character": text[0]}
    if len(text) < char_training.SHORTEST:
        return "problem_short", {"count": f"{len(text):,}", "shortest": f"{char_training.SHORTEST:,}"}
    if different > char_training.MOST_CHARACTERS:
        return "problem_different", {
            "count": f"{different:,}",
            "most": f"{char_training.MOST_CHARACTERS:,}",
        }
    return None


def size_problem(settings: CharSettings, known: int) -> tuple[str, dict[str, str]] | None:
    """Why a network that knows so many characters cannot be trained here, as `text_problem`."""
    parameters = settings.parameters(known)
    if parameters <= char_training.MOST_PARAMETERS:
        return None
    return "problem_large", {
        "parameters": f"{parameters:,}",
        "most": f"{char_training.MOST_PARAMETERS:,}",
        "known": f"{known:,}",
    }


def cut(text: str) -> str:
    """The longest beginning of a text that may be learned."""
    return text.encode("utf-8", "ignore")[: char_training.LARGEST].decode("utf-8", "ignore")


def fitting_prompt(prompt: str, text: str) -> str:
    """A prompt without the characters that a network which learned the text does not know."""
    known = set(vocabulary_of(text).characters)
    return "".join(character for character in prompt if character in known)

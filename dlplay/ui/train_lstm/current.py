"""The network that the settings mean, and why it cannot be trained."""

from dlplay.text import char_training
from dlplay.text.char_training import CharSettings, vocabulary_of
from dlplay.text.vocabulary import distinct_characters
from dlplay.ui.train_lstm.settings import TrainLstmSettings
from dlplay.ui.verbatim import verbatim


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
        return "problem_one", {"character": verbatim(text[0])}
    if len(text) < char_training.SHORTEST:
        return "problem_short", {"count": f"{len(text):,}", "shortest": f"{char_training.SHORTEST:,}"}
    if different > char_training.MOST_CHARACTERS:
        return "problem_different", {
            "count": f"{different:,}",
            "most": f"{char_training.MOST_CHARACTERS:,}",
        }
    return None


def problem(settings: CharSettings, text: str) -> tuple[str, dict[str, str]] | None:
    """Why a network cannot learn this text, or is too large to be trained here, as `text_problem`."""
    return text_problem(text) or _size_problem(settings, len(vocabulary_of(text)))


def _size_problem(settings: CharSettings, known: int) -> tuple[str, dict[str, str]] | None:
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

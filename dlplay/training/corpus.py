"""The corpora of the character models: tinyshakespeare, a file or the bundled poems; checked and split."""

from pathlib import Path

from dlplay.text import poems
from dlplay.text.char_training import vocabulary_of
from dlplay.text.vocabulary import Vocabulary

URL = "https://raw.githubusercontent.com/karpathy/char-rnn/master/data/tinyshakespeare/input.txt"
SHA256 = "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed"
CHARACTERS = 1_115_394
TRAINING_SHARE = 0.9
SHORTEST = 20_000


def load(path: Path | None):
    """-> (training characters, held-out characters, vocabulary), the first two (n,) int32.

    Without a path, tinyshakespeare is downloaded once and its hash checked.
    Raises ValueError for a text too short to train on.
    """
    if path is None:
        import keras  # here, so that the constants above cost nothing

        path = Path(
            keras.utils.get_file("tinyshakespeare.txt", URL, file_hash=SHA256, hash_algorithm="sha256")
        )
    text = path.read_text(encoding="utf-8")
    if len(text) < SHORTEST:
        raise ValueError(f"corpus must have at least {SHORTEST} characters, {path} has {len(text)}")
    vocabulary = Vocabulary.of(text)
    numbers = vocabulary.encode(text)
    border = int(TRAINING_SHARE * len(numbers))
    return numbers[:border], numbers[border:], vocabulary


def load_poems():
    """The bundled Tang poems, as `load`; the last tenth is held out by whole poems."""
    vocabulary = vocabulary_of(poems.text())
    numbers = vocabulary.encode(poems.text())
    return numbers[: poems.border()], numbers[poems.border() :], vocabulary

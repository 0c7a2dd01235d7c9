"""Train the network that says which digit was spoken, English and Chinese in one, on synthetic voices.

The voices come from the programs `espeak-ng` and `flite` and from three networks
(`dlplay.training.speech_synthesis`).  All of Piper's Joe is held out, and a woman's recordings, the one real
voice here; no setting was chosen by them.
"""

from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from dlplay.speech.network import WEIGHTS
from dlplay.training.speech_augment import Strength


@dataclass(frozen=True)
class Recipe:
    """Everything that decides a training run, apart from the seed."""

    epochs: int = 9
    steps: int = 240  # an epoch
    batch: int = 64
    learning_rate: float = 3e-3  # AdamW, rising over a twentieth of the steps, then a cosine to 0
    decay: float = 1e-2
    dropout: float = 0.25
    smoothing: float = 0.1
    strength: Strength = field(default_factory=Strength)
    held_out: tuple[str, ...] = ("piper", "recorded")  # families, whole
    drawn: tuple[tuple[str, float], ...] = (  # so often as one of espeak-ng
        ("kokoro", 4.0),
        ("flite", 3.0),
        ("hibari", 3.0),
    )
    workers: int = 2


RECIPE = Recipe()
COUNTS = {"espeak": (130, 200), "kokoro": (5, 0)}  # voices, English and Chinese
OTHERS = {"flite": 60, "piper": 44, "hibari": 159}


def add_arguments(parser):
    """The options of `python -m dlplay.training speech`."""
    parser.add_argument("--out", type=Path, default=WEIGHTS.parent, help="folder for the trained network")
    parser.add_argument(
        "--words", type=Path, help="a file of the spoken words: read if it is there, else written"
    )
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--epochs", type=int, help="instead of the recipe's number")


def run(arguments):
    """Make the voices, train on them, then write the network, its figures and their sha256 to --out."""
    from dlplay.training import speech_export, speech_fit, speech_set, speech_synthesis

    if arguments.words and arguments.words.exists():
        words = speech_set.load(arguments.words)
    else:
        words = speech_set.collect(speech_synthesis.everyone(COUNTS, OTHERS, arguments.seed))
        if arguments.words:
            speech_set.save(words, arguments.words)
    recipe = RECIPE if arguments.epochs is None else replace(RECIPE, epochs=arguments.epochs)
    learned, tested = speech_set.parted(words, recipe.held_out, dict(recipe.drawn))
    model = speech_fit.fit(recipe, learned, arguments.seed)
    facts = {"seed": arguments.seed, "settings": asdict(recipe)}
    speech_export.write(speech_fit.to_weights(model), facts, learned, tested, arguments.out)

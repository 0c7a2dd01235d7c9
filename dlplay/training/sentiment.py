"""Train the network that judges sentences: positive or negative, English and Chinese in one.

It learns from hand-written sentences (`dlplay.sentiment.sentences`) and from others by templates; what is
held out is hand-written only.  The settings were chosen on a fifth of the hand-written training sentences.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from dlplay.sentiment.network import WEIGHTS


@dataclass(frozen=True)
class Recipe:
    """Everything that decides a training run, apart from the seed."""

    epochs: int = 8
    batch_size: int = 64
    learning_rate: float = 6e-3  # Adam, with a cosine to 0
    templates: int = 4_000  # sentences by templates in each language
    copies: int = 3  # of each hand-written sentence in an epoch
    least: int = 2  # a piece of fewer sentences is not in the vocabulary
    forget: float = 0.15  # share of tokens that lose themselves in an epoch, and as many their parts
    dropout: float = 0.3  # of a token's vector, and before the score
    smoothing: float = 0.1  # of the labels, 1 is 0.95 and 0 is 0.05: a network that is never quite sure


RECIPE = Recipe()


def add_arguments(parser):
    """The options of `python -m dlplay.training sentiment`."""
    parser.add_argument("--out", type=Path, default=WEIGHTS.parent, help="folder for the trained network")
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--epochs", type=int, help="instead of the recipe's number")
    parser.add_argument("--measure", action="store_true", help="measure the shipped network, train nothing")
    parser.add_argument("--threads", type=int, default=0, help="CPU threads (default: one a core)")


def run(arguments):
    """Train as the options say, then write the network, its figures and their sha256 to --out."""
    from dlplay.training import char_fit, sentiment_export, sentiment_fit

    char_fit.use_threads(arguments.threads)
    if arguments.measure:
        sentiment_export.measure_again(arguments.out)
        return
    recipe = RECIPE
    if arguments.epochs is not None:
        recipe = replace(recipe, epochs=arguments.epochs)
    sentences = sentiment_fit.training_set(recipe, arguments.seed)
    trained = sentiment_fit.fit(recipe, sentences, arguments.seed)
    sentiment_export.write(trained, recipe, arguments.seed, len(sentences), arguments.out)

"""Train the character models that write: like Shakespeare, small and large LSTM, plain RNN; Tang poems.

The network is the textbook's: LSTM(units, return_sequences=True) -> LSTM(units) -> Dense(vocabulary,
softmax) on one-hot characters, categorical cross-entropy, Adam. It learns from every character of a
sequence, not only from the one after a window, and carries its state from window to window.
The first 90 % of the corpus trains; the last 10 %, of the poems whole ones, is only ever evaluated.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from dlplay.text.model_files import stem

MODELS_FOLDER = Path(__file__).parents[2] / "assets" / "models"


@dataclass(frozen=True)
class Recipe:
    """Everything that decides a training run, apart from corpus and seed."""

    cell: str = "lstm"
    units: int = 128
    layers: int = 2
    batch: int = 64
    steps: int = 64  # characters between two updates of the weights
    epochs: int = 45
    learning_rate: float = 4e-3
    warm_up: int = 200  # updates
    decay: float = 0.4  # the share of the updates over which the learning rate falls to zero at the end
    dropout: float = 0.2  # on the outputs of every recurrent layer
    recurrent_dropout: float = 0.0  # on the recurrent kernels, one mask an update (DropConnect)
    weight_decay: float = 0.0
    clip_norm: float = 1.0
    averaging: float = 0.998  # of the weights that are shipped: what an update leaves of the average before
    teacher: str | None = None  # a trained model whose probabilities are part of the targets (distillation)
    teacher_share: float = 0.5
    compute_dtype: str = "bfloat16"  # of the matrix products while training
    storage: str = "float32"  # of the shipped weights: a type, or e5m4 (see `dlplay.training.char_export`)
    moments: tuple[tuple[str, int], ...] = ()  # (name, updates done): weights to keep on the way


RECIPES = {
    "small": Recipe(
        epochs=44,
        dropout=0.05,
        teacher="large",
        teacher_share=0.8,
        moments=(("untrained", 0), ("early", 200), ("middle", 1000)),
    ),
    "large": Recipe(
        units=320,
        epochs=28,
        learning_rate=2.5e-3,
        dropout=0.3,
        recurrent_dropout=0.1,
        weight_decay=0.03,
        storage="float16",
    ),
    "rnn": Recipe(cell="simple_rnn", epochs=20, learning_rate=2e-3, dropout=0.1),
    "poems": Recipe(
        batch=32,
        epochs=16,
        learning_rate=3e-3,
        dropout=0.4,
        recurrent_dropout=0.1,
        weight_decay=0.1,
        compute_dtype="float32",
        storage="e5m4",
        moments=(("untrained", 0), ("early", 300), ("middle", 1000)),
    ),
}


def add_arguments(parser):
    """The options of `python -m dlplay.training shakespeare`."""
    parser.add_argument("--model", choices=sorted(RECIPES), default="small")
    parser.add_argument("--corpus", type=Path, help="a text file instead of the download, or of the poems")
    parser.add_argument("--out", type=Path, default=MODELS_FOLDER, help="folder for the trained model")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, help="instead of the recipe's number")
    parser.add_argument("--threads", type=int, default=0, help="CPU threads (default: one a core)")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint in --out")


def run(arguments):
    """Train as the options say, then write the model, its moments and its report to --out."""
    from dlplay.training import char_export, char_fit, corpus

    recipe = RECIPES[arguments.model]
    if arguments.epochs is not None:
        recipe = replace(recipe, epochs=arguments.epochs)
    char_fit.use_threads(arguments.threads)
    arguments.out.mkdir(parents=True, exist_ok=True)
    bundled = arguments.model == "poems" and arguments.corpus is None
    train, held_out, vocabulary = corpus.load_poems() if bundled else corpus.load(arguments.corpus)
    checkpoint = arguments.out / f"{stem(arguments.model)}.checkpoint.npz"
    fitted = char_fit.fit(
        recipe,
        train,
        held_out,
        vocabulary_size=len(vocabulary),
        seed=arguments.seed,
        teacher=_teacher(recipe.teacher, vocabulary, arguments.out) if recipe.teacher else None,
        checkpoint=checkpoint,
        resume=arguments.resume,
    )
    learned = char_export.Learned(fitted, recipe, vocabulary, train, held_out, arguments.seed)
    char_export.write(arguments.model, learned, arguments.out)
    checkpoint.unlink(missing_ok=True)


def _teacher(name, vocabulary, folder):
    """The network of a model that was trained before, on the same corpus, into the same folder."""
    from dlplay.text.model_files import load_weights
    from dlplay.training.char_model import CharNetwork

    _, known, weights = load_weights(name, folder, len(vocabulary))
    if known.characters != vocabulary.characters:
        raise ValueError(f"corpus must have the characters of {folder}/{stem(name)}, its teacher's")
    network = CharNetwork(RECIPES[name], len(vocabulary), updates=1)
    for average, weight in zip(network.averages, weights, strict=True):
        average.assign(weight)
    return network

"""Train the small networks of the page on memory: SimpleRNN, GRU and LSTM on three tasks, each alike.

words: which letter did this word begin with? Two units, so that every number fits on a screen; five seeds, of
which the best ships. remember: a letter, N distractors, "?"; sixteen units. text: the next character of four
plays; sixty-four units. The cells of a task get the same units, batches, steps and Adam.
"""

from pathlib import Path

MODELS_FOLDER = Path(__file__).parents[2] / "assets" / "models"


def add_arguments(parser):
    """The options of `python -m dlplay.training memory`."""
    parser.add_argument("--out", type=Path, default=MODELS_FOLDER, help="folder for the trained networks")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=0, help="CPU threads (default: one a core)")
    parser.add_argument("--share", type=float, default=1.0, help="of the recipe's steps: for a quick trial")


def run(arguments):
    """Train all, then write `memory.npz`, `memory.json` and their lines in `SHA256SUMS` to --out."""
    import json

    import numpy as np

    from dlplay.training import card, char_fit, memory_fit
    from dlplay.training.recording import record_sums

    char_fit.use_threads(arguments.threads)
    arguments.out.mkdir(parents=True, exist_ok=True)
    arrays, facts = memory_fit.fit_all(arguments.seed, arguments.share)
    np.savez_compressed(arguments.out / "memory.npz", allow_pickle=False, **arrays)
    (arguments.out / "memory.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    record_sums(arguments.out, ["memory.npz", "memory.json"])
    card.follow(arguments.out)
    print(json.dumps(facts, indent=2))

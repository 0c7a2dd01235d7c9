"""Numbers and dates between Chinese, English words and digits: by an attention model, judged by rules."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dlplay.translation import alphabet, network, search, shipped
from dlplay.translation.asking import LONGEST, NotTranslatable, cleaned, meaning
from dlplay.translation.languages import DIRECTIONS, LANGUAGES, by_rule
from dlplay.translation.search import WIDEST, Candidate

__all__ = [
    "DIRECTIONS",
    "LANGUAGES",
    "LONGEST",
    "WIDEST",
    "Candidate",
    "NotTranslatable",
    "Translation",
    "by_rule",
    "interpret",
    "meaning",
    "translate",
]


@dataclass(frozen=True, eq=False)
class Translation:
    """An answer, and how it came about.

    Attributes:
        asked: the text as the network read it.
        expected: the right answer; None where the rules of the language do not take the text.
        reading: the encoder's intermediates.
        beams: the texts kept at every step, best first.
    """

    asked: str
    source: str
    target: str
    expected: str | None
    weights: network.Weights
    reading: network.Reading
    beams: list[list[Candidate]]

    @property
    def best(self) -> Candidate:
        """The answer among the texts of the last step."""
        return self.beams[-1][0]

    @property
    def text(self) -> str:
        """The answer."""
        return alphabet.decode(self.best.tokens)

    @property
    def finished(self) -> bool:
        """Whether the network came to an end before it was stopped."""
        return self.best.finished

    @cached_property
    def steps(self) -> network.Step:
        """All that the decoder computed for the answer, its end included: (1, T, …)."""
        return self.weighed(self.best.tokens)

    @property
    def attention(self) -> np.ndarray:
        """α, (T, S): how much the step that writes a character, or the end, takes from each one read."""
        return self.steps.attention[0]

    @cached_property
    def expected_total(self) -> float:
        """ln p of the right answer, nats; NaN where the rules know none."""
        if self.expected is None:
            return float("nan")
        tokens = (*alphabet.encode(self.expected).tolist(), alphabet.END)
        return float(self.weighed(tokens).log_probabilities[0][np.arange(len(tokens)), tokens].sum())

    def weighed(self, tokens: tuple[int, ...]) -> network.Step:
        """What the decoder would compute for another answer: tokens as in `beams`, END last."""
        return network.follow(self.weights, self.reading, alphabet.STARTS[self.target], tokens)


def interpret(
    text: str,
    source: str,
    target: str,
    width: int = 1,
    weights: network.Weights | None = None,
    even: bool = False,
) -> Translation:
    """Translate with everything that a page shows.

    Args:
        text: a number or a date in the source language, at most `LONGEST` characters.
        source, target: "zh", "en" or "digits".
        width: of the beam, 1 (greedy) to `WIDEST`.
        weights: instead of the shipped ones.
        even: whether all keys are 0, so that nothing is left to choose by: every α is 1 / S, and each step
            takes the mean of all that was read.

    Raises:
        NotTranslatable: for a text or languages that cannot be asked for.
        ValueError: for another width.
        AssetError: if the shipped weights are missing or damaged.
    """
    asked = cleaned(text, source, target)
    weights = shipped.load() if weights is None else weights
    reading = network.read(weights, alphabet.encode(asked)[None])
    if even:
        reading = reading._replace(keys=np.zeros_like(reading.keys))
    beams = search.beam(weights, reading, alphabet.STARTS[target], width)
    return Translation(asked, source, target, by_rule(asked, source, target), weights, reading, beams)


def translate(text: str, source: str, target: str) -> str:
    """The network's translation of a number or a date, the most probable character at every step.

    It answers anything that is written in the characters of the source language, also what is no number and
    no date, and it may be wrong. Arguments and errors as `interpret`.
    """
    return interpret(text, source, target).text

"""What a student has taught: the labels in the link, and lines of one's own."""

from typing import NamedTuple

from dlplay.sentiment.pieces import tokens
from dlplay.sentiment.sentences import Sentence
from dlplay.sentiment.teaching import QUESTIONS, Taught, sample
from dlplay.ui import language
from dlplay.ui.sentiment.settings import SentimentSettings

SIGNS = {"+": 1, "＋": 1, "-": 0, "－": 0, "−": 0}
MARKS = {1: "p", 0: "n"}


class Own(NamedTuple):
    """A visitor's own sentences with their labels, and lines of which it is not clear which they have."""

    texts: tuple[str, ...]
    labels: tuple[int, ...]
    unclear: tuple[str, ...]


def own(text: str) -> Own:
    """Lines that begin with + or -, each with a word in it; empty lines are passed over."""
    lines = [line.strip() for line in text.splitlines()]
    clear = [line for line in lines if line[:1] in SIGNS and tokens(line[1:])]
    return Own(
        tuple(line[1:].strip() for line in clear),
        tuple(SIGNS[line[0]] for line in clear),
        tuple(line for line in lines if line and line not in clear),
    )


class Lesson(NamedTuple):
    """The thirty sentences, the marks of those that have had their turn, and all that was taught."""

    sentences: tuple[Sentence, ...]
    marks: str
    taught: Taught

    @property
    def next(self) -> Sentence | None:
        """The first that has had no turn."""
        return self.sentences[len(self.marks)] if len(self.marks) < len(self.sentences) else None

    @property
    def as_true(self) -> Taught:
        """All of them with their true labels, as long as nothing else can be learned."""
        truth = QUESTIONS[self.taught.question].truth
        texts, labels = (tuple(one.text for one in self.sentences), tuple(map(truth, self.sentences)))
        return self.taught._replace(texts=texts, labels=labels)

    def true_marks(self, flipped: bool = False) -> str:
        """What was marked, and the rest as it is in truth, or the other way round."""
        truth = QUESTIONS[self.taught.question].truth
        rest = self.sentences[len(self.marks) :]
        return self.marks + "".join(MARKS[truth(one) ^ flipped] for one in rest)


def lesson(settings: SentimentSettings) -> Lesson:
    """What the settings say was taught; labels keep the language of their sentences."""
    spoken, marks = settings.labels[:2] or language.current(), settings.labels[2:]
    thirty, mine = sample(spoken, settings.about, settings.draw), own(settings.own)
    marked = [(one.text, int(mark == "p")) for one, mark in zip(thirty, marks, strict=False) if mark != "-"]
    texts, labels = (tuple(column) for column in zip(*marked, strict=True)) if marked else ((), ())
    taught = Taught((*texts, *mine.texts), (*labels, *mine.labels), spoken, settings.about, settings.draw)
    return Lesson(thirty, marks, taught)

"""The predictions of this visit, in words: what was asked, what was said, what is so."""

from dlplay.classroom.lesson import Prediction, Said
from dlplay.classroom.wording import filled
from dlplay.numbers import plain
from dlplay.ui import language, predictions


def rows() -> list[tuple[str, str, str]]:
    """A line for each, in the order in which they were made."""
    spoken = language.current()
    return [
        (
            f"{one.lesson.within(spoken)}: {filled(one.prediction.question, one.numbers, spoken)}",
            _words(one.prediction, one.said, spoken),
            _words(one.prediction, one.prediction.right, spoken),
        )
        for one in predictions.made()
    ]


def _words(prediction: Prediction, said: Said, spoken: str) -> str:
    if prediction.kind == "choice":
        return next(one.words.within(spoken) for one in prediction.options if one.key == said)
    values = said if isinstance(said, tuple) else (said,)
    written = [
        f"{plain(float(value))} {axis.unit.within(spoken)}".strip()
        for value, axis in zip(values, prediction.axes, strict=True)
    ]
    return written[0] if len(written) == 1 else f"({', '.join(written)})"

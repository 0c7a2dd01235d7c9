"""What a student has voted on the class board, as predictions of a lesson, once the teacher has shown it."""

from dlplay.classroom.lesson import Prediction, Said
from dlplay.classroom.rooms_bounds import Refused
from dlplay.classroom.rooms_keys import Seat
from dlplay.ui import cache, class_seat
from dlplay.ui.language import t
from dlplay.ui.lesson.pictures import spoken
from dlplay.ui.lesson.words import in_one_line, say


def votes(prediction: Prediction) -> dict[int, Said]:
    """By round, what this visit's student voted where the class was asked this; empty for everybody else."""
    held = class_seat.place()
    if not isinstance(held, Seat):
        return {}
    try:
        board, seen = cache.classroom().seen(held)
    except Refused:  # the room has ended, or its database is away: the lesson goes on
        return {}
    given = board.voted(seen.me.id, prediction.key)
    found = {turn: _said(prediction, one) for turn, one in given.items()}
    return {turn: one for turn, one in found.items() if one is not None and prediction.can_be(one)}


def tell(prediction: Prediction, said: Said) -> str:
    """A sentence on them, as Markdown; empty where there are none."""
    if not (given := votes(prediction)):
        return ""
    words = [_words(prediction, one) for one in given.values()]
    told = t("lesson.voted", vote=words[0])
    if len(words) > 1:
        told = t("lesson.voted_twice", first=words[0], second=words[1])
    if said == next(iter(given.values())):
        told = f"{told} {t('lesson.voted_stands')}"
    return told


def _said(prediction: Prediction, given: str | tuple[float, ...]) -> Said | None:
    """The answer with this text, in whichever language the class was asked; or the number, or the point."""
    if isinstance(given, str):
        asked = " ".join(given.split())
        texts = {
            in_one_line(text): one.key
            for one in prediction.options
            for text in one.words.by_language.values()
        }
        return texts.get(asked)
    return (given[0], given[1]) if len(given) == 2 else given[0]


def _words(prediction: Prediction, said: Said) -> str:
    if isinstance(said, str):
        return in_one_line(next(say(one.words) for one in prediction.options if one.key == said))
    return spoken(prediction, said)

"""What is computed or read once for everybody, and changed by nobody.

Streamlit's own caches are no place for it: any browser can empty those for all visitors with one message, and
what exists once a process would then exist twice.
"""

import os
import threading
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from dlplay.assets import MODELS, load_facts
from dlplay.detection import network as detector
from dlplay.detection.measure import Curve, curve
from dlplay.digits import network, samples
from dlplay.jobs import Jobs, Outside
from dlplay.recurrent import shipped
from dlplay.recurrent.gradients import Distances
from dlplay.recurrent.measured import Question
from dlplay.sentiment import network as sentiment
from dlplay.sentiment import sentences
from dlplay.summary import texts, vectors
from dlplay.text import CharLSTM, model_files, plays, poems, statistics, units
from dlplay.text.char_training import vocabulary_of
from dlplay.text.sweep import Sweep
from dlplay.text.words import words as text_words
from dlplay.translation import DIRECTIONS
from dlplay.translation import shipped as translator
from dlplay.translation.examples import KINDS

if TYPE_CHECKING:
    from dlplay.classroom.rooms import Classroom

TIED_ON = 6000  # characters, in which every property occurs more than a hundred times


@lru_cache(maxsize=200)
def sample_drawing(digit: int, hand: int, place: str) -> np.ndarray:
    """A sample digit as the canvas would show it, uint8 (280, 280)."""
    drawing = samples.drawing(digit, hand, place)
    drawing.setflags(write=False)
    return drawing


@cache
def digits_facts() -> dict:
    """The shipped digit model's figures, as its training command wrote them."""
    needed = ("parameters", "accuracy.mnist_test", "accuracy.pen_set")
    return load_facts(network.FACTS, network.REBUILD, *needed)


@cache
def char_model(name: str) -> CharLSTM:
    """A shipped character model; it never changes, so all visitors share it."""
    return CharLSTM.load(name)


@lru_cache(maxsize=200)
def sweep(
    model: CharLSTM,
    prompt: str,
    length: int,
    seed: int,
    top_k: int | None,
    top_p: float | None,
    groups: tuple[tuple[float, ...], ...],
) -> Sweep:
    """The texts that a model writes after a prompt; what one visitor waited for is there for all."""
    return Sweep(model, prompt, length, seed, top_k, top_p, groups)


@cache
def tied_units(name: str, property_name: str) -> list[units.Tie]:
    """The units of a model most tied to a property, on the beginning of a play or of held-out poems."""
    text, hidden = _read(name)
    return units.tied_units(hidden, text, property_name)


@lru_cache(maxsize=4)
def _read(name: str) -> tuple[str, np.ndarray]:
    """That text, and the hidden states (L, n, U) of a model over it."""
    text = poems.text()[poems.border() :] if name == "poems" else plays.load("hamlet")
    return text[:TIED_ON], char_model(name).read(text[:TIED_ON]).hidden


@cache
def char_model_facts(name: str) -> dict:
    """A shipped character model's figures, as its training command wrote them."""
    needed = ("parameters", "held_out.nats_a_character", "held_out.bits_a_character")
    file = MODELS / f"{model_files.stem(name)}.json"
    return load_facts(file, model_files.training_command(name), *needed)


@lru_cache(maxsize=20)
def words(text: str) -> frozenset[str]:
    """The different words of a text."""
    return text_words(text)


@lru_cache(maxsize=20)
def text_statistics(text: str) -> statistics.Statistics:
    """What a text is made of."""
    return statistics.statistics(text)


@lru_cache(maxsize=20)
def text_baselines(text: str, border: int, end: int) -> statistics.Baselines:
    """What guessing the held-out characters of a text costs."""
    return statistics.baselines(text, border, end, len(vocabulary_of(text)))


@cache
def memory_facts() -> dict:
    """The figures of the small recurrent networks, as their training command wrote them."""
    needed = [f"tasks.words.{cell}.letters_off_by_seed" for cell in shipped.CELLS]
    return load_facts(shipped.FACTS, shipped.REBUILD, *needed)


@cache
def sentiment_facts() -> dict:
    """The figures of the network that judges sentences, as its training command wrote them."""
    needed = [f"languages.{language}.leak.honest" for language in sentences.LANGUAGES]
    return load_facts(sentiment.FACTS, sentiment.REBUILD, "parameters", "settings.templates", *needed)


@cache
def summary_facts() -> dict:
    """How often summaries agree with a reader, as the training command wrote it."""
    needed = [
        f"test.{language}.{lead}.chance" for language in texts.LANGUAGES for lead in (*texts.LEADS, "all")
    ]
    return load_facts(vectors.FACTS, vectors.REBUILD, "texts.tune", "texts.test", *needed)


@cache
def translation_facts() -> dict:
    """The translator's figures, as its training command wrote them."""
    needed = [f"right.{' '.join(direction)}.{kind}" for direction in DIRECTIONS for kind in KINDS]
    return load_facts(translator.FACTS, translator.REBUILD, "held_out", "settings.tested", *needed)


@lru_cache(maxsize=500)
def memory_distances(question: Question, cell: str) -> Distances:
    """A measurement of gradients by distance, which takes up to a third of a second."""
    return question.measure(cell)


@cache
def detection_facts() -> dict:
    """The figures of the network that finds digits, as its training command wrote them."""
    return load_facts(
        detector.FACTS, detector.REBUILD, "held_out.pen.boxes.right", "held_out.mnist.digits", "sheets"
    )


@cache
def detection_curve(source: str) -> Curve:
    """Its precision and recall over all held-out sheets of a source, as the threshold falls."""
    held_out = detection_facts()["held_out"][source]
    scores = [float(score) for score in held_out["boxes"]["scores"].split()]
    return curve(scores, [one == "1" for one in held_out["boxes"]["right"]], held_out["digits"])


@cache
def jobs() -> Jobs:
    """All training jobs of the app; its processes start with the first one and end with the app."""
    return Jobs(Outside.of(os.environ))


def classroom() -> "Classroom":
    """The class board's rooms: in the database of `DLPLAY_DATABASE_URL`, else in a file of this machine."""
    with _OPENING:  # pages run one at a time, but browsers that only look do not wait for that
        return _classroom()


def classroom_in_use() -> bool:
    """Whether somebody has asked for it in this process."""
    return _classroom.cache_info().currsize > 0


_OPENING = threading.Lock()


@cache
def _classroom() -> "Classroom":
    from dlplay.classroom.rooms import Classroom  # half a second that a start does without
    from dlplay.classroom.store import Store

    file = Path.home() / ".dlplay" / "class.sqlite3"
    rooms = Classroom(Store(os.environ.get("DLPLAY_DATABASE_URL") or f"sqlite:///{file}"))
    rooms.keep_sweeping()
    return rooms

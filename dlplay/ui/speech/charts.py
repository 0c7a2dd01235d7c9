"""Pictures of a sound: waveform, log-mel spectrogram, what each stretch adds, ten bars, one frame's steps."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from dlplay.speech import features
from dlplay.speech.features import BANDS, FRAMES, HOP, POINTS, RATE, Spectrogram
from dlplay.ui import live
from dlplay.ui.charts import ANSWER, BLUE, GREY, ORANGE, RUNNER_UP, VERMILION

LOUDNESS = live.palette(
    [
        (0, (128, 128, 128, 0.08)),
        (0.45, (26, 128, 191, 0.55)),
        (0.75, (230, 159, 0, 0.9)),
        (1, (213, 94, 0, 1)),
    ]
)
COLUMNS = 500  # of a waveform: the lowest and the highest sample of each
HEIGHT = 190
MARKED = (100, 300, 600, 1_000, 1_500, 2_200, 3_200)  # Hz
Words = Mapping[str, str]
Panel = dict[str, Any]


def waveform(sound: np.ndarray, word: tuple[int, int], words: Words) -> Panel:
    """The samples over seconds, the word on a coloured ground."""
    count = min(COLUMNS, len(sound))
    parts = np.array_split(sound, count)
    ends = np.array([(part.min(), part.max()) for part in parts]).ravel()
    seconds = np.repeat((np.arange(count) + 0.5) * len(sound) / count / RATE, 2)
    high = float(np.abs(sound).max()) or 1.0
    marks = {
        "word": live.bars([word[0] / RATE], [word[1] / RATE], [-np.inf], [np.inf], "rgba(0, 158, 115, 0.18)"),
        "sound": live.line(seconds, ends, BLUE, width=1.2),
    }
    x = live.axis(0, len(sound) / RATE, words["seconds"])
    return live.panel(x, live.axis(-high, high, "x"), marks, title=words["waveform"], height=HEIGHT)


def spectrogram(seen: Spectrogram, words: Words, marks: Mapping[str, Any] | None = None) -> Panel:
    """The picture that the network reads: bands over milliseconds, warm where it is loud."""
    shades = live.shades_of(seen.picture.T, -2, 2)
    drawn = {"loudness": live.image(shades, _across(), (0, BANDS), LOUDNESS, smooth=False), **(marks or {})}
    return live.panel(_time(words), _bands(words), drawn, title=words["picture"], height=HEIGHT)


def shares(adds: np.ndarray, words: Words) -> Panel:
    """What each stretch adds to z of one digit (T,): up for it, down against it."""
    edges = np.linspace(*_across(), len(adds) + 1)
    high = max(float(np.abs(adds).max()), 0.1) * 1.15
    colours = [ANSWER if one > 0 else VERMILION for one in adds]
    marks = {
        "shares": live.bars(edges[:-1], edges[1:], np.zeros(len(adds)), adds, colours),
        "zero": live.level([0]),
    }
    return live.panel(
        _time(words), live.axis(-high, high, "a·s"), marks, title=words["shares"], height=HEIGHT
    )


def chances(probabilities: np.ndarray, names: Sequence[str], language: str, words: Words) -> Panel:
    """Ten bars, the answer's the darkest."""
    at = np.arange(len(probabilities))
    colours = [ANSWER if place == probabilities.argmax() else RUNNER_UP for place in at]
    marks = {"chances": live.bars(at - 0.4, at + 0.4, np.zeros(len(at)), probabilities, colours)}
    x = live.axis(-0.6, len(at) - 0.4, ticks=at, labels=names, grid=False)
    return live.panel(x, live.axis(0, 1, percent=language), marks, title=words["chances"], height=HEIGHT)


def steps(seen: Spectrogram, words: Words) -> list[Panel]:
    """One frame's way: its samples and the window, its spectrum, its bands; `moving` says how each stands."""
    height = _height(seen)
    milliseconds = np.arange(features.FRAME) * 1_000 / RATE
    frequencies = np.arange(POINTS // 2 + 1) * RATE / POINTS
    low, high = _range(seen)
    frame = {
        "window": live.line(
            milliseconds, features.HANN * height, GREY, width=2, dashed=True, name=words["hann"]
        ),
        "frame": live.line(milliseconds, seen.frames[0], ORANGE, width=2, name=words["samples"]),
        "windowed": live.line(milliseconds, seen.windowed[0], BLUE, width=2.5, name=words["windowed"]),
    }
    spectrum = {"power": live.line(frequencies, features.to_decibels(seen.power[0]), BLUE, width=2)}
    edges = np.arange(BANDS)
    bands = {
        "bands": live.bars(edges, edges + 0.9, np.full(BANDS, low), seen.decibels[0], ORANGE),
    }
    hertz, across = live.axis(0, RATE / 2, words["hertz"]), live.axis(0, 25, words["milliseconds"])
    return [
        spectrogram(seen, words, {"here": live.upright([0], VERMILION, width=3, dashed=False)}),
        live.panel(across, live.axis(-height, height, "x"), frame, title=words["frame"], height=HEIGHT),
        live.panel(hertz, live.axis(low, high, "dB"), spectrum, title=words["spectrum"], height=HEIGHT),
        live.panel(_bands(words), live.axis(low, high, "dB"), bands, title=words["bands"], height=HEIGHT),
    ]


def moving(seen: Spectrogram) -> dict[str, dict[str, Any]]:
    """What `steps` shows at each frame that the picture has room for, (K, ...) with K at most 96."""
    frames = slice(min(FRAMES, len(seen.frames)))
    at = (np.arange(len(seen.frames))[frames] + seen.first + 0.5) * 1_000 * HOP / RATE
    height, loudness = _height(seen), _range(seen)
    return {
        "here": {"x": live.Linear(at[:, None])},
        "frame": {"y": live.Coarse(seen.frames[frames], -height, height)},
        "windowed": {"y": live.Coarse(seen.windowed[frames], -height, height)},
        "power": {"y": live.Coarse(features.to_decibels(seen.power[frames]), *loudness)},
        "bands": {"high": live.Coarse(seen.decibels[frames], *loudness)},
    }


def _height(seen: Spectrogram) -> float:
    return float(np.abs(seen.frames).max()) or 1.0


def _range(seen: Spectrogram) -> tuple[float, float]:
    high = float(seen.decibels.max()) + 5
    return high - 75, high


def _across() -> tuple[float, float]:
    return 0.0, FRAMES * 1_000 * HOP / RATE


def _time(words: Words) -> dict[str, Any]:
    return live.axis(*_across(), words["milliseconds"])


def _bands(words: Words) -> dict[str, Any]:
    """An axis over the bands, marked in hertz."""
    low, high = features.hertz_to_mel((features.LOWEST, features.HIGHEST))
    places = (features.hertz_to_mel(MARKED) - low) / (high - low) * (BANDS + 1) - 0.5
    return live.axis(0, BANDS, words["hertz"], ticks=places, labels=[str(one) for one in MARKED])

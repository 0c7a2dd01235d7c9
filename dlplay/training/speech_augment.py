"""Synthetic words made to sound like many people, rooms and microphones; anew in each epoch.

A word is played slower or faster (which moves pitch and resonances alike), put into a room, mixed with noise,
overdriven or sent through a telephone; its bands are warped as by another vocal tract and coloured by a
microphone; its spectrogram is stretched in time, cut at the ends, and some of it is blanked out.
Sources: Jaitly and Hinton, "Vocal tract length perturbation improves speech recognition", 2013; Park et al.,
"SpecAugment", 2019.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from dlplay.speech import features
from dlplay.speech.features import BANDS, FRAMES, HOP, MARGIN, RATE

LONGEST = 8_800  # samples of a word after it was slowed down
ECHO, POINTS = 2_000, 10_800  # samples of a room's echo; points of the transform in which it is added
NOISE = 2**18  # samples of a noise of which a word gets a stretch
KNOTS = 8  # of a microphone's curve over the bands
SHORTEST = 10  # frames of a word


@dataclass(frozen=True)
class Strength:
    """How far a word is moved away from what the synthesizer said."""

    resample: float = 0.18  # at most, as the logarithm of a factor
    stretch: float = 0.35  # the same
    warp: float = 0.18  # the same
    colour: float = 6.0  # dB, at most, standard deviation of a microphone's curve
    room: float = 0.5  # share of words in a room
    noise: tuple[float, float] = (5.0, 50.0)  # dB, the word's mean square over the noise's
    blank: float = 0.5  # share of words of which times and bands are blanked out
    cut: float = 0.06  # seconds, at most, that a tight editor takes from either end


def pictures(words: list[np.ndarray], random: np.random.Generator, strength: Strength) -> np.ndarray:
    """(N, 96, 32), one picture a word, of words with `features.MARGIN` samples of silence around them."""
    sound = np.zeros((len(words), LONGEST), np.float32)
    lengths = np.zeros(len(words), int)
    for number, word in enumerate(words):
        played = _played(word, random, strength)
        lengths[number] = len(played)
        sound[number, : len(played)] = played
    _echo(sound, random, strength)
    _noise(sound, lengths, random, strength)
    _wear(sound, random)
    decibels = features.to_decibels(_mel(sound, random, strength)) + _microphone(len(words), random, strength)
    rows = zip(decibels, lengths // HOP - 1, strict=True)
    return np.stack([_placed(one[: max(length, SHORTEST)], random, strength) for one, length in rows])


def _played(word: np.ndarray, random: np.random.Generator, strength: Strength) -> np.ndarray:
    """At another speed, by linear interpolation."""
    factor = np.exp(random.uniform(-strength.resample, strength.resample))
    places = np.arange(0, len(word) - 1, factor)[:LONGEST]
    return np.interp(places, np.arange(len(word)), word).astype(np.float32)


def _echo(sound: np.ndarray, random: np.random.Generator, strength: Strength) -> None:
    """For some a room: an echo that dies away."""
    roomy = np.flatnonzero(random.random(len(sound)) < strength.room)
    time = np.arange(ECHO, dtype=np.float32) / RATE
    decay = random.uniform(0.03, 0.35, (len(roomy), 1)).astype(np.float32)  # seconds until 60 dB are lost
    echo = random.standard_normal((len(roomy), ECHO), np.float32) * np.exp(-6.9 * time / decay)
    level = random.uniform(0.05, 0.6, (len(roomy), 1)).astype(np.float32)
    echo *= level / np.sqrt(np.sum(echo**2, axis=1, keepdims=True))
    echo[:, 0] += 1
    heard = np.fft.irfft(np.fft.rfft(sound[roomy], POINTS) * np.fft.rfft(echo, POINTS), POINTS)
    sound[roomy] = heard[:, :LONGEST]


@cache
def _noises() -> np.ndarray:
    """From brown to nearly white, (5, NOISE), mean square 1."""
    white = np.fft.rfft(np.random.default_rng(0).standard_normal(NOISE))
    frequencies = np.maximum(np.fft.rfftfreq(NOISE, 1 / RATE), 40)
    noise = np.stack([np.fft.irfft(white * frequencies**slope) for slope in (-1.2, -0.8, -0.4, 0.0, 0.2)])
    return (noise / np.sqrt(np.mean(noise**2, axis=1, keepdims=True))).astype(np.float32)


def _noise(sound: np.ndarray, lengths: np.ndarray, random: np.random.Generator, strength: Strength) -> None:
    """So many decibels under the word; for some it is others talking: words of the batch, backwards."""
    spoken = np.sqrt(np.sum(sound**2, axis=1) / lengths)
    level = spoken * (10 ** (-random.uniform(*strength.noise, len(sound)) / 20)).astype(np.float32)
    others = sound[::-1, ::-1] / (np.roll(spoken, 1)[:, None] + 1e-9)
    talk = random.random(len(sound)) < 0.1
    for number, row in enumerate(sound):
        noise = _noises()[random.integers(len(_noises()))]
        start = random.integers(NOISE - LONGEST)
        row += level[number] * (others[number] if talk[number] else noise[start : start + LONGEST])


def _wear(sound: np.ndarray, random: np.random.Generator) -> None:
    """At a loudness; for some overdriven, for some in the 8 bits of a telephone."""
    gain = random.uniform(0.05, 1.0, len(sound))
    gain[random.random(len(sound)) < 0.1] = 2.0
    sound *= (gain / (np.abs(sound).max(axis=1) + 1e-9)).astype(np.float32)[:, None]
    np.clip(sound, -1, 1, out=sound)
    telephone = random.random(len(sound)) < 0.15
    chosen = sound[telephone]
    bent = np.round(127 * np.sign(chosen) * np.log1p(255 * np.abs(chosen)) / np.log(256)) / 127
    sound[telephone] = np.sign(bent) * (256 ** np.abs(bent) - 1) / 255


@cache
def _filters(most: float) -> np.ndarray:
    """Bands of 21 vocal tracts, (21, 129, 32)."""
    return np.stack([features.mel_filters(warp).T for warp in np.exp(np.linspace(-most, most, 21))])


def _mel(sound: np.ndarray, random: np.random.Generator, strength: Strength) -> np.ndarray:
    """M, (N, K, 32)."""
    power = features.power_of(features.cut(sound) * features.HANN)
    filters = _filters(strength.warp)
    return np.matmul(power, filters[random.integers(len(filters), size=len(sound))])


def _microphone(count: int, random: np.random.Generator, strength: Strength) -> np.ndarray:
    """A curve over the bands and a tilt, in decibels: (N, 1, 32)."""
    knots = random.normal(size=(count, KNOTS)) * random.uniform(0, strength.colour, (count, 1))
    knots += np.linspace(-1, 1, KNOTS) * random.normal(0, strength.colour, (count, 1))
    places = np.linspace(0, KNOTS - 1, BANDS)
    low = np.minimum(places.astype(int), KNOTS - 2)
    curve = knots[:, low] + (knots[:, low + 1] - knots[:, low]) * (places - low)
    return curve[:, None].astype(np.float32)


def _placed(rows: np.ndarray, random: np.random.Generator, strength: Strength) -> np.ndarray:
    """(96, 32): cut, stretched, put near the middle, some of it blanked out."""
    start, stop = random.integers(0, MARGIN // HOP + int(strength.cut * RATE / HOP) + 1, 2)
    rows = rows[min(start, len(rows) - SHORTEST) :]
    rows = rows[: max(len(rows) - stop, SHORTEST)]
    longer = np.exp(random.uniform(-strength.stretch, strength.stretch))
    length = int(np.clip(len(rows) * longer, SHORTEST, FRAMES))
    places = np.linspace(0, len(rows) - 1, length, dtype=np.float32)
    low = np.minimum(places.astype(int), len(rows) - 2)
    rows = rows[low] + (rows[low + 1] - rows[low]) * (places - low)[:, None]
    rows = features.to_picture(rows, rows.max())
    if random.random() < strength.blank:
        band, time = random.integers(BANDS), random.integers(length)
        rows[:, band : band + random.integers(1, 6)] = -2
        rows[time : time + random.integers(1, 8)] = -2
    picture = np.full((FRAMES, BANDS), -2, np.float32)
    first = int(np.clip((FRAMES - length) // 2 + random.integers(-4, 5), 0, FRAMES - length))
    picture[first : first + length] = rows
    return picture

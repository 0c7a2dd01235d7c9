"""From samples to the picture a speech network reads: the log-mel spectrogram, with all that stands between.

Notation: x the sound at 8,000 samples a second; K frames of 200 samples (25 ms), one every 80 (10 ms); h the
Hann window; f_j = 31.25 j Hz, j = 0 ... 128, the frequencies of an FFT of 256 points.
    X_k[j] = Σ_n h[n] x[80 k + n] exp(-2πi j n / 256)          what frequencies frame k holds
    M_k[b] = Σ_j F[b, j] |X_k[j]|²,                            32 bands, equally wide in mel
    L_k[b] = 10 log10(M_k[b] + 1e-8)                           decibels: loudness as an ear feels it
    m = 2595 log10(1 + f / 700)                                the mel scale: pitch as an ear feels it
The picture is D = max(L - max L, -50) / 12.5 + 2, in [-2, 2]: how loud a recording is does not count, and
what is 50 dB under its loudest is silence.  The word stands in the middle of 96 frames, silence around it.
Sources: Stevens, Volkmann and Newman, "A scale for the measurement of the psychological magnitude pitch",
1937, in O'Shaughnessy's formula, "Speech communication", 1987; Davis and Mermelstein, "Comparison of
parametric representations for monosyllabic word recognition", 1980.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike

from dlplay.speech.word import find_words

RATE = 8_000  # samples a second
LOWEST, HIGHEST = 80.0, 3_800.0  # Hz
FRAME, HOP, POINTS = 200, 80, 256
BANDS, FRAMES = 32, 96
FAINT, RANGE = 1e-8, 50.0
MARGIN = 240  # samples kept before and behind a word
HANN = np.hanning(FRAME + 1)[:FRAME].astype(np.float32)


class Spectrogram(NamedTuple):
    """Every step from a word to the network's picture, float32.

    frames, windowed: (K, 200), before and after the Hann window.
    power: (K, 129), |X|². mel: (K, 32), M. decibels: (K, 32), L.
    picture: (96, 32), D with silence around the word.
    first: the row of the picture in which frame 0 stands; negative if the word is too long for it.
    """

    frames: np.ndarray
    windowed: np.ndarray
    power: np.ndarray
    mel: np.ndarray
    decibels: np.ndarray
    picture: np.ndarray
    first: int


def hertz_to_mel(hertz: ArrayLike) -> np.ndarray:
    """m = 2595 log10(1 + f / 700)."""
    return np.asarray(2595 * np.log10(1 + np.asarray(hertz) / 700))


def mel_to_hertz(mel: ArrayLike) -> np.ndarray:
    """The inverse, f = 700 (10^(m / 2595) - 1)."""
    return np.asarray(700 * (10 ** (np.asarray(mel) / 2595) - 1))


def mel_filters(warp: float = 1.0) -> np.ndarray:
    """F, (32, 129): triangles whose corners stand equally far apart in mel from 80 to 3,800 Hz.

    Args:
        warp: every corner's frequency is multiplied by it, as by a shorter or longer vocal tract.
    """
    corners = mel_to_hertz(np.linspace(hertz_to_mel(LOWEST), hertz_to_mel(HIGHEST), BANDS + 2)) * warp
    frequencies = np.arange(POINTS // 2 + 1) * RATE / POINTS
    left, middle, right = corners[:-2, None], corners[1:-1, None], corners[2:, None]
    rising, falling = (frequencies - left) / (middle - left), (right - frequencies) / (right - middle)
    return np.maximum(0, np.minimum(rising, falling)).astype(np.float32)


FILTERS = mel_filters()


def at_8_kilohertz(samples: np.ndarray, rate: float) -> np.ndarray:
    """The sound with what is between 80 and 3,800 Hz, at 8,000 samples a second: out of one Fourier
    transform.

    Args:
        samples: (n,).

    Returns:
        (m,) float32, m = n 8000 / rate.
    """
    length = max(round(len(samples) * RATE / rate), 1)
    step = int(rate) // math.gcd(int(rate), RATE)  # so many samples are a whole number at 8 kHz as well
    total = (
        -(-(len(samples) + int(0.05 * rate)) // step) * step
    )  # silence behind, lest the end reach the start
    spectrum = np.fft.rfft(samples, total)
    frequencies = np.fft.rfftfreq(total, 1 / rate)
    edges = np.clip(frequencies / LOWEST, 0, 1) ** 4 * np.clip(
        (4_000 - frequencies) / (4_000 - HIGHEST), 0, 1
    )
    count = round(total * RATE / rate)
    kept = np.zeros(count // 2 + 1, spectrum.dtype)
    shared = min(len(kept), len(spectrum))
    kept[:shared] = (spectrum * edges)[:shared]
    return (np.fft.irfft(kept, count)[:length] * count / total).astype(np.float32)


def word_at(sound: np.ndarray) -> tuple[int, int]:
    """First and last sample (exclusive) of the word with the most energy, a little silence around it.

    Args:
        sound: (n,), at 8,000 samples a second.

    Raises:
        ValueError: if there is none.
    """
    words = find_words(sound, RATE)
    if not words:
        raise ValueError("samples must hold a word, got silence")
    start, stop = max(words, key=lambda word: float(np.sum(np.square(sound[slice(*word)]))))
    return max(start - MARGIN, 0), min(stop + MARGIN, len(sound))


def spectrogram(word: np.ndarray) -> Spectrogram:
    """Every step for a word of (n,) samples at 8,000 a second."""
    frames = cut(word)
    windowed = frames * HANN
    power = power_of(windowed)
    mel = power @ FILTERS.T
    decibels = to_decibels(mel)
    picture = np.full((FRAMES, BANDS), -2.0, np.float32)
    first = (FRAMES - len(decibels)) // 2
    seen = decibels[max(-first, 0) :][:FRAMES]
    picture[max(first, 0) :][: len(seen)] = to_picture(decibels, float(decibels.max()))[max(-first, 0) :][
        :FRAMES
    ]
    return Spectrogram(frames, windowed, power, mel, decibels, picture, first)


def cut(sound: np.ndarray) -> np.ndarray:
    """Frames (..., K, 200) of a sound (..., n), at least one."""
    short = max(FRAME - sound.shape[-1], 0)
    if short:
        sound = np.pad(sound, [(0, 0)] * (sound.ndim - 1) + [(0, short)])
    return sliding_window_view(sound, FRAME, axis=-1)[..., ::HOP, :]


def power_of(windowed: np.ndarray) -> np.ndarray:
    """|X|², (..., 129), of windowed frames (..., 200)."""
    spectrum = np.fft.rfft(windowed, POINTS)
    return (spectrum.real**2 + spectrum.imag**2).astype(np.float32)


def to_decibels(mel: np.ndarray) -> np.ndarray:
    """L = 10 log10(M + 1e-8)."""
    return (10 * np.log10(mel + FAINT)).astype(np.float32)


def to_picture(decibels: np.ndarray, loudest: float) -> np.ndarray:
    """D = max(L - loudest, -50) / 12.5 + 2."""
    return np.maximum(decibels - loudest, -RANGE) / (RANGE / 4) + 2

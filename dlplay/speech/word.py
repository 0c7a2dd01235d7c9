"""Where in a recording the words are, by their energy.

    E_k = 10 log10(mean of x² over frame k)                 in decibels, frames of 25 ms every 10 ms
    a frame sounds where E_k > max(E) - 35 and E_k > floor + 0.3 (max(E) - floor),  floor the 10th percentile
Sounding frames with less than 150 ms of quiet between them are one word: the t of "eight" and the ks of "six"
come after a silence of their own.
"""

import numpy as np

FRAME, HOP, GAP = 0.025, 0.010, 0.15  # seconds
LOUD, SHARE = 35.0, 0.3
SHORTEST = 0.06  # seconds; what sounds for less is a click
SILENT = 1e-7  # mean square under which nothing was recorded, -70 dB


def energy(samples: np.ndarray, rate: float) -> np.ndarray:
    """E, (K,), in decibels; at least one frame."""
    size, hop = int(FRAME * rate), int(HOP * rate)
    total = np.concatenate([[0.0], np.cumsum(np.square(samples, dtype=np.float64))])
    starts = np.arange(0, max(len(samples) - size, 0) + 1, hop)
    stops = np.minimum(starts + size, len(samples))
    return 10 * np.log10((total[stops] - total[starts]) / np.maximum(stops - starts, 1) + 1e-10)


def find_words(samples: np.ndarray, rate: float) -> list[tuple[int, int]]:
    """First and last sample (exclusive) of each word, in order; none in silence."""
    heard = energy(samples, rate)
    top = heard.max()
    if top < 10 * np.log10(SILENT):
        return []
    floor = np.percentile(heard, 10)
    sounding = (heard > top - LOUD) & (heard >= floor + SHARE * (top - floor))
    edges = np.flatnonzero(np.diff(np.concatenate([[0], sounding, [0]])))
    runs: list[list[int]] = []
    for start, stop in edges.reshape(-1, 2):
        if runs and (start - runs[-1][1]) * HOP < GAP:
            runs[-1][1] = stop
        else:
            runs.append([start, stop])
    hop, frame = int(HOP * rate), int(FRAME * rate)
    long = [(start, stop) for start, stop in runs if (stop - start) * HOP >= SHORTEST]
    return [(int(start * hop), int(min((stop - 1) * hop + frame, len(samples)))) for start, stop in long]

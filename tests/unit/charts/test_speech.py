"""A sound's pictures: where the word is, what is loud, what each stretch adds, one frame's way."""

import json
from functools import cache

import numpy as np
import pytest

from dlplay.speech import features
from dlplay.ui import live
from dlplay.ui.charts import ANSWER, BLUE, ORANGE, RUNNER_UP, VERMILION
from dlplay.ui.speech import charts, charts_own
from tests.unit.charts.seen import MARKUP, drawn

WORDS = {
    name: name
    for name in (
        *("seconds", "milliseconds", "hertz", "waveform", "picture", "shares", "chances"),
        *("hann", "samples", "windowed", "frame", "spectrum", "bands"),
    )
}
TONE = np.sin(2 * np.pi * 1_000 * np.arange(3_200) / features.RATE).astype(np.float32)
ADDS = np.array([0.5, -0.25, 0.0] + [0.1] * 21)
CHANCES = np.array([0.05, 0.6, *[0.04] * 7, 0.07])


@cache
def seen() -> features.Spectrogram:
    return features.spectrogram(TONE)


def waveform() -> dict:
    return charts.waveform(TONE, (800, 2_400), WORDS)


def spectrogram() -> dict:
    return charts.spectrogram(seen(), WORDS)


def shares() -> dict:
    return charts.shares(ADDS, WORDS)


def chances() -> dict:
    return charts.chances(CHANCES, [str(digit) for digit in range(10)], "en", WORDS)


def left_out() -> dict:
    words = {"chance": "chance", "told": "told"}
    found, labels = np.array([0.1, 0.7, 0.9, 0.8]), np.array([0, 0, 1, 1])
    return charts_own.left_out(found, labels, 0.25, [MARKUP, "b"], "en", words)


def steps() -> list[dict]:
    return charts.steps(seen(), WORDS)


EXAMPLES = {
    charts.waveform: waveform,
    charts.spectrogram: spectrogram,
    charts.shares: shares,
    charts.chances: chances,
    charts.steps: steps,
    charts_own.left_out: left_out,
}


def test_the_waveform_spans_the_recording_and_the_word_its_ground() -> None:
    panel = drawn(waveform())
    assert (panel["x"]["low"], panel["x"]["high"]) == (0, pytest.approx(0.4))
    word, sound = panel["marks"]["word"], panel["marks"]["sound"]
    assert (word["left"], word["right"]) == ([pytest.approx(0.1)], [pytest.approx(0.3)])
    assert max(sound["y"]) == pytest.approx(TONE.max(), abs=1e-6)
    assert min(sound["y"]) == pytest.approx(TONE.min(), abs=1e-6)
    assert sound["x"] == sorted(sound["x"])


def test_the_loudest_row_of_the_picture_is_the_band_of_the_tone() -> None:
    panel = drawn(spectrogram())
    shades = np.array(panel["marks"]["loudness"]["shades"])
    assert shades.shape == (32, 96)  # low bands below
    middle = shades[:, 48]
    edges = features.mel_to_hertz(
        np.linspace(features.hertz_to_mel(80), features.hertz_to_mel(3_800), features.BANDS + 2)
    )
    assert edges[middle.argmax()] < 1_000 < edges[middle.argmax() + 2]
    places, labels = panel["y"]["ticks"], panel["y"]["labels"]
    assert abs(np.interp(1_000, [float(one) for one in labels], places) - middle.argmax() - 0.5) < 1
    assert (shades[:, 0] == 0).all()


def test_shares_go_up_for_the_answer_and_down_against_it() -> None:
    mark = drawn(shares())["marks"]["shares"]
    np.testing.assert_allclose(mark["high"], ADDS, atol=1e-6)
    np.testing.assert_allclose(mark["left"], np.arange(24) * 40)
    assert mark["colour"][:2] == [ANSWER, VERMILION]


def test_ten_bars_the_answer_s_the_darkest() -> None:
    panel = drawn(chances())
    mark = panel["marks"]["chances"]
    np.testing.assert_allclose(mark["high"], CHANCES, atol=1e-6)
    assert [place for place, colour in enumerate(mark["colour"]) if colour == ANSWER] == [1]
    assert set(mark["colour"]) == {ANSWER, RUNNER_UP}
    assert panel["x"]["labels"] == [str(digit) for digit in range(10)]


def test_each_frame_is_drawn_as_it_was_computed() -> None:
    panels, follows = drawn(steps()), charts.moving(seen())
    assert [panel["title"] for panel in panels] == ["picture", "frame", "spectrum", "bands"]
    assert {len(given) for fields in follows.values() for given in fields.values()} == {len(seen().frames)}
    spectrum = panels[2]["marks"]["power"]
    middle = follows["power"]["y"].given[len(seen().frames) // 2]
    assert spectrum["x"][int(np.argmax(middle))] == pytest.approx(1_000, abs=16)
    np.testing.assert_array_equal(follows["frame"]["y"].given[3], TONE[240:440])
    assert set(np.diff(follows["here"]["x"].given[:, 0])) == {10}


def test_of_a_long_word_the_frames_are_shown_for_which_the_picture_has_room() -> None:
    long = features.spectrogram(np.tile(TONE, 4))
    assert len(long.frames) > features.FRAMES
    assert len(charts.moving(long)["frame"]["y"]) == features.FRAMES


def test_bytes_are_as_fine_as_the_panel_that_they_are_drawn_in() -> None:
    panels, sweep = charts.steps(seen(), WORDS), live.sweep("x", np.arange(38), charts.moving(seen()))
    for panel, name, field in zip(panels[1:], ("frame", "power", "bands"), ("y", "y", "high"), strict=True):
        coarse = drawn(sweep)["marks"][name][field]
        assert (coarse["low"], coarse["high"]) == (panel["y"]["low"], panel["y"]["high"])
        shown = coarse["low"] + np.array(coarse["places"]) / 255 * (coarse["high"] - coarse["low"])
        exact = np.clip(charts.moving(seen())[name][field].given, coarse["low"], coarse["high"])
        np.testing.assert_allclose(shown, exact, atol=(coarse["high"] - coarse["low"]) / 500)
    assert len(json.dumps(sweep)) < 40_000


def test_each_recording_stands_in_the_row_of_its_word_and_a_cross_is_on_the_wrong_side() -> None:
    panel = drawn(left_out())
    kept = panel["marks"]["kept"]
    np.testing.assert_allclose(kept["x"], [0.1, 0.7, 0.9, 0.8], atol=1e-6)
    assert np.round(kept["y"]).tolist() == [1, 1, 0, 0]
    assert len(set(kept["y"])) == 4
    assert kept["symbol"] == ["circle", "cross", "circle", "circle"]
    assert kept["colour"] == [BLUE, BLUE, ORANGE, ORANGE]
    assert panel["marks"]["now"]["x"] == [0.25]
    assert panel["y"]["labels"] == [MARKUP[:7] + "…", "b"]

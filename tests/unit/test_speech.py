"""Speech, the core: each step by its definition, recordings of every rate, and what no recording is."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlplay import speech
from dlplay.speech import features, recognise
from dlplay.speech.features import FRAME, HANN, HOP, POINTS, RATE
from dlplay.speech.word import find_words


def tone(hertz: float, rate: float, seconds: float, silence: float = 0.2) -> np.ndarray:
    """A tone with silence before and behind it."""
    quiet = np.zeros(int(silence * rate))
    sound = np.sin(2 * np.pi * hertz * np.arange(int(seconds * rate)) / rate)
    return np.concatenate([quiet, sound, quiet]).astype(np.float32)


@pytest.mark.parametrize("rate", [8_000, 11_025, 16_000, 44_100, 48_000, 96_000])
def test_a_tone_is_the_same_at_every_rate(rate: int) -> None:
    heard = features.at_8_kilohertz(tone(440, rate, 0.5), rate)
    assert len(heard) == pytest.approx(0.9 * RATE, abs=2)
    middle = heard[2_400:4_800]
    expected = np.sin(2 * np.pi * 440 * (np.arange(2_400, 4_800) / RATE - 0.2))
    np.testing.assert_allclose(middle, expected, atol=0.02)


def test_what_is_above_4_kilohertz_does_not_fold_down() -> None:
    heard = features.at_8_kilohertz(tone(7_000, 44_100, 0.5), 44_100)
    assert np.abs(heard[2_400:4_800]).max() < 0.01  # 7 kHz would be heard as 1 kHz


def test_a_constant_and_a_hum_are_taken_away() -> None:
    heard = features.at_8_kilohertz(np.full(8_000, 0.5, np.float32), 8_000)
    assert np.abs(heard[1_000:-1_000]).max() < 0.05


def test_the_transform_is_its_definition() -> None:
    frame = np.random.default_rng(0).normal(size=FRAME)
    n = np.arange(FRAME)
    by_hand = [abs(np.sum(HANN * frame * np.exp(-2j * np.pi * j * n / POINTS))) ** 2 for j in range(129)]
    np.testing.assert_allclose(features.power_of(HANN * frame), by_hand, rtol=1e-4, atol=1e-4)


def test_mel_is_linear_below_and_logarithmic_above() -> None:
    assert features.hertz_to_mel(1_000) == pytest.approx(1_000, abs=0.1)  # as it was defined
    np.testing.assert_allclose(features.mel_to_hertz(features.hertz_to_mel([80, 3_800])), [80, 3_800])


def test_a_tone_is_loudest_in_the_band_around_its_frequency() -> None:
    corners = features.mel_to_hertz(
        np.linspace(features.hertz_to_mel(80), features.hertz_to_mel(3_800), features.BANDS + 2)
    )
    for band in (5, 15, 30):
        seen = features.spectrogram(tone(corners[band + 1], RATE, 0.3, 0)).mel
        assert (seen[5:-5].argmax(axis=1) == band).all()


def test_frames_stand_every_10_ms_and_the_word_in_the_middle() -> None:
    word = tone(500, RATE, 0.4, 0)
    seen = features.spectrogram(word)
    assert len(seen.frames) == (len(word) - FRAME) // HOP + 1 == 38
    np.testing.assert_array_equal(seen.frames[7], word[7 * HOP : 7 * HOP + FRAME])
    np.testing.assert_array_equal(seen.windowed[7], seen.frames[7] * HANN)
    assert seen.first == (96 - 38) // 2
    assert (seen.picture[: seen.first] == -2).all()
    assert (seen.picture[seen.first + 38 :] == -2).all()
    assert seen.picture.max() == 2
    assert seen.picture.min() == -2


def test_a_word_too_long_is_read_in_its_middle() -> None:
    seen = features.spectrogram(tone(500, RATE, 2.0, 0))
    assert seen.picture.shape == (96, 32)
    assert seen.first < 0
    assert (seen.picture.max(axis=1) > 1.5).all()


def test_words_are_found_between_silences() -> None:
    sound = np.concatenate([tone(300, RATE, 0.3), tone(600, RATE, 0.2)])
    sound += np.random.default_rng(0).normal(size=len(sound)) * 1e-3
    (first, last), (second, end) = find_words(sound, RATE)
    np.testing.assert_allclose([first, last, second, end], [1_600, 4_000, 7_200, 8_800], atol=FRAME)


def test_a_stop_within_a_word_does_not_part_it() -> None:
    sound = np.concatenate([tone(300, RATE, 0.3, 0.05), tone(2_000, RATE, 0.07, 0.05)])
    assert len(find_words(sound, RATE)) == 1


def test_a_click_is_no_word() -> None:
    sound = tone(400, RATE, 0.3)
    sound[100:110] = 1
    assert len(find_words(sound, RATE)) == 1


def test_how_loud_does_not_count() -> None:
    word = tone(700, RATE, 0.3)
    loud, soft = recognise(word, RATE), recognise(word * 0.02, RATE)
    np.testing.assert_allclose(loud, soft, atol=0.02)


@pytest.mark.parametrize("language", speech.LANGUAGES)
def test_probabilities_of_ten_digits(language: str) -> None:
    found = recognise(tone(700, 44_100, 0.4), 44_100, language)
    assert found.shape == (10,)
    assert found.sum() == pytest.approx(1, abs=1e-5)
    assert (found >= 0).all()


def test_in_silence_no_digit_is_more_probable() -> None:
    np.testing.assert_array_equal(recognise(np.zeros(8_000), 8_000), np.full(10, 0.1))


@pytest.mark.parametrize(
    ("samples", "rate", "language", "said"),
    [
        (np.zeros((100, 2)), 8_000, "en", "one row"),
        (np.zeros(0), 8_000, "en", "one row"),
        (np.zeros(100), 4_000, "en", "rate"),
        (np.zeros(100), np.nan, "en", "rate"),
        (np.zeros(100), 192_000, "en", "rate"),
        (np.zeros(8_000 * 180), 8_000, "en", "at most 20 s"),
        (np.full(100, np.nan), 8_000, "en", "finite"),
        (np.full(100, np.inf), 8_000, "en", "finite"),
        (np.zeros(100), 8_000, "fr", "language"),
    ],
)
def test_what_is_no_recording_is_refused_with_a_reason(samples, rate, language, said) -> None:
    with pytest.raises(ValueError, match=said):
        recognise(samples, rate, language)


@settings(max_examples=15, deadline=None)
@given(
    st.integers(1, 3_000),
    st.floats(8_000, 96_000),
    st.floats(1e-12, 1e6),
    st.integers(0, 2**32 - 1),
)
def test_any_noise_gets_probabilities(length: int, rate: float, loud: float, seed: int) -> None:
    samples = np.random.default_rng(seed).normal(size=length) * loud
    found = recognise(samples, rate)
    assert np.isfinite(found).all()
    assert found.sum() == pytest.approx(1, abs=1e-5)

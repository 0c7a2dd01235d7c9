"""The maps of the speech network: which ones a word excites, and which words a map answers to."""

import numpy as np
import pytest

from dlplay.speech import features, hear, maps
from dlplay.speech.names import NAMES
from dlplay.speech.network import DIGITS, FILTERS, LANGUAGES, Trace
from dlplay.speech.samples import VOICES, load


def heard(language: int, voice: int, digit: int) -> Trace:
    sound = load()[language, voice, digit]
    return hear(sound[slice(*features.word_at(sound))])[1]


def test_a_map_s_response_to_a_word_is_the_mean_of_its_places_over_the_voices() -> None:
    responses = maps.responses()
    assert [found.shape for found in responses.values()] == [(20, count) for count in FILTERS]
    voices = [heard(1, voice, 4).third for voice in range(VOICES)]
    by_hand = sum(float(one[..., 9].sum()) for one in voices) / (VOICES * 24 * 8)
    assert responses["third"][DIGITS + 4, 9] == pytest.approx(by_hand, rel=1e-4)


@pytest.mark.parametrize("layer", maps.LAYERS)
def test_the_strongest_maps_come_first_and_so_do_the_words_of_each(layer: str) -> None:
    trace = heard(0, 0, 6)
    found = maps.strongest(trace, layer, 4)
    excited = [one.excited for one in found]
    assert excited == sorted(excited, reverse=True)
    responses = maps.responses()[layer]
    for one in found:
        np.testing.assert_array_equal(one.values, getattr(trace, layer)[..., one.number])
        rows = [LANGUAGES.index(word.language) * DIGITS + word.digit for word in one.words]
        assert responses[rows, one.number].tolist() == sorted(responses[:, one.number], reverse=True)[:3]
        assert all(NAMES[word.language][word.digit] for word in one.words)


def test_a_picture_that_is_all_silence_excites_no_map_without_end() -> None:
    silent = Trace(*(np.zeros_like(one) for one in heard(0, 0, 1)))
    for layer in maps.LAYERS:
        assert all(np.isfinite(one.excited) for one in maps.strongest(silent, layer, 4))

"""Vocabulary, bundled plays, and what is measured on texts; witnesses: cases by hand, counting by loops."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dlplay.assets import AssetError
from dlplay.text import CharLSTM, plays, poems, sampling, units, writing
from dlplay.text.vocabulary import REPLACEMENT, Vocabulary
from dlplay.training.plays import prepare

SHAKESPEARE = "\n !$&',-.3:;?" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + "abcdefghijklmnopqrstuvwxyz"


@pytest.fixture(scope="module")
def small() -> CharLSTM:
    return CharLSTM.load("small")


# --- vocabulary


@given(st.text(SHAKESPEARE))
def test_decoding_undoes_encoding(text):
    vocabulary = Vocabulary(SHAKESPEARE)
    assert vocabulary.decode(vocabulary.encode(text)) == text
    assert vocabulary.fit(text) == (text, 0, "", 0)


@given(st.text())
def test_any_text_can_be_made_readable(text):
    vocabulary = Vocabulary(SHAKESPEARE)
    fitting = vocabulary.fit(text)
    vocabulary.encode(fitting.text)
    assert fitting.text.count(REPLACEMENT) == text.count(REPLACEMENT) + fitting.replaced
    assert set(fitting.missing) <= set(text) - set(SHAKESPEARE)
    assert (fitting.replaced == 0) == (fitting.missing == "")


def test_what_is_replaced_is_counted_and_named():
    fitting = Vocabulary(SHAKESPEARE).fit("Tab\there,\r\n“莎士比亚” — <b>莎</b> 😀…")
    assert fitting.text == "Tab here,\n'????' -- ?b???/b? ?...".replace("/", "?")
    assert fitting.missing == "莎士比亚<>/😀"
    assert fitting.replaced == 4 + 1 + 5 + 1
    assert fitting.spelt == 6


def test_the_vocabulary_of_a_text_is_in_code_point_order():
    assert Vocabulary.of("banana\n").characters == "\nabn"
    with pytest.raises(ValueError, match="distinct and not empty, got 'aa'"):
        Vocabulary("aa")
    with pytest.raises(ValueError, match="text holds 'z', which the vocabulary lacks"):
        Vocabulary("ab").encode("az")


# --- plays


@pytest.mark.parametrize("name", plays.PLAYS)
def test_the_bundled_plays_are_in_tinyshakespeares_form(small, name):
    play = plays.load(name)
    small.vocabulary.encode(play)
    speeches = play.rstrip("\n").split("\n\n")
    assert len(speeches) > 300
    for speech in speeches:
        speaker, *lines = speech.split("\n")
        assert speaker.endswith(":"), speech
        assert lines, speech
        assert all(line.strip() == line != "" for line in lines)
    assert len({speech.split("\n")[0] for speech in speeches}) < 60


def test_famous_lines_stand_in_the_plays():
    assert "HAMLET:\nTo be, or not to be,--that is the question:--\n" in plays.load("hamlet")
    assert "First Witch:\nWhen shall we three meet again?\n" in plays.load("macbeth")
    assert "Friends, Romans, countrymen, lend me your ears;\n" in plays.load("julius_caesar")


def test_a_random_line_is_a_speaker_and_a_line_of_a_play():
    texts = [plays.load(name) for name in plays.PLAYS]
    lines = {plays.random_line(seed) for seed in range(30)}
    assert len(lines) > 25
    assert all(any(line in text for text in texts) for line in lines)
    assert plays.random_line(7) == plays.random_line(7)


def test_unknown_and_damaged_plays_are_named(monkeypatch, tmp_path):
    with pytest.raises(ValueError, match="got 'faust'"):
        plays.load("faust")
    monkeypatch.setattr(plays, "FOLDER", tmp_path)
    with pytest.raises(AssetError, match=r"python -m dlplay\.training plays"):
        plays.load.__wrapped__("hamlet")


def test_plays_are_brought_into_tinyshakespeares_form():
    gutenberg = (
        "A PLAY\n\nPersons: ONE, TWO\n\nACT I.\n\nSCENE I. A heath.\n\n[Enter three\nWitches.]\n\n"
        'FIRST WITCH.\nWhen shall we   three (meet) again?\n[Thunder.]\n\nIn "thunder"?\n\n'
        "LADY MACBETH.\nNo.\n\nDUKE and SENATORS.\nSo be it.\n"
    )
    assert prepare(gutenberg) == (
        "First Witch:\nWhen shall we three meet again?\nIn 'thunder'?\n\n"
        "LADY MACBETH:\nNo.\n\nDUKE and SENATORS:\nSo be it.\n"
    )
    assert prepare("ACT I\n\nHam.\nNo.\n\nBer.\nYes.", {"Ham": "HAMLET"}) == "HAMLET:\nNo.\nBer.\nYes.\n"
    with pytest.raises(ValueError, match=r"characters that tinyshakespeare lacks: \['\*', '1'\]"):
        prepare("ACT I\n\nONE.\nYes 1*")


# --- writing


def test_entropies_by_hand():
    assert writing.character_entropy("") == writing.character_entropy("aaaa") == 0
    assert writing.character_entropy("abababab") == pytest.approx(math.log(2))
    assert writing.entropy(np.full(65, 1 / 65)) == pytest.approx(math.log(65))
    rows = np.array([[0.5, 0.25, 0.25, 0], [1, 0, 0, 0]])
    np.testing.assert_allclose(writing.entropy(rows), [1.5 * math.log(2), 0])


def test_surprise_agrees_with_log_probabilities(small):
    text = plays.load("othello")[:300]
    found = writing.surprise(small, text)
    np.testing.assert_allclose(np.log(found.probabilities), small.log_probabilities(text), atol=1e-4)
    assert found.nats_a_character == pytest.approx(-small.log_probabilities(text).mean(), abs=1e-4)
    assert found.perplexity == pytest.approx(math.exp(found.nats_a_character))
    assert found.alternatives.shape == found.alternative_probabilities.shape == (299, 5)


def test_the_alternatives_are_the_five_likeliest(small):
    text = "HAMLET:\nTo be"
    found = writing.surprise(small, text)
    for place in range(len(text) - 1):
        probabilities = sampling.next_probabilities(small.read(text[: place + 1]).logits[-1], 1.0)
        np.testing.assert_allclose(
            found.alternative_probabilities[place], np.sort(probabilities)[:-6:-1], atol=1e-5
        )
        np.testing.assert_allclose(
            probabilities[found.alternatives[place]], found.alternative_probabilities[place], atol=1e-5
        )
    with pytest.raises(ValueError, match="text must have at least 2 characters, got 'a'"):
        writing.surprise(small, "a")


# --- units


def where(name: str, text: str) -> str:
    """The places where a property holds, as crosses."""
    return "".join("x" if holds else "." for holds in units.PROPERTIES[name](text))


def test_properties_of_a_poem_by_hand():
    text = "天地，丙丁。\n\n一二三四五六七，八九。\n春，"
    assert text.replace("\n", "/") == "天地，丙丁。//一二三四五六七，八九。/春，"
    assert {name: where(name, text) for name in units.OF_POEMS} == {
        "mark_next": ".x..x.........x..x..x.",
        "second_line": "..xxx..........xxx...x",
        "seven": "........xxxxxxxxxxxxxx",
        "level_tone": "x...x.....x.........x.",
    }
    assert (
        "".join(np.array(list(text))[units.places_asked(text, "level_tone")])
        == "天地丙丁一二三四五六七八九春"
    )
    assert units.places_asked(text, "seven").all()


def test_properties_by_hand():
    text = "MAD KING:\nGo on:\nI.\n\nFool: no\n\nI:"
    shown = {name: where(name, text) for name in units.OF_PLAYS}
    assert text.replace("\n", "/") == "MAD KING:/Go on:/I.//Fool: no//I:"
    assert shown == {
        "line_end_next": "........x......x..xx........xx...",
        "capital": "xxx.xxxx..x......x...x.........x.",
        "speaker_name": "xxxxxxxxx........................",
    }


@given(
    arrays(np.float32, (20, 3), elements=st.integers(-3, 3).map(float)),
    arrays(bool, 20).filter(lambda holds: 0 < holds.sum() < 20),
)
def test_area_under_the_curve_by_counting_pairs(activations, holds):
    for unit, area in enumerate(units.area_under_curve(activations, holds)):
        pairs = [
            1.0 if high > low else 0.5 if high == low else 0.0
            for high in activations[holds, unit]
            for low in activations[~holds, unit]
        ]
        assert area == pytest.approx(sum(pairs) / len(pairs))


def test_the_unit_that_tells_a_property_is_found():
    text = "Ab cD\nEf\n" * 10
    random = np.random.default_rng(0)
    hidden = random.normal(size=(2, len(text), 6)).astype(np.float32)
    hidden[1, :, 4] = 0.01 * hidden[1, :, 4] - units.capital(text)
    best, *others = units.tied_units(hidden, text, "capital", count=3)
    assert best == units.Tie(layer=1, unit=4, auc=1.0, sign=-1)
    assert all(0.5 <= tie.auc < 1 for tie in others)
    assert units.tied_units(hidden, text.lower(), "capital") == []
    with pytest.raises(ValueError, match="true somewhere and false somewhere"):
        units.area_under_curve(hidden[0], np.ones(len(text), bool))


def test_the_model_of_poems_has_units_for_the_form():
    text = poems.text()[poems.border() :][:1500]
    hidden = CharLSTM.load("poems").read(text).hidden
    for name in units.OF_POEMS:
        assert units.tied_units(hidden, text, name)[0].auc > 0.85


def test_lines_of_five_or_seven_are_counted_but_for_the_first_and_the_last():
    assert poems.well_formed("") == poems.well_formed("一，二") == 0
    assert poems.well_formed("一，二三四五六。\n一二三，一二三四五六七。\n\n一") == 2 / 3


def test_the_small_model_has_units_for_line_ends_and_capitals(small):
    text = plays.load("hamlet")[:1500]
    hidden = small.read(text).hidden
    for name in ("line_end_next", "capital"):
        assert units.tied_units(hidden, text, name)[0].auc > 0.8

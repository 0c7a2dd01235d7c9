"""Words in any script, and a measure of known words that does not reward guessing letters."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlplay import locale
from dlplay.text import plays
from dlplay.text.char_training import cleaned
from dlplay.text.statistics import guess_text
from dlplay.text.words import known_words, number_of_words, word_spans, words

CHINESE = "学而时习之，不亦说乎？有朋自远方来，不亦乐乎？"
FRENCH = "Déjà l'été s'achève, et la forêt résonne où rêvait l'élève préféré."
HINDI = "हिन्दी विश्व की एक प्रमुख भाषा है एवं भारत की एक राजभाषा है। केन्द्रीय स्तर पर भारत में सह-आधिकारिक भाषा अंग्रेजी"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("To be,--that is 3 o'clock!", ["To", "be", "that", "is", "o'clock"]),
        ("'Tis o'er, my half-brother!", ["Tis", "o'er", "my", "half-brother"]),
        ("half-brother x'", ["half-brother", "x"]),
        ("Größe, ÉTÉ и мир", ["Größe", "ÉTÉ", "и", "мир"]),
        ("मैं हिन्दी पढ़ता हूँ", ["मैं", "हिन्दी", "पढ़ता", "हूँ"]),
        (unicodedata.normalize("NFD", "déjà vu"), [unicodedata.normalize("NFD", "déjà"), "vu"]),
        ("学而时习之。不亦 ab字", ["学而时习", "而时习之", "ab"]),
        ("すごいです!", ["すごいで", "ごいです"]),
        ("ที่นี่ดีมี", ["ที่นี่ดีมี"]),  # four letters with their marks
        ("snake_case 12a", ["snake", "case", "a"]),
    ],
)
def test_words_by_hand(text: str, found: list[str]) -> None:
    assert [text[one.start : one.end] for one in word_spans(text)] == found


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("not nott be or the ", 1 / 3),  # not, nott, the
        ("not nott", 1.0),  # the last one may not be finished
        ("the not be", 1 / 2),
        ("", 0.0),
        ("... 3", 0.0),
        ("be or to ", 0.0),
        ("NOT ", 1.0),
    ],
)
def test_shares_by_hand(text: str, share: float) -> None:
    assert known_words(text, words("To be, or not to be.")).share == pytest.approx(share)


def test_runs_of_chinese_by_hand() -> None:
    found = known_words("有朋自远去", words(CHINESE))
    assert found == (0.5, [(0, 4)])
    assert number_of_words(words(CHINESE)) == 0
    assert number_of_words(words("To be, or not to be.")) == 4


@given(st.text("aé\u0301\u094dकि 学'-", max_size=40))
def test_words_are_found_in_any_text_and_are_known_to_it(text: str) -> None:
    spans = word_spans(text)
    assert all(0 <= one.start < one.end <= len(text) and one.letters > 0 for one in spans)
    whole = {unicodedata.normalize("NFC", text[one.start : one.end].casefold()) for one in spans}
    assert words(text) == whole
    long = [one for one in spans if one.letters >= 3]
    assert known_words(text + " ", words(text)).share == (1.0 if long else 0.0)


@given(st.sampled_from([FRENCH, "Größe über Äpfel", HINDI]))
def test_composed_and_decomposed_letters_are_the_same_words(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    assert words(text) == words(apart)
    assert known_words(apart + " ", words(text)).share == 1.0
    assert cleaned(apart) == unicodedata.normalize("NFC", text)


def chinese() -> str:
    """The Chinese catalogue's own prose: 25,000 characters."""
    texts = " ".join(locale.catalogue("zh").values())
    return "".join(one for one in texts if not one.isascii() or one == " ")


@pytest.mark.parametrize(
    ("text", "most"), [(plays.load("hamlet"), 0.1), (FRENCH * 40, 0.1), (HINDI * 40, 0.1), (chinese(), 0.2)]
)
def test_letters_by_pairs_hardly_make_known_words(text: str, most: float) -> None:
    """Seen: 93 to 100 % for pairs of letters in Chinese, Hindi and accented text."""
    known = words(text)
    for order in (0, 1, 2):
        assert known_words(guess_text(text, order, 3000, seed=0) + " ", known).share < most
    assert known_words(text[:3000] + " ", known).share > 0.99

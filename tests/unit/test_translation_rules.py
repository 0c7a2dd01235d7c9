"""Numbers and dates by rule: num2words, cn2an and babel are the witnesses of what is written and read."""

from datetime import date

import cn2an
import numpy as np
import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from dlplay.translation import chinese, digits, english
from dlplay.translation.languages import DIRECTIONS, LANGUAGES, by_rule
from dlplay.translation.values import MOST

# As many of each length; and of few signs, so that zeros and repetitions come up.
NUMBERS = st.one_of(
    st.integers(0, 9999),
    st.integers(0, MOST),
    st.text("0125", min_size=1, max_size=12).map(int),
)
DATES = st.dates(date(1000, 1, 1), date(9999, 12, 31))
VALUES = st.one_of(NUMBERS, DATES)


@given(NUMBERS)
def test_english_numbers_are_those_of_num2words(number: int) -> None:
    assert english.write(number) == num2words(number, lang="en_GB").replace(",", "")


@given(NUMBERS)
def test_chinese_numbers_are_those_of_cn2an(number: int) -> None:
    assert cn2an.cn2an(chinese.write(number), "smart") == number
    if number < 10**8 or number // 10**4 % 10**4 or number % 10**4 < 1000:
        # of 一亿零一千 cn2an leaves out the 零 that stands for an empty 万
        assert chinese.write(number) == cn2an.an2cn(str(number))


@given(DATES)
def test_dates_are_those_of_babel(day: date) -> None:
    assert english.write(day) == format_date(day, "long", "en_GB")
    assert english.read(format_date(day, "long", "en_US")) == day
    assert chinese.write(day) == cn2an.transform(format_date(day, "long", "zh"), "an2cn").replace("零", "〇")
    assert digits.write(day) == format_date(day, "yyyy-MM-dd", "en_GB")


@pytest.mark.parametrize(
    ("number", "zh", "en"),
    [
        (0, "零", "zero"),
        (10, "十", "ten"),
        (19, "十九", "nineteen"),
        (110, "一百一十", "one hundred and ten"),
        (321, "三百二十一", "three hundred and twenty-one"),
        (1005, "一千零五", "one thousand and five"),
        (10_010, "一万零一十", "ten thousand and ten"),
        (105_000, "十万五千", "one hundred and five thousand"),
        (20_000_000, "二千万", "twenty million"),
        (100_005_000, "一亿零五千", "one hundred million five thousand"),
    ],
)
def test_numbers_as_one_writes_them(number: int, zh: str, en: str) -> None:
    assert (chinese.write(number), english.write(number)) == (zh, en)


def test_a_date_as_one_writes_it() -> None:
    written = [language.write(date(2026, 3, 5)) for language in LANGUAGES.values()]
    assert written == ["二〇二六年三月五日", "5 March 2026", "2026-03-05"]


@given(VALUES, st.integers(0, 10**6))
def test_what_is_written_is_read_in_every_spelling(value: int | date, seed: int) -> None:
    for language in LANGUAGES.values():
        text = language.write(value)
        assert language.read(text) == value
        varied = language.vary(text.lower(), np.random.default_rng(seed))
        assert language.read(varied) == value
        assert set(varied) <= set(language.characters)


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("zh", "两千两百二十二", 2222),
        ("zh", "两万零两百", 20_200),
        ("zh", "一十二", 12),
        ("zh", "二零二六年十二月三十一日", date(2026, 12, 31)),
        ("en", "three hundred twenty one", 321),
        ("en", "Three Hundred and Twenty-One", 321),
        ("en", "a thousand and one", 1001),
        ("en", "one million, two hundred thousand", 1_200_000),
        ("en", "March 5, 2026", date(2026, 3, 5)),
        ("en", "march 5 2026", date(2026, 3, 5)),
        ("digits", "12,345,678", 12_345_678),
        ("digits", "2026-3-5", date(2026, 3, 5)),
    ],
)
def test_other_spellings_are_read(language: str, text: str, value: int | date) -> None:
    assert LANGUAGES[language].read(text) == value


@pytest.mark.parametrize(
    ("language", "text"),
    [
        *(("zh", text) for text in ("", "一百二", "两十", "二十两万", "千", "一百零零五")),
        *(("zh", text) for text in ("一千五", "三二一", "321", "九" * 50, "千〇二六年三月五日")),
        *(("zh", text) for text in ("二〇二六年二月三十日", "二〇二六年十三月五日")),
        *(("en", text) for text in ("", "and", "hundred", "twenty twelve", "two and hundred", "ten hundred")),
        *(("en", text) for text in ("one hundred and", "one thousand million", "thousand thousand")),
        *(("en", text) for text in ("30 February 2026", "5 Mars 2026")),
        *(("digits", text) for text in ("", "007", "1,23", "12,34,567", "-5", "٣", "1" * 13)),
        *(("digits", text) for text in ("2026-02-30", "2026-13-01")),
    ],
)
def test_what_breaks_the_rules_is_refused(language: str, text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        LANGUAGES[language].read(text)


@given(st.text(max_size=40), st.sampled_from(sorted(LANGUAGES)))
def test_any_text_is_read_or_refused(text: str, language: str) -> None:
    known = "".join(one for one in text if one in LANGUAGES[language].characters)
    for one in (text, known):
        try:
            value = LANGUAGES[language].read(one)
        except ValueError:
            continue
        assert LANGUAGES[language].read(LANGUAGES[language].write(value)) == value


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("value", [-1, MOST + 1])
def test_numbers_out_of_range_are_not_written(language: str, value: int) -> None:
    with pytest.raises(ValueError, match="value must be from 0 to"):
        LANGUAGES[language].write(value)


@given(VALUES)
def test_translating_by_rule_and_back_changes_nothing(value: int | date) -> None:
    for source, target in DIRECTIONS:
        text = LANGUAGES[source].write(value)
        there = by_rule(text, source, target)
        assert there == LANGUAGES[target].write(value)
        assert by_rule(there, target, source) == text
    assert by_rule("30 february 2026", "en", "zh") is None

"""Numbers as people read them: what is written is read back here, by rules of its own."""

import math
import re
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dlplay.numbers import added, bracketed, byte_size, latex, percent, plain, settled, signed

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
WRITTEN = re.compile(r"(\+|−)?(?:(\d{1,3}(?:,\d{3})*(?:\.\d+)?)(·10|$)|10)(⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?")
LATEX = re.compile(r"(-?)(?:(\d{1,3}(?:\{,\}\d{3})*(?:\.\d+)?)( \\cdot 10|$)|10)(?:\^\{(-?\d+)\})?")

numbers = st.floats(allow_nan=False, allow_infinity=False)
usual = st.floats(-1e7, 1e7)
digits = st.integers(1, 9)
decimals = st.integers(0, 6)
languages = st.sampled_from(["en", "zh"])


def read(text: str) -> Fraction:
    """The number that stands there; fails where anything else does."""
    match = WRITTEN.fullmatch(text)
    assert match, text
    sign, size, _, power = match.groups()
    exponent = int("".join("-" if one == "⁻" else str(RAISED.index(one)) for one in power)) if power else 0
    number = Fraction((size or "1").replace(",", "")) * Fraction(10) ** exponent
    assert number or not sign, "0 has no sign"
    return -number if sign == "−" else number


def read_latex(text: str) -> Fraction:
    match = LATEX.fullmatch(text)
    assert match, text
    sign, size, _, power = match.groups()
    number = Fraction((size or "1").replace("{,}", "")) * Fraction(10) ** int(power or 0)
    return -number if sign else number


def share_read(text: str, language: str) -> tuple[str, Fraction]:
    """What stands before a percentage, and the percentage."""
    space = {"en": "\N{NO-BREAK SPACE}", "zh": ""}[language]
    match = re.fullmatch(rf"(?:([<>]){space})?([^ \N{{NO-BREAK SPACE}}<>]+){space}%", text)
    assert match, text
    return match[1] or "", read(match[2])


@pytest.mark.parametrize(
    ("x", "text"),
    [
        (0, "0"),
        (-0.0, "0"),
        (0.5, "0.5"),
        (-1 / 3, "−0.3333"),
        (0.0001, "0.0001"),
        (1.2e-5, "1.2·10⁻⁵"),
        (-1e-5, "−10⁻⁵"),
        (9.99996e-5, "0.0001"),
        (1234.0, "1,234"),
        (1234.5, "1,235"),
        (99999.96, "100,000"),
        (999999.7, "10⁶"),
        (3456789.0, "3.457·10⁶"),
        (3456789, "3,456,789"),
        (-(10**7), "−10,000,000"),
        (1e300, "10³⁰⁰"),
        (1e-308, "10⁻³⁰⁸"),
        (5e-324, "4.941·10⁻³²⁴"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        (math.nan, "NaN"),
        (np.float32(0.1), "0.1"),
        (np.int64(1234567), "1,234,567"),
        (np.array(-2.5), "−2.5"),
        (True, "1"),
    ],
)
def test_significant_digits(x, text) -> None:
    assert plain(x) == text


@pytest.mark.parametrize(
    ("x", "count", "text"),
    [
        (0, 2, "0.00"),
        (-0.0, 3, "0.000"),
        (2, 2, "2.00"),
        (-1234.567, 2, "−1,234.57"),
        (0.125, 2, "0.13"),  # half up: float64 holds it exactly
        (0.285, 2, "0.29"),  # and this one a little below
        (-2.5, 0, "−3"),
        (0.01, 2, "0.01"),
        (0.0052, 2, "0.005"),
        (-0.00999, 2, "−0.01"),
        (2e-5, 2, "2·10⁻⁵"),
        (0.0003214, 4, "0.000321"),
        (3.2141e-7, 4, "3.21·10⁻⁷"),
        (-3.2141e-7, 1, "−3·10⁻⁷"),
        (0.3, 0, "0.3"),
        (1e6, 2, "10⁶"),
        (1234567.8, 2, "1.235·10⁶"),
        (math.inf, 2, "∞"),
        (math.nan, 2, "NaN"),
    ],
)
def test_decimals(x, count, text) -> None:
    assert plain(x, decimals=count) == text


@given(numbers, digits)
@example(1e300, 4)
@example(1e-308, 4)
@example(1.7976931348623157e308, 17)
@example(999999.5, 3)
def test_what_is_written_is_the_number_within_its_digits(x, count) -> None:
    off = abs(read(plain(x, count)) - Fraction(x))
    assert off <= abs(Fraction(x)) / 10 ** (count - 1) / 2 * (1 + Fraction(1, 10**6))


@given(numbers, decimals)
def test_what_is_written_is_the_number_within_its_decimals(x, count) -> None:
    off = abs(read(plain(x, decimals=count)) - Fraction(x))
    if 10.0 ** -min(count, 3) <= abs(x) < 1e6:
        promised = Fraction(1, 10**count)
    else:
        promised = abs(Fraction(x)) / 10 ** (3 if abs(x) > 1 else max(count - 2, 0))
    assert off <= promised / 2 * (1 + Fraction(1, 10**6))


@given(numbers, digits, st.none() | decimals)
def test_nothing_but_0_is_0_and_the_sign_is_right(x, count, places) -> None:
    text = plain(x, count, places)
    assert (read(text) == 0) == (x == 0)
    assert text.startswith("−") == (x < 0)
    assert "-" not in text
    assert "e" not in text


@given(usual, usual, digits, st.none() | decimals)
def test_a_greater_number_never_reads_as_a_smaller_one(x, y, count, places) -> None:
    low, high = sorted((x, y))
    assert read(plain(low, count, places)) <= read(plain(high, count, places))


def test_many_digits_are_written_out() -> None:
    assert plain(1234567.25, 9) == "1,234,567.25"
    assert plain(1234567.25, 6) == "1.23457·10⁶"


@given(st.integers(-(10**30), 10**30))
def test_a_count_keeps_all_its_digits(n) -> None:
    assert read(plain(n)) == n


@given(st.floats(1, 1e6, exclude_max=True), decimals)
def test_decimals_stand_under_one_another(x, count) -> None:
    for one in (x, -x, x * 10.0 ** -min(count, 3)):
        assert len(plain(one, decimals=count).partition(".")[2]) == count


@given(numbers, digits, st.none() | decimals)
def test_plain_and_latex_write_the_same(x, count, places) -> None:
    assert read_latex(latex(x, count, places)) == read(plain(x, count, places))


def test_a_sum_is_as_it_is_on_paper() -> None:
    assert plain(0.1 + 0.2 - 0.3) == "5.551·10⁻¹⁷"
    assert plain(settled(0.1 + 0.2 - 0.3)) == "0"
    assert settled(np.float64(-1.25e-9)) == -1.25e-9
    assert settled(-math.inf) == -math.inf


def test_latex() -> None:
    assert latex(1.2e-5) == r"1.2 \cdot 10^{-5}"
    assert latex(-1e12) == "-10^{12}"
    assert latex(1234567) == "1{,}234{,}567"
    assert latex(-1234.5, decimals=1) == "-1{,}234.5"
    assert [latex(one) for one in (math.inf, -math.inf, math.nan)] == [r"\infty", r"-\infty", r"\text{NaN}"]


@given(numbers | st.just(math.inf) | st.just(-math.inf), digits, st.none() | decimals)
def test_a_factor_has_brackets_where_a_product_needs_them(x, count, places) -> None:
    bare, text = latex(x, count, places), bracketed(x, count, places)
    assert text == (f"({bare})" if x < 0 or "cdot" in bare or "^" in bare else bare)


@given(numbers | st.just(math.inf) | st.just(-math.inf), digits, st.none() | decimals)
def test_a_part_of_a_sum_has_a_sign(x, count, places) -> None:
    assert added(x, count, places) == (
        f"- {latex(-x, count, places)}" if x < 0 else f"+ {latex(x, count, places)}"
    )
    text = signed(x, count, places)
    assert text == ("+" if x > 0 else "") + plain(x, count, places)


@pytest.mark.parametrize(
    ("share", "told", "english", "chinese"),
    [
        (0.973, {}, "97.3 %", "97.3%"),
        (0, {}, "0.0 %", "0.0%"),
        (1, {}, "100.0 %", "100.0%"),
        (0.0009, {}, "< 0.1 %", "<0.1%"),
        (0.99951, {}, "> 99.9 %", ">99.9%"),
        (0.0025, {"decimals": 0}, "< 1 %", "<1%"),
        (0.999, {"decimals": 0}, "> 99 %", ">99%"),
        (0.9825, {}, "98.3 %", "98.3%"),
        (0.9825, {"decimals": 2}, "98.25 %", "98.25%"),
        (np.float32(0.5), {"decimals": 0}, "50 %", "50%"),
        (2.5e-7, {"digits": 3}, "2.5·10⁻⁵ %", "2.5·10⁻⁵%"),
        (0.99999, {"digits": 3}, "> 99.9 %", ">99.9%"),
        (12.5, {"digits": 3}, "1,250 %", "1,250%"),
        (math.inf, {}, "∞ %", "∞%"),
        (math.nan, {}, "NaN %", "NaN%"),
    ],
)
def test_percent(share, told, english, chinese) -> None:
    assert percent(share, "en", **told) == english.replace(" ", "\N{NO-BREAK SPACE}")
    assert percent(share, "zh", **told) == chinese


@given(st.floats(0, 1), languages, st.integers(0, 3))
def test_a_share_is_never_all_or_nothing_unless_it_is(share, language, places) -> None:
    sign, value = share_read(percent(share, language, places), language)
    x, least = 100 * Fraction(share), Fraction(1, 10**places)
    if sign:
        assert value == (least if sign == "<" else 100 - least)
        assert x < value + Fraction(1, 10**9) if sign == "<" else x > value - Fraction(1, 10**9)
    else:
        assert abs(value - x) <= least / 2 * (1 + Fraction(1, 10**6))
        assert (value == 0) == (share == 0)
        assert (value == 100) == (share == 1)


@given(st.floats(0, 1), st.floats(0, 1), languages, st.integers(0, 3) | st.just(None))
def test_a_greater_share_never_reads_as_a_smaller_one(one, other, language, places) -> None:
    told = {"digits": 3} if places is None else {"decimals": places}
    (_, low), (_, high) = (
        share_read(percent(share, language, **told), language) for share in sorted((one, other))
    )
    assert low <= high


def test_sizes_are_written_with_their_unit() -> None:
    written = [byte_size(size) for size in (812, 34_612, 2_588_375)]
    assert [one.replace("\N{NO-BREAK SPACE}", " ") for one in written] == [
        "812 B",
        "34.6 kB",
        "2.59 MB",
    ]

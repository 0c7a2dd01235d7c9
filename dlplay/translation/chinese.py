"""Numbers and dates in Chinese, by rule: 三百二十一, 二〇二六年三月五日.

A number is written in groups of four digits, the units below 万 below 亿; inside it a 零 stands for any run
of zeros that something follows. Left out: 万亿 and above, the numerals of cheques (叁佰), and colloquial
shortenings (一百二 for 120).
"""

import re
from collections.abc import Iterable
from datetime import date

import numpy as np

from dlplay.translation.values import MOST, Value, bounded

NUMERALS = "零一二三四五六七八九"
YEAR_ZERO = "〇"
PLACES = {"千": 1000, "百": 100, "十": 10, "": 1}
GROUPS = {"亿": 10**8, "万": 10**4, "": 1}
CHARACTERS = NUMERALS + YEAR_ZERO + "两十百千万亿年月日"
DATE = re.compile(r"(.{4})年(.{1,3})月(.{1,3})日")
# before a large unit 二 may be said 两, though not after 十: 两千, 两万, but 二十二万
SAID_TWO = re.compile(r"(?<!十)二(?=[百千万亿])")
TWO = re.compile(r"(?<!十)两(?=[百千万亿])")


def write(value: Value) -> str:
    """A number or a date: 321 -> 三百二十一, 2026-03-05 -> 二〇二六年三月五日.

    Raises:
        ValueError: as `bounded`.
    """
    if isinstance(value, date):
        year = "".join(NUMERALS[int(digit)] for digit in f"{value.year:04d}").replace("零", YEAR_ZERO)
        return f"{year}年{_number(value.month)}月{_number(value.day)}日"
    return _number(bounded(value))


def read(text: str) -> Value:
    """The number or date that a text says.

    Taken besides what `write` gives: 两 for 二 before 百, 千, 万, 亿, 零 for 〇 in years, 一十 for 十.

    Raises:
        ValueError: for whatever is not written by these rules.
    """
    parts = DATE.fullmatch(text)
    if parts:
        year, month, day = parts.groups()
        numbers = [NUMERALS.index(one) for one in year.replace(YEAR_ZERO, "零")]
        return date(int("".join(map(str, numbers))), _read_number(month), _read_number(day))
    return _read_number(text)


def vary(text: str, random: np.random.Generator) -> str:
    """The same said otherwise, at random, as `read` takes it."""
    if random.random() < 0.3:
        text = SAID_TWO.sub("两", text)
    if random.random() < 0.3 and "年" in text:
        text = text.replace(YEAR_ZERO, "零")
    if random.random() < 0.1 and text.startswith("十"):
        text = f"一{text}"
    return text


def _number(number: int) -> str:
    groups = ((unit, number // size % 10_000) for unit, size in GROUPS.items())
    # a group below 1000 lacks its thousands: 零 says so
    text = _joined((_group(group) + unit if group else "", group < 1000) for unit, group in groups) or "零"
    return text.removeprefix("一") if text.startswith("一十") else text


def _group(group: int) -> str:
    digits = ((unit, group // size % 10) for unit, size in PLACES.items())
    return _joined((NUMERALS[digit] + unit if digit else "", False) for unit, digit in digits)


def _joined(parts: Iterable[tuple[str, bool]]) -> str:
    """What is not empty, one after the other, with 零 where something empty was left out between, or before a
    part that asks for it."""
    text, skipped = "", False
    for part, apart in parts:
        if part:
            text += "零" * bool(text and (skipped or apart)) + part
        skipped = not part
    return text


def _read_number(text: str) -> int:
    """Read leniently, then written again: so only what follows the rules is taken."""
    said = TWO.sub("二", text)
    if said.startswith("一十"):
        said = said.removeprefix("一")
    total = group = digit = 0
    for one in said:
        if one in NUMERALS:
            digit = NUMERALS.index(one)
        elif one in PLACES:
            group, digit = group + (digit or 1) * PLACES[one], 0
        elif one in GROUPS:
            total, group, digit = total + (group + digit) * GROUPS[one], 0, 0
        else:
            raise ValueError(f"text must be a Chinese number, got {text!r}")
    number = total + group + digit
    if number > MOST or _number(number) != said:
        raise ValueError(f"text must be a Chinese number, got {text!r}")
    return number

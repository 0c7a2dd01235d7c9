"""Numbers and dates in English words, by rule: three hundred and twenty-one, 5 March 2026.

A number is written in groups of three digits as in Britain, "and" before the last two. Left out: trillions,
ordinals (the 5th), and years in words.
"""

import re
from datetime import date

import numpy as np

from dlplay.translation.values import MOST, Value, bounded

SMALL = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
GROUPS = {"billion": 10**9, "million": 10**6, "thousand": 10**3, "": 1}
MONTHS = ("January February March April May June July August September October November December").split()  # noqa: SIM905
WORDS = {word: number for number, word in enumerate(SMALL)}
WORDS |= {word: 10 * number for number, word in enumerate(TENS) if word}
CHARACTERS = "0123456789 ,-" + "".join(
    sorted(set("".join([*WORDS, *GROUPS, *MONTHS, "hundred", "and"]).lower()))
)
CAPITALS = "".join(sorted({month[0] for month in MONTHS}))  # written, never read: what is asked is in small
_MONTH = f"({'|'.join(MONTHS).lower()})"
DAY_FIRST = re.compile(rf"(\d{{1,2}}) {_MONTH},? (\d{{4}})", re.ASCII)
MONTH_FIRST = re.compile(rf"{_MONTH} (\d{{1,2}}),? (\d{{4}})", re.ASCII)
_UNITS = "(hundred|thousand|million|billion)"
A_UNIT, ONE_UNIT = re.compile(rf"\Aa (?={_UNITS})"), re.compile(rf"\Aone (?={_UNITS})")


def write(value: Value) -> str:
    """A number or a date: 321 -> three hundred and twenty-one, 2026-03-05 -> 5 March 2026.

    Raises:
        ValueError: as `bounded`.
    """
    if isinstance(value, date):
        return f"{value.day} {MONTHS[value.month - 1]} {value.year:04d}"
    if not bounded(value):
        return SMALL[0]
    words: list[str] = []
    for unit, size in GROUPS.items():
        if group := value // size % 1000:
            words += ["and"] * bool(words and size == 1 and group < 100) + _group(group) + [unit] * bool(unit)
    return " ".join(words)


def read(text: str) -> Value:
    """The number or date that a text says, in letters of either case.

    Taken besides what `write` gives: no "and" at all, spaces for hyphens, commas behind the groups, "a" for
    the first "one" before a unit; March 5, 2026.

    Raises:
        ValueError: for whatever is not written by these rules.
    """
    text = text.lower()
    if found := DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
    elif found := MONTH_FIRST.fullmatch(text):
        month, day, year = found.groups()
    else:
        return _read_number(text)
    return date(int(year), MONTHS.index(month.capitalize()) + 1, int(day))


def vary(text: str, random: np.random.Generator) -> str:
    """The same said otherwise, at random, as `read` takes it."""
    if text[0].isdigit():
        day, month, year = text.split()
        style = random.random()
        if style < 0.3:
            return f"{month} {day}, {year}"
        return f"{month} {day} {year}" if style < 0.4 else text
    if random.random() < 0.25:
        text = text.replace(" and ", " ")
    if random.random() < 0.15:
        text = text.replace("-", " ")
    if random.random() < 0.1:
        text = ONE_UNIT.sub("a ", text)
    if random.random() < 0.1:
        text = re.sub(r"\b(thousand|million|billion) (?!and)", r"\1, ", text)
    return text


def _group(group: int) -> list[str]:
    """The words of 1 to 999."""
    hundreds, rest = divmod(group, 100)
    words = [SMALL[hundreds], "hundred"] * bool(hundreds)
    if hundreds and rest:
        words.append("and")
    if rest >= 20 and rest % 10:
        words.append(f"{TENS[rest // 10]}-{SMALL[rest % 10]}")
    elif rest:
        words.append(TENS[rest // 10] if rest >= 20 else SMALL[rest])
    return words


def _read_number(text: str) -> int:
    """Read leniently, then written again: so only what follows the rules is taken."""
    said = A_UNIT.sub("one ", text).replace(", ", " ").replace("-", " ")
    total = group = 0
    for word in said.split():
        if word in WORDS:
            group += WORDS[word]
        elif word == "hundred":
            group *= 100
        elif word in GROUPS:
            total, group = total + group * GROUPS[word], 0
        elif word != "and":
            raise ValueError(f"text must be an English number, got {text!r}")
    number = total + group
    written = write(number).replace("-", " ") if number <= MOST else ""
    if said not in (written, written.replace(" and ", " ")):
        raise ValueError(f"text must be an English number, got {text!r}")
    return number

"""Two languages always: equal keys, equal placeholders, and no key that a page uses is missing."""

import re
import string
from pathlib import Path

import pytest

from dlplay import locale

ROOT = Path(__file__).parents[2]
SOURCES = [*(ROOT / "dlplay" / "ui").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
HAN = re.compile(r"[\u4e00-\u9fff]")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_keys() -> None:
    assert locale.catalogue("en").keys() == locale.catalogue("zh").keys()


@pytest.mark.parametrize("key", sorted(locale.catalogue("en")))
def test_both_languages_have_the_same_placeholders(key: str) -> None:
    assert placeholders(locale.t(key, "en")) == placeholders(locale.t(key, "zh"))


def test_both_languages_have_the_same_long_texts() -> None:
    names = {
        language: {path.name for path in (locale.FOLDER / language).glob("*.md")}
        for language in locale.LANGUAGES
    }
    assert names["en"] == names["zh"] != set()


def test_chinese_is_chinese_and_english_has_no_chinese() -> None:
    same = {key for key, text in locale.catalogue("zh").items() if text == locale.catalogue("en")[key]}
    assert {key for key in same if not re.fullmatch(r"home\.title|digits\.sample_\d", key)} == set()
    assert not [key for key, text in locale.catalogue("en").items() if HAN.search(text)]


def test_every_key_that_the_code_names_exists() -> None:
    named = {
        key
        for path in SOURCES
        for key in re.findall(r'\bt\("([a-z0-9_.]+)"', path.read_text(encoding="utf-8"))
    }
    assert named
    assert named <= locale.catalogue("en").keys()


def test_no_sentence_stands_in_the_code() -> None:
    calls = re.compile(
        r'st\.(?:markdown|write|info|warning|error|success|caption|button|header|subheader|title|slider|toggle)\(\s*"(?!\*\*)'
    )
    assert not [str(path) for path in SOURCES if calls.search(path.read_text(encoding="utf-8"))]


def test_percentages_are_written_in_one_style_a_language() -> None:
    wrong = {"en": re.compile("%(?<!\N{NO-BREAK SPACE}%)"), "zh": re.compile(r"\s%")}
    for language, pattern in wrong.items():
        texts = locale.catalogue(language) | {
            path.name: path.read_text(encoding="utf-8") for path in (locale.FOLDER / language).glob("*.md")
        }
        assert not [key for key, text in texts.items() if pattern.search(text)]
        assert [key for key, text in texts.items() if "%" in text]


def test_values_are_filled_in() -> None:
    assert locale.t("digits.runner_up", "en", digit=3, chance="2 %") == "Runner-up: 3 with 2 %"
    with pytest.raises(KeyError):
        locale.t("no.such.key", "en")

"""Documents to take home: what people wrote is text in them, whatever it is, and nothing in them can run."""

import json
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright._impl._driver import compute_driver_executable

SCRIPT = Path(__file__).parents[1] / "javascript" / "write_documents.mjs"
TAME = "Qwortz"
HOSTILE = (
    "<script>alert(1)</script>",
    "</style></title><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "&lt;b&gt; &amp; ]]> <!-- --> {x} `a` $1 $& \\",
)


class Tree(HTMLParser):
    """The tags of a document with the names of their attributes, and its words."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, ...]] = []
        self.words: list[str] = []
        self.links: list[str | None] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # a link that leads to no page has no address
        self.tags.append((tag, *(name for name, _ in attrs if name != "href")))
        self.links += [value for name, value in attrs if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        self.tags.append((f"/{tag}",))

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def documents(words: list[str], folder: Path) -> list[list[str]]:
    file = folder / "words.json"
    file.write_text(json.dumps(words), encoding="utf-8")
    done = subprocess.run(
        [compute_driver_executable()[0], SCRIPT, file], capture_output=True, encoding="utf-8", check=True
    )
    return json.loads(done.stdout)


def shown(word: str) -> str:
    """As a document shows it: what no document can hold is marked."""
    return "".join(
        one if one in "\t\n\r" or (one >= " " and one not in "\ufffe\uffff") else "\ufffd" for one in word
    )


def assert_text(words: list[str], folder: Path) -> None:
    plain, *made = documents([TAME, *words], folder)
    for word, all_of_word in zip(words, made, strict=True):
        for tame, html in zip(plain, all_of_word, strict=True):
            expected, found = Tree(tame), Tree(html)
            assert found.tags == expected.tags
            assert "".join(found.words) == "".join(expected.words).replace(TAME, shown(word))
            assert not [link for link in found.links if not str(link).startswith(("http:", "https:"))]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("documents")


def test_hostile_words_are_words(folder: Path) -> None:
    assert_text(list(HOSTILE), folder)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=8, max_size=8))
def test_any_words_are_words(folder: Path, words: list[str]) -> None:
    assert_text([f"x{word}x" for word in words], folder)


def test_nothing_in_a_document_can_run_or_ask_a_server(folder: Path) -> None:
    for html in documents([TAME], folder)[0]:
        rules = 'http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;;'
        assert rules in html
        assert html.index(rules) < html.index("<style")
        assert '<html lang="en">' in html
        assert not {tag for tag, *_ in Tree(html).tags} & {
            "script",
            "iframe",
            "object",
            "embed",
            "link",
            "base",
        }

"""A page in Chinese is in Chinese: its words, its labels, its pictures, its tab; and back again."""

import re

import pytest
from playwright.sync_api import Page, expect

from dlplay import locale
from dlplay.ui.copy_link import framework
from dlplay.ui.rooms import ROOMS
from tests.browser import hand

HAN, NUMBER = re.compile("[\u4e00-\u9fff]"), re.compile(r"\d")
ENGLISH = re.compile(r"[A-Za-z]{2,}")
SENTENCE = re.compile(r"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}")
NAMES = re.compile(  # what Chinese textbooks write in Latin letters as well
    r"Language · 语言|English|dlplay|Keras|CNN|LSTM|GRU|RNN|MNIST|ReLU|relu|softmax|sigmoid|tanh|logit|Huber|"
    r"CSV|SGD|Adam|RMSprop|Momentum|Lion|npz"
)
PATHS = [
    "",
    *(room.name for room in ROOMS),
    "activations?view=signal",
    "losses?view=table",
    "optimizers?view=rates",
    "memory?view=step",
]
SEEN = """() => {
  const found = { labels: [], texts: [], pictures: [], icons: [] };
  const drawings = "canvas:not(.lower-canvas, .stDataFrame *), .stPlotlyChart";
  const icons = "[data-testid=stIconMaterial], [role=img][translate=no]";
  const see = (one) => {
    const named = (name) => one.getAttribute(name) ?? "";
    if (one.matches(icons)) {
      if (named("aria-hidden") !== "true") found.icons.push(one.textContent);
      return; // its name is an English one, and a picture beside words
    }
    found.labels.push(...["aria-label", "title", "placeholder", "alt"].map(named));
    const own = [...one.childNodes].filter((node) => node.nodeType === 3);
    const written = one.closest(".written, .page, [data-testid=stIconMaterial]");
    if (!written) found.texts.push(own.map((node) => node.textContent).join(" "));
    if (one.matches(`${drawings}, [role=img]:not([data-testid=stMarkdownContainer] *)`))
      found.pictures.push([named("role"), named("aria-label")]);
  };
  const walk = (root) => {
    for (const one of root.querySelectorAll("*")) {
      if (one.shadowRoot) walk(one.shadowRoot);
      const code = one.closest("pre, code, .katex, .dc-toolbar");
      if (one.getClientRects().length && !code) see(one);
    }
  };
  walk(document.body);
  return found;
}"""


def at_rest(page: Page) -> None:
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    hand.at_rest(page.locator(hand.MAIN))


@pytest.fixture
def in_chinese(visit) -> Page:
    return visit("/", language="zh-CN")


def test_no_english_of_the_framework_is_left_on_any_page(in_chinese: Page, address: str) -> None:
    page, wrong = in_chinese, {}
    for path in PATHS:
        page.goto(f"{address}/{path}")
        expect(page.locator("html")).to_have_attribute("lang", re.compile("^zh"))
        at_rest(page)
        assert HAN.search(page.title()) or not path
        seen = page.evaluate(SEEN)
        labels = [one for one in seen["labels"] if ENGLISH.search(one) and not HAN.search(one)]
        wrong[path] = [one for one in labels if not NAMES.search(one)]
        if path not in (
            "glossary",
            "shakespeare",
            "train_lstm",
            "losses?view=table",
        ):  # with English on purpose
            wrong[path] += [one for one in seen["texts"] if SENTENCE.search(one) and not HAN.search(one)]
        wrong[path] += [f"read aloud: {icon}" for icon in seen["icons"]]
        wrong[path] += [
            f"{role}: {said}" for role, said in seen["pictures"] if not (role and HAN.search(said))
        ]
    assert {path: sorted(set(found)) for path, found in wrong.items() if found} == {}


def test_the_framework_speaks_english_again(visit) -> None:
    page = visit("/optimizers", language="zh-CN")
    skip, own = "Skip to main content", framework("zh")["Skip to main content"]
    expect(page.get_by_text(own)).to_have_count(1)
    page.get_by_role("radio", name="English").click()
    expect(page.get_by_text(skip)).to_have_count(1)
    assert locale.t("optimizers.title", "en") in page.title()
    at_rest(page)
    assert page.locator("[aria-label*='![']").count() == 0  # a picture in a label is not read out

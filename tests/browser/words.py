"""What of a page in Chinese is not Chinese: its words, its labels, its pictures."""

import re

from playwright.sync_api import Page

HAN = re.compile("[\u4e00-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]{2,}")
SENTENCE = re.compile(r"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}")
NAMES = re.compile(  # what Chinese textbooks write in Latin letters as well
    r"Language · 语言|English|dlplay|Keras|CNN|LSTM|GRU|RNN|MNIST|ReLU|relu|softmax|sigmoid|tanh|logit|Huber|"
    r"CSV|SGD|Adam|RMSprop|Momentum|Lion|npz"
)
ON_PURPOSE = re.compile(
    "glossary|shakespeare|train_lstm|losses table"
)  # pages and views with English sentences
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


def english(page: Page, place: str) -> list[str]:
    """What is seen in English on a page or one of its views ("losses table"); pictures silent in Chinese."""
    seen = page.evaluate(SEEN)
    found = [
        one for one in seen["labels"] if ENGLISH.search(one) and not (HAN.search(one) or NAMES.search(one))
    ]
    if not ON_PURPOSE.match(place):
        found += [one for one in seen["texts"] if SENTENCE.search(one) and not HAN.search(one)]
    found += [f"read aloud: {icon}" for icon in seen["icons"]]
    found += [f"{role}: {said}" for role, said in seen["pictures"] if not (role and HAN.search(said))]
    return sorted(set(found))

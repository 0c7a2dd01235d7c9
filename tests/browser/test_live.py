"""Live pictures follow the hand, with the server stopped: by keyboard, mouse and touch."""

import re
from itertools import cycle
from typing import NamedTuple

import pytest
from playwright.sync_api import Page, expect

from tests.browser import hand

SAID = """() => {
  const parts = [...document.querySelectorAll("*")].flatMap((one) => one.shadowRoot ?? []);
  const pictures = parts.flatMap((part) => [...part.querySelectorAll("[data-testid=live] > [role=img]")]);
  return pictures.map((one) => one.getAttribute("aria-label"));
}"""
SAY = f"(words) => JSON.stringify(({SAID})()) === JSON.stringify(words)"
UNITS = "%\N{NO-BREAK SPACE}"
WAYS = {"keyboard": 0, "mouse": 20, "touch": -20}  # pixels: a step of any slider, and no axis gets other ends


class Followed(NamedTuple):
    """A page, and the widget keys of sliders that its picture follows."""

    path: str
    keys: tuple[str, ...]


PICTURES = [
    Followed("/activations", ("activations.x",)),
    Followed("/activations?view=vector", ("activations.temperature",)),
    Followed("/neuron", ("neuron.w.3",)),
    Followed("/neuron?view=gates", ("neuron.gate_w.0",)),
    Followed("/neuron?view=gates&gate=xor2", ("neuron.xor_w.0",)),
    Followed("/neuron?view=layers&net_x=0.3_0.7", ("neuron.net_x.0", "neuron.net_w.0")),
    Followed("/losses", ("losses.slope",)),
    Followed("/losses?view=curves&axis=error&delta=2.3", ("losses.delta",)),
    Followed("/losses?view=curves&gamma=3.5", ("losses.gamma", "losses.probability")),
    Followed("/losses?loss=huber&delta=2.3", ("losses.delta",)),
    Followed("/losses?view=softmax", ("losses.logit_a",)),
    Followed("/memory", ("memory.weight", "memory.gate")),
    Followed("/backprop", ("backprop.step",)),
    Followed("/convolution?view=shared", ("convolution.shift",)),
    Followed("/digit_lab?view=break", ("digit_lab.rotate",)),
    Followed("/digit_lab?view=break&breaking=attack", ("digit_lab.epsilon",)),
    Followed("/digit_lab?view=small&shrinking=bits&bits=4", ("digit_lab.bits",)),
    Followed("/detection?source=sheet", ("detection.threshold",)),
    Followed("/detection?view=steps&source=sheet&step=9", ("detection.step",)),
    Followed("/detection?view=good&sheet=signs", ("detection.threshold",)),
    Followed(
        f"/sentiment?view=inside&at=12&text={'+'.join('abcdefghijklmnopqrstuvwxyz')}", ("sentiment.at",)
    ),
    Followed("/sentiment?view=turn&trick=irony&turned=12", ("sentiment.turned",)),
    Followed("/summary?view=walk&step=3", ("summary.step",)),
    Followed(f"/summary?example=own&count=12&text={'+'.join(['Bread.'] * 26)}", ("summary.count",)),
    Followed("/speech?view=steps", ("speech.frame",)),
    Followed("/segmentation?row=40&column=70", ("segmentation.row", "segmentation.column")),
    Followed("/optimizers", ("optimizers.rates.sgd",)),
    Followed("/recommendation?view=bubble&explore=40", ("recommendation.explore",)),
    Followed("/translation?direction=digits-en&step=20", ("translation.step",)),
]
FOLLOWED = pytest.mark.parametrize(  # every second one in Chinese
    ("followed", "language"),
    list(zip(PICTURES, cycle(["en-US", "zh-CN"]))),
    ids=lambda one: one.keys[0] if isinstance(one, Followed) else one[:2],
)


def drawn(page: Page) -> list[str]:
    """What all pictures show, words and shapes."""
    pictures = page.get_by_test_id("live").evaluate_all("all => all.map((one) => one.outerHTML)")
    # without names that only count, and without what is only said
    return [re.sub(r'(inside|ground)-\d+|aria-label="[^"]*"', "", one) for one in pictures]


def said(page: Page) -> list[str]:
    """What all pictures say to those who do not see them."""
    return page.evaluate(SAID)


def ready(page: Page, followed: Followed) -> Page:
    expect(page.get_by_test_id("live").locator("svg").first).to_be_visible()
    # the page's script has ended and what it loads has come, so all of its pictures are there and drawn
    page.wait_for_load_state("networkidle")
    hand.at_rest(page.locator(hand.MAIN))
    for picture in page.get_by_test_id("live").all():
        expect(picture.locator("svg").first).to_be_visible()
    for key in followed.keys:
        expect(hand.thumb(page, key)).to_have_count(1)
    return page


def value(page: Page, key: str) -> str:
    """What the slider stands at."""
    return hand.thumb(page, key).get_attribute("aria-valuetext")


def told(path: str, key: str, value: str, start: str) -> re.Pattern[str]:
    """The address once the server has heard the slider's last move: a slow hand makes several.

    Its absence tells of the default: what the page started with, or another where the path names that.
    """
    field = key.split(".")[1]
    default = rf"|^(?!.*[?&]{field})" if value == start or f"{field}=" in path else ""
    number = f"{float(value.rstrip(UNITS)):.10g}"
    return re.compile(rf"[=_]{re.escape(number)}(_|&|$){default}")


@FOLLOWED
def test_the_picture_follows_with_the_server_stopped(
    visit, stopped, followed: Followed, language: str
) -> None:
    page = ready(visit(followed.path, touch=True, language=language), followed)
    for key in followed.keys:
        follows(page, stopped, followed.path, key)


def follows(page: Page, stopped, path: str, key: str) -> None:
    """The picture does so, whichever way the slider is moved."""
    start = value(page, key)
    for way, distance in WAYS.items():
        before = drawn(page)
        with stopped():
            hand.slide(page, key, way, distance)
            assert drawn(page) != before, way
            under_the_hand = {value(page, key): said(page)}
        expect(page).to_have_url(told(path, key, value(page, key), start))
        hand.at_rest(page.locator(hand.MAIN))
        last = value(page, key)  # a busy machine may have moved the thumb once more
        heard = under_the_hand.get(last, [])
        # Streamlit lets an older copy of a picture stand beside the new one for a moment, and no longer
        if heard:
            page.wait_for_function(SAY, arg=heard)

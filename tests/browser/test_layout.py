"""The picture stands beside its control: the hand sees all of what it moves, without scrolling."""

import re

import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from dlplay import locale
from tests.browser.hand import thumb

# What a hand moves, and what it looks at meanwhile: by page and view, the start first
TOGETHER = {
    "neuron": {
        "one": (".st-key-neuron-w-0", ".st-key-neuron_one"),
        "gates": (".st-key-neuron-gate_w-0", ".st-key-neuron_gate"),
        "layers": (".st-key-neuron-net_x-0", ".st-key-neuron_diagram"),
    },
    "activations": {
        "curve": (".st-key-activations-x", ".st-key-activations_curves"),
        "vector": (".st-key-activations-temperature", ".st-key-activations_bars"),
    },
    "losses": {
        "line": (".st-key-losses-slope", ".st-key-losses_line"),
        "curves": (".st-key-losses-probability", ".st-key-losses_curves"),
        "softmax": (".st-key-losses-logit_a", ".st-key-losses_softmax"),
    },
    "backprop": {"steps": (".st-key-backprop-step", ".st-key-backprop_graph")},
    "optimizers": {"race": (".st-key-optimizers-rate-sgd", ".st-key-optimizers_map")},
    "network": {"": (".st-key-network_play", ".st-key-network_board")},
    "convolution": {
        "window": (".st-key-convolution-stride", ".st-key-convolution_window"),
        "pooling": (".st-key-convolution-pool", ".st-key-convolution_window"),
        "deep": (".st-key-convolution-layers", ".st-key-convolution_window"),
        "shared": (".st-key-convolution-shift", ".st-key-convolution_shifted"),
        "flatten": (".st-key-convolution-filter", ".st-key-convolution_window"),
    },
    "digits": {"": (".st-key-digits_canvas_0", ".st-key-digits_answer")},
    "train_cnn": {"": (".st-key-train_cnn_train", ".st-key-train_cnn_curves")},
    "shakespeare": {"write": (".st-key-shakespeare-temperature", ".st-key-shakespeare_rewriting")},
    "train_lstm": {"learning": (".st-key-train_lstm_train", ".st-key-train_lstm_learned")},
    "memory": {
        "carry": (".st-key-memory-weight", ".st-key-memory_left_lstm"),
        "task": (".st-key-memory_play", ".st-key-memory_by_distance"),
    },
}
WHOLE = """(selectors) => selectors.every((selector) => {
    const { top, bottom, height } = document.querySelector(selector)?.getBoundingClientRect() ?? {};
    return height > 0 && top >= 0 && bottom <= window.innerHeight;
})"""
BOXES = """(selectors) => selectors.map((selector) => {
    const { top, bottom } = document.querySelector(selector)?.getBoundingClientRect() ?? {};
    return [selector, top, bottom];
})"""
SETTLED = 10_000  # milliseconds


def seen_together(page: Page, selectors: tuple[str, str]) -> str:
    """Empty once all of both stands on the screen; else where they stand."""
    try:
        page.wait_for_function(WHOLE, arg=list(selectors), timeout=SETTLED)
    except PlaywrightTimeout:
        return f"{page.url}: {page.evaluate(BOXES, list(selectors))}"
    return ""


@pytest.mark.parametrize("name", TOGETHER)
def test_control_and_picture_are_on_a_projectors_screen_together(visit, name: str) -> None:
    page = visit(f"/{name}")
    page.set_viewport_size({"width": 1280, "height": 800})
    cut = []
    for language, title in locale.LANGUAGES.items():
        page.get_by_role("radio", name=title, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(locale.t(f"{name}.title", language))
        for view, selectors in TOGETHER[name].items():
            if len(TOGETHER[name]) > 1:
                page.get_by_role("radio", name=locale.t(f"{name}.view_{view}", language), exact=True).click()
            cut.append(seen_together(page, selectors))
    assert not any(cut), "\n".join(filter(None, cut))


def test_the_answer_is_on_a_phones_screen_with_the_canvas(visit) -> None:
    page = visit("/digits", width=390, touch=True)
    page.set_viewport_size({"width": 390, "height": 700})
    cut = seen_together(page, (".st-key-digits_canvas_0", "[data-testid=answer]"))
    assert not cut, cut


def test_a_lesson_shows_the_control_and_its_picture_alone(visit) -> None:
    page = visit("/losses?view=lesson")
    page.set_viewport_size({"width": 1280, "height": 800})
    cut = seen_together(page, TOGETHER["losses"]["line"])
    assert not cut, cut
    expect(page).to_have_url(re.compile(r"\?lesson=on$"))
    for outside in ("stSidebar", "stHeader", "stHeading", "stCode"):
        expect(page.get_by_test_id(outside).filter(visible=True)).to_have_count(0)
    thumb(page, "losses.slope").focus()
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"slope=.*lesson=on"))

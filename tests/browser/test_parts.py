"""Pages in parts: a control outside the part that a slider moves runs the page, and the slider works on."""

import re

import pytest
from playwright.sync_api import Page, expect

from dlplay import locale
from tests.browser.hand import thumb

SLIDERS = {
    "activations": ("activations.x", "name_box", "leaky_relu"),
    "neuron": ("neuron.w.3", "inputs_3", ""),
    "convolution": ("convolution.bias", "", "Blur"),
    "digit_lab?view=break": ("digit_lab.epsilon", "breaking_attack", ""),
    "digit_lab?view=small": ("digit_lab.bits", "shrinking_bits", ""),
    "losses": ("losses.slope", "loss_huber", ""),
    "network": ("network.rate", "data_xor", ""),
    "detection": ("detection.threshold", "source_sheet", ""),
    "sentiment?view=inside": ("sentiment.at", "example_plain", ""),
    "summary": ("summary.count", "example_story", ""),
    "speech?view=steps": ("speech.frame", "digits.sample_3", ""),
    "optimizers": ("optimizers.rates.sgd", "detail_rule", ""),
    "shakespeare": ("shakespeare.temperature", "view_four", ""),
    "recommendation": ("recommendation.factors", "", "Student 3"),
    "train_cnn": ("train_cnn.epochs", "group_learning", ""),
    "translation?view=beam": ("translation.width", "three", ""),
    "train_lstm": ("train_lstm.epochs", "cell_gru", ""),
}


def moved(page: Page, key: str) -> None:
    """One step, of which the address must tell."""
    address = page.url
    slider = thumb(page, key)
    expect(slider).to_have_count(1)
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(page).not_to_have_url(address)


@pytest.mark.parametrize("name", SLIDERS)
def test_a_control_outside_the_moving_part_leaves_the_slider_alive(visit, name: str) -> None:
    key, control, typed = SLIDERS[name]
    page = visit(f"/{name}")
    broke = page.get_by_text(locale.t("frame.broke", "en"))
    if typed:
        page.get_by_role("combobox").first.click()
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
    else:
        own = f"{name.partition('?')[0]}.{control}"
        words = locale.catalogue("en")
        label = words.get(own) or words.get(control) or control
        page.get_by_role("radio", name=label, exact=True).first.click()
    expect(page).to_have_url(re.compile(r"\?"))
    moved(page, key)
    moved(page, key)
    expect(broke).to_have_count(0)


@pytest.mark.parametrize("first", [True, False], ids=["outside first", "inside first"])
def test_of_two_who_speak_at_once_inside_of_a_part_and_outside_both_are_heard(visit, first: bool) -> None:
    """Seen: a view that was chosen while a text wrote itself; the browser sends both as the part's word."""
    page = visit("/shakespeare")
    expect(thumb(page, "shakespeare.temperature")).to_have_count(1)
    two = [page.get_by_role("radio", name=words("view_four")).first, page.get_by_role("button", name="0.2")]
    handles = [one.element_handle() for one in (two if first else two[::-1])]
    page.evaluate("([one, other]) => { one.click(); other.click(); }", handles)
    expect(page).to_have_url(re.compile(r"temperature=0\.2&view=four"))
    expect(page.get_by_text(words("intro_four")[:30])).to_be_visible()


def words(key: str) -> str:
    return locale.t(f"shakespeare.{key}", "en")

"""The page on a network in a real browser: it trains, goes back in time, takes points and a broken CSV."""

import re

from playwright.sync_api import Locator, Page, expect

from dlplay import locale
from tests.browser.hand import into_chinese, thumb

SMALL = "/network?points=60&hidden=3"


def board(page: Page) -> Locator:
    """The board, once it has drawn something."""
    found = page.locator(".board").first
    expect(found).to_have_attribute("data-frames", re.compile(r"\d"))
    return found


def play(page: Page) -> None:
    page.locator(".st-key-network_play button").click()


def moments(page: Page) -> Locator:
    """The slider of the timeline, once all moments have arrived."""
    slider = board(page).get_by_role("slider")
    expect(slider).to_be_enabled()
    return slider


def test_it_trains_before_ones_eyes_and_the_whole_training_can_be_scrubbed(visit) -> None:
    page = visit(SMALL)
    expect(board(page)).to_have_attribute("data-step", "0")
    play(page)
    page.wait_for_function("""() => {
        const all = [...document.querySelectorAll("*")].map((one) => one.shadowRoot?.querySelector(".board"));
        const step = +all.find((one) => one)?.dataset.step;
        window.seen ??= new Set();
        window.seen.add(step);
        return window.seen.size > 5;
    }""")
    expect(page).to_have_url(re.compile(r"steps=\d+"))  # the address follows while it plays
    page.reload()
    reached = re.search(r"steps=(\d+)", page.url)[1]
    expect(board(page)).to_have_attribute("data-step", reached)
    into_chinese(page)
    expect(board(page)).to_have_attribute("data-step", reached)
    play(page)
    expect(page).not_to_have_url(re.compile(rf"steps={reached}\b"))
    play(page)
    slider = moments(page)
    expect(page).to_have_url(re.compile(r"steps=\d+"))
    steps = int(re.search(r"steps=(\d+)", page.url)[1])
    expect(board(page)).to_have_attribute("data-step", str(steps))
    slider.focus()
    page.keyboard.press("Home")
    expect(board(page)).to_have_attribute("data-step", "0")
    page.keyboard.press("ArrowRight")
    step = int(board(page).get_attribute("data-step"))
    assert 0 < step < steps
    board(page).get_by_role("button", name=locale.t("network.board.back", "zh")).click()
    expect(page).to_have_url(re.compile(rf"steps={step}\b"))


def test_the_link_brings_the_run_back_with_its_last_picture(visit) -> None:
    page = visit(f"{SMALL}&data=moons&steps=300&edits=100~2~1.5", language="zh-CN")
    moments(page)
    loss = board(page).locator(".reading b").nth(2).inner_text()
    expect(board(page)).to_have_attribute("data-step", "300")
    expect(page.get_by_text(locale.t("network.view_numbers", "zh"))).to_be_visible()
    again = visit(page.url[page.url.index("/network") :])
    moments(again)
    expect(board(again).locator(".reading b").nth(2)).to_have_text(loss)
    expect(board(again).get_by_text(locale.t("network.board.train_loss", "en"))).to_be_visible()


def test_with_another_learning_rate_play_goes_on_and_a_reload_brings_the_same_network(visit) -> None:
    page = visit(f"{SMALL}&speed=slow")
    expect(board(page)).to_have_attribute("data-step", "0")
    play(page)
    expect(page).to_have_url(re.compile(r"steps=\d+"))
    thumb(page, "network.rate").focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"earlier=\d+~rate~0.1\b"))
    changed = int(re.search(r"earlier=(\d+)", page.url)[1])
    expect(page.get_by_test_id("stMarkdown").filter(has_text=f"0.1 → 0.3 at step {changed}")).to_be_visible()
    page.wait_for_function(f"""() => +new URL(location).searchParams.get("steps") > {changed + 10}""")
    play(page)
    moments(page)
    step, loss = board(page).get_attribute("data-step"), board(page).locator(".reading b").nth(2).inner_text()
    expect(page).to_have_url(re.compile(rf"steps={step}\b"))
    page.reload()
    expect(board(page)).to_have_attribute("data-step", step)
    expect(board(page).locator(".reading b").nth(2)).to_have_text(loss)


def test_test_points_and_rounding_are_switched_and_the_link_knows(visit) -> None:
    page = visit(SMALL)
    for name, query in (("rounded", "shown=test.rounded"), ("test", "shown=rounded")):
        board(page).locator(f"[data-turn={name}]").click()
        expect(page).to_have_url(re.compile(query + r"\b"))
    again = visit(page.url[page.url.index("/network") :])
    expect(board(again).locator("[data-turn=test]")).not_to_be_checked()
    expect(board(again).locator("[data-turn=rounded]")).to_be_checked()


def test_before_the_first_step_another_learning_rate_is_another_run(visit) -> None:
    page = visit(SMALL)
    rate = thumb(page, "network.rate")
    for key, value in (("ArrowLeft", "0.03"), ("ArrowLeft", "0.01")):
        rate.focus()
        page.keyboard.press(key)
        expect(page).to_have_url(re.compile(rf"rate={value}\b"))
        expect(board(page)).to_have_attribute("data-step", "0")
    expect(page).not_to_have_url(re.compile("steps="))
    page.get_by_role("spinbutton", name=locale.t("network.value", "en")).fill("2.5")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"rate=0.01\b.*edits=0~\d+~2.5"))
    page.get_by_role("radio", name=locale.t("network.view_code", "en")).click()
    expect(page.get_by_test_id("stCode").first).to_contain_text("SGD()")
    rate.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_test_id("stCode").first).to_contain_text("SGD(learning_rate=0.03)")


def test_points_are_placed_by_clicking_and_a_broken_csv_leaves_them_alone(visit) -> None:
    page = visit("/network?data=own")
    hint = board_hint(page)
    expect(hint).to_contain_text("0")
    plane = page.locator("[data-part=plane]")
    plane.click(position={"x": 100, "y": 100})
    plane.click(position={"x": 120, "y": 110})
    expect(page.get_by_text(locale.t("network.own_count", "en", count=2, most=500))).to_be_visible()
    page.get_by_role("radio", name=locale.t("network.class_name", "en", number=1)).click()
    expect(page.locator(".board").first).to_have_attribute("data-brush", "1")
    plane.click(position={"x": 60, "y": 60})
    expect(hint).to_be_empty()
    expect(page.get_by_text(locale.t("network.own_count", "en", count=3, most=500))).to_be_visible()
    page.get_by_test_id("stPopover").get_by_text(locale.t("network.own_csv", "en")).click()
    file = {"name": "holes.csv", "mimeType": "text/csv", "buffer": b"a,b,c\n,2,x\n1,two,y\n"}
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text(locale.t("network.csv_no_rows", "en", rows=2, usable=0))).to_be_visible()
    expect(page.get_by_text(locale.t("network.own_count", "en", count=3, most=500))).to_be_visible()


def board_hint(page: Page) -> Locator:
    return page.locator(".board .hint").first


def test_on_a_phone_a_layer_is_added_by_touch(visit) -> None:
    page = visit(f"{SMALL}&steps=20", 390, touch=True)
    moments(page)
    board(page).get_by_role("button", name=locale.t("network.board.more_layers", "en")).tap()
    expect(page).to_have_url(re.compile("hidden=3_3"))

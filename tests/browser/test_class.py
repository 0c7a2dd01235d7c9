"""A class on the board: a teacher and three students, each in a browser tab of their own.

Two web processes share the room, the teacher's and the students'; one of them is killed and started again.
A page that nobody has touched since it was opened hears what a hand says amid that.
"""

import re
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from dlplay import locale
from tests.browser import server
from tests.browser.hand import DIGITS, at_rest, canvas, draw

T = {key: text for key, text in locale.catalogue("en").items() if key.startswith("class.")}
QUESTION, OPTIONS = "What becomes of the loss?", ("It falls", "It depends", "It grows")


def press(page: Page, key: str) -> None:
    page.locator(f".st-key-{key} button").click()


def join(visit, address: str, code: str, name: str = "") -> Page:
    page = visit(f"/class?room={code}", width=390, touch=True, at=address)
    expect(page.get_by_label(T["class.code"], exact=True)).to_have_value(code)
    page.get_by_label(T["class.name"]).fill(name)
    page.get_by_role("button", name=T["class.join"], exact=True).click()
    expect(page.get_by_text(T["class.wait"])).to_be_visible()
    return page


def ask(board: Page, question: str) -> None:
    board.get_by_label(T["class.question"], exact=True).fill(question)
    board.get_by_label(T["class.options"].format(most=6)).fill("\n".join(OPTIONS))
    board.get_by_role("button", name=T["class.ask"], exact=True).click()


def test_a_class_votes_draws_is_frozen_and_ends(visit, database: str, tmp_path: Path) -> None:
    with server.running(tmp_path / "log", DLPLAY_DATABASE_URL=database) as (address, process):
        board, students = votes_draws_and_is_frozen(visit, address)
        graph = untouched(visit, address)
        process.kill()
        tell_nobody(graph)
    port = urlsplit(address).port or 0
    with server.running(tmp_path / "log", port=port, DLPLAY_DATABASE_URL=database):
        goes_on_after_a_restart_and_ends(board, students)
        expect(graph.page).to_have_url(re.compile("part=w3"))


def votes_draws_and_is_frozen(visit, address: str) -> tuple[Page, list[Page]]:
    board = visit("/class")
    board.get_by_role("button", name=T["class.open"], exact=True).click()
    letters = board.locator(".class-door strong")
    expect(letters).to_be_visible()
    code = re.sub(r"\W", "", letters.inner_text())
    expect(board).to_have_url(re.compile(rf"/class\?room={code}$"))  # a projector shows the address
    assert board.locator(".class-door img").evaluate("one => one.naturalWidth") > 0

    students = [join(visit, address, code, name) for name in ("", "<b>Zoë</b>", "")]
    expect(board.locator(".class-door")).to_contain_text("3")  # without a click
    ask(board, QUESTION)
    for student, choice in zip(students, (0, 1, 0), strict=True):
        expect(student.get_by_role("heading", name=QUESTION)).to_be_visible()
        press(student, f"class_vote_{choice}")
        expect(student.get_by_text(re.compile(f"^You chose {'AB'[choice]}"))).to_be_visible()
    expect(board.get_by_text("3 of 3 have voted")).to_be_visible()
    for page in (board, *students):
        expect(page.locator(".class-votes .bar")).to_have_count(0)

    press(board, "class_again")
    for student in students:
        expect(student.get_by_text(T["class.second_words"])).to_be_visible()
        press(student, "class_vote_1")
    expect(board.get_by_text("Second vote: 3 of 3 have voted")).to_be_visible()
    press(board, "class_reveal")
    for page in (board, students[0]):
        bars = page.locator(".class-votes .bar span")
        expect(bars).to_have_text(["2", "0", "1", "3", "0", "0"])

    students[0].locator("summary").filter(has_text=T["class.draw_heading"]).click()
    canvas(students[0])
    at_rest(students[0].get_by_test_id("stExpander"))  # while it opens the page moves under the pen
    draw(students[0], DIGITS[7])
    students[0].get_by_role("radio", name="7", exact=True).click()
    press(students[0], "class_send")
    expect(students[0].locator(".class-wall img")).to_have_count(1)
    board.get_by_role("radio", name=T["class.part_drawings"], exact=True).click()
    expect(board.locator(".class-wall figcaption")).to_have_text("1. 7, read right")

    board.get_by_role("radio", name=T["class.part_class"], exact=True).click()
    expect(board.locator(".class-people")).to_contain_text("<b>Zoë</b>")
    press(board, "class_freeze")
    expect(students[1].get_by_text(T["class.frozen_student"])).to_be_visible()
    press(board, "class_freeze")
    expect(students[1].get_by_text(T["class.frozen_student"])).to_have_count(0)
    board.get_by_role("button", name=T["class.member"]).click()
    press(board, "class_send_out")  # the first one of the list
    expect(students[0].get_by_text(T["class.refused_seat"])).to_be_visible()
    board.keyboard.press("Escape")

    return board, students


def untouched(visit, address: str) -> Locator:
    """The picture of a page that asks its server for nothing more, once it has come."""
    graph = visit("/backprop", at=address).locator("svg.landscape")
    expect(graph.get_by_role("button").first).to_be_visible()
    at_rest(graph)
    return graph


def tell_nobody(graph: Locator) -> None:
    """A hand while the server is away: what it says comes before the next one knows the page."""
    app = graph.page.get_by_test_id("stApp")
    expect(app).not_to_have_attribute("data-test-connection-state", "CONNECTED")
    graph.get_by_role("button", name=locale.t("backprop.click", "en", name="w₃")).click()


def goes_on_after_a_restart_and_ends(board: Page, students: list[Page]) -> None:
    """The students' process was started again, the teacher's remembers no visit; tabs keep their places."""
    board.evaluate("sessionStorage.removeItem('dlplay.visit')")
    board.reload()
    expect(board.get_by_role("heading", name=QUESTION)).to_be_visible()
    press(board, "class_new")
    ask(board, "And now?")
    for student in students[1:]:  # without a reload
        expect(student.get_by_role("heading", name="And now?")).to_be_visible()
        press(student, "class_vote_0")
    expect(board.get_by_text("2 of 2 have voted")).to_be_visible()
    expect(students[1].locator(".class-people")).to_contain_text("Zoë")
    board.get_by_role("radio", name=T["class.part_class"], exact=True).click()
    board.get_by_role("button", name=T["class.close_room"]).click()
    press(board, "class_close_room")
    expect(board.get_by_role("button", name=T["class.open"], exact=True)).to_be_visible()
    expect(students[1].get_by_text(T["class.refused_gone"])).to_be_visible()

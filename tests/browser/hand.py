"""A hand that draws on the page's canvas and moves sliders, with the mouse, a finger or by keyboard."""

import re
from collections.abc import Iterator
from itertools import pairwise

from playwright.sync_api import CDPSession, Locator, Page, expect

CANVAS = "canvas.upper-canvas"
MAIN = ".stMain"  # the page without its sidebar
# A finger's moves reach the page in their own time: all have, once the page has heard that the finger is up.
LISTEN = """() => {
  window.lifted = new Promise((done) => addEventListener("pointerup", done, { once: true, capture: true }));
}"""
DRAWN = """async () => {
  await window.lifted;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
FRAMES = """async (count) => {
  while (count--) await new Promise(requestAnimationFrame);
}"""
STANDS = """async (element) => {
  const look = () => {
    const running = document.querySelector('[data-testid="stApp"]').dataset.testScriptState;
    const { x, y, width, height } = element.getBoundingClientRect();
    return [running, x, y, width, height, element.innerHTML.length].join();
  };
  for (let frames = 0, before = ""; frames < 10; frames++) {
    await new Promise(requestAnimationFrame);
    if (look() !== before || !before.startsWith("notRunning")) frames = 0;
    before = look();
  }
  return element.isConnected;
}"""
HURRY = """(canvas, points) => {
  const send = (kind, place, buttons, [clientX, clientY]) => place.dispatchEvent(
    new MouseEvent(kind, { clientX, clientY, buttons, bubbles: true, cancelable: true, view: window }));
  send("mousedown", canvas, 1, points[0]);
  for (const point of points) send("mousemove", document, 1, point);
  send("mouseup", document, 0, points.at(-1));
}"""
LIFTED = 100  # milliseconds between two strokes; no hand is faster
DIGITS = {  # strokes on the 280 x 280 canvas, as anyone might write them
    1: [[(140, 50), (140, 230)]],
    3: [
        [
            (85, 75),
            (120, 50),
            (175, 55),
            (190, 95),
            (165, 130),
            (130, 138),
            (170, 142),
            (195, 175),
            (180, 220),
            (130, 235),
            (85, 215),
        ]
    ],
    7: [[(75, 65), (200, 62), (165, 140), (125, 230)]],
}


def canvas(page: Page) -> Locator:
    """What is drawn on, once it is there, and alone: after an undo the old one stays for a moment."""
    expect(page.locator(f"{CANVAS}:visible")).to_have_count(1)  # no strict look: two may stand again
    one = page.locator(CANVAS)
    expect(one).to_have_count(1)
    return one


def draw(page: Page, strokes: list[list[tuple[float, float]]]) -> None:
    """With the mouse."""
    for stroke in _on_screen(page, strokes):
        page.mouse.move(*stroke[0])
        page.mouse.down()
        for point in stroke[1:]:
            page.mouse.move(*point, steps=6)
        page.mouse.up()
        page.wait_for_timeout(LIFTED)


def slowly(page: Page, stroke: list[tuple[float, float]], finger: bool = False) -> Iterator[None]:
    """With the mouse, or a finger: yields at each point of the stroke, the pen still down."""
    (points,) = _on_screen(page, [stroke])
    if finger:
        screen = page.context.new_cdp_session(page)
        for number, point in enumerate(points):
            _touch(screen, "touchMove" if number else "touchStart", point)
            yield
        screen.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    else:
        page.mouse.move(*points[0])
        page.mouse.down()
        for point in points:
            page.mouse.move(*point)
            yield
        page.mouse.up()


def hurry(page: Page, stroke: list[tuple[float, float]]) -> None:
    """With a mouse that reports all of its points at once."""
    (points,) = _on_screen(page, [stroke])
    canvas(page).evaluate(HURRY, points)


def touch(page: Page, strokes: list[list[tuple[float, float]]]) -> None:
    """With a finger: real touch events, which the browser's own input thread delivers."""
    finger = page.context.new_cdp_session(page)
    for stroke in _on_screen(page, strokes):
        _touch(finger, "touchStart", stroke[0])
        for start, end in pairwise(stroke):
            for share in (0.25, 0.5, 0.75, 1):
                between = tuple(a + share * (b - a) for a, b in zip(start, end, strict=True))
                _touch(finger, "touchMove", between)
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        page.wait_for_timeout(LIFTED)


def frames(page: Page, count: int) -> None:
    """Let the browser paint so often: what moves by itself has moved by then."""
    page.evaluate(FRAMES, count)


def at_rest(place: Locator) -> Locator:
    """It, once no script runs and it has stood still for ten frames: a click on what moves is lost."""
    while not place.evaluate(STANDS):
        pass
    return place


def carry(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Take what lies at a place of the window to another, with the mouse."""
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=8)
    page.mouse.up()


def carry_by_touch(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """The same with a finger."""
    finger = page.context.new_cdp_session(page)
    _touch(finger, "touchStart", start)
    for share in (0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1):
        _touch(finger, "touchMove", tuple(a + share * (b - a) for a, b in zip(start, end, strict=True)))
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def into_chinese(page: Page) -> None:
    """By the buttons at the head of the page."""
    page.get_by_role("radio", name="中文").click()
    expect(page).to_have_url(re.compile("lang=zh"))
    at_rest(page.locator(MAIN))


def thumb(page: Page, key: str) -> Locator:
    """What holds the value of the slider whose widget key in Python is `key`."""
    return page.locator(f".st-key-{re.sub(r'[^a-zA-Z0-9_-]', '-', key)} input[type=range]").first


def slide(page: Page, key: str, way: str, distance: float = -40) -> None:
    """Move a slider by so many pixels with the "mouse" or by "touch"; three steps down by "keyboard"."""
    slider = thumb(page, key)
    slider.scroll_into_view_if_needed()
    if way == "keyboard":
        slider.focus()
        for _ in range(3):
            page.keyboard.press("ArrowLeft")
        return
    # what is taken is the element around the input
    box = slider.locator("xpath=ancestor::div[@data-rac][1]").bounding_box()
    start = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.evaluate(LISTEN)
    (carry_by_touch if way == "touch" else carry)(page, start, (start[0] + distance, start[1]))
    page.evaluate(DRAWN)


def _touch(finger: CDPSession, kind: str, place: tuple[float, float]) -> None:
    finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [_point(place)]})


def _point(place: tuple[float, float]) -> dict[str, float]:
    return {"x": place[0], "y": place[1]}


def _on_screen(page: Page, strokes: list[list[tuple[float, float]]]) -> list[list[tuple[float, float]]]:
    paper = canvas(page)
    paper.scroll_into_view_if_needed()
    box = paper.bounding_box()
    scale = box["width"] / 280
    return [[(box["x"] + x * scale, box["y"] + y * scale) for x, y in stroke] for stroke in strokes]

"""The map of the course: its boxes, its lines; and the two pictures of what learning is."""

import re

from dlplay.ui.course import charts_learning as learning
from dlplay.ui.course import charts_map as atlas
from tests.unit.charts.seen import MARKUP, markup, words


def stop(name: str, after: tuple[str, ...] = (), state: str = "plain", number: int = 0) -> atlas.Stop:
    return atlas.Stop(
        name, f"{name} {MARKUP}", f"{name}?lang=en&x=1", "10 min", MARKUP, MARKUP, after, state, number
    )


def course_map() -> str:
    first = [
        stop("a", state="here"),
        stop("b", ("a",), "way", 1),
        stop("c", ("a", "b"), "way", 2),
    ]
    columns = [
        (MARKUP, first),
        ("Vision", [stop("d", ("b",)), stop("e", ("d",))]),
        ("Language", [stop("f"), stop("g", ("a",))]),
    ]
    return atlas.course_map(columns, f"7 {MARKUP}")


def nested() -> str:
    fields = [
        learning.Field("outer", MARKUP, [(MARKUP, "a?x=1&y=2"), ("plain", "")]),
        learning.Field(MARKUP, "inner", [("none", "")]),
    ]
    return learning.nested(fields, f"2 {MARKUP}")


def cycle() -> str:
    boxes = [learning.Box("Data", MARKUP, "data"), learning.Box(MARKUP, "net", "net?x=1&y=2")]
    return learning.cycle(boxes, MARKUP, f"2 {MARKUP}")


EXAMPLES = {atlas.course_map: course_map, learning.nested: nested, learning.cycle: cycle}


def test_each_page_is_a_link_below_its_heading_with_all_that_it_says() -> None:
    tree = markup(course_map())
    links = list(tree.iter("a"))
    assert [one.get("data-page") for one in links] == list("abcdefg")
    assert links[0].get("href") == "a?lang=en&x=1"
    assert [one.text for one in tree.iter("h4")] == [MARKUP, "Vision", "Language"]
    assert words(links[1]).startswith("1")
    assert all(part in words(links[1]) for part in (f"b {MARKUP}", "10 min"))
    assert [one.get("class") for one in links[:4]] == ["here", "way above", "way above left", "plain left"]
    assert links[4].get("style") == "--column: 1; --row: 1"


def test_a_line_leads_from_box_to_box_and_the_way_s_are_strong() -> None:
    paths = [(one.get("class"), one.get("d")) for one in markup(course_map()).iter("path")]
    assert [kind for kind, _ in paths] == ["weak"] * 3 + ["strong"] * 3
    assert ("strong", "M52.0 90V110") in paths  # from a straight down to b
    for _, path in paths:
        numbers = [float(one) for one in re.findall(r"[\d.]+", path)]
        assert all(0 <= one <= 300 for one in numbers)
    ends = {path.rpartition("V")[2] for _, path in paths if "H" in path.rpartition("V")[2]}
    assert ends == {"250.0H10", "50.0H110", "150.0H210"}  # into c, d and g, at the middle of their left side


def test_a_field_stands_within_the_one_before_it_and_examples_are_links_where_they_have_a_page() -> None:
    outer, inner = [one for one in markup(nested()).iter("div") if one.get("class") == "field"]
    assert inner in list(outer)
    assert [one.get("href") for one in outer.iter("a")] == ["a?x=1&y=2"]
    assert MARKUP in words(inner)


def test_steps_are_numbered_links_and_all_but_the_first_go_round() -> None:
    tree = markup(cycle())
    assert [one.get("href") for one in tree.iter("a")] == ["data", "net?x=1&y=2"]
    (again,) = [one for one in tree.iter("div") if one.get("class") == "again"]
    assert [one.get("href") for one in again.iter("a")] == ["net?x=1&y=2"]
    assert "2. " in words(again)

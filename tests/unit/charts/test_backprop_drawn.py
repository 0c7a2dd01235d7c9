"""A small network as a picture of its computation, a deep one as a strip."""

import re
from xml.etree.ElementTree import Element

import numpy as np
import pytest

from dlplay.backprop.problem import Quantity
from dlplay.ui.backprop import charts_computation as computation
from dlplay.ui.backprop import charts_strip
from dlplay.ui.backprop.charts_layout import layout
from dlplay.ui.charts import VERMILION
from tests.unit.charts.seen import MARKUP, marked, markup, words

SIZES = (2, 1, 1)
E = Quantity("E")
W1, W2, OUT = Quantity("w", 1, 0, 0), Quantity("w", 1, 0, 1), Quantity("w", 2, 0, 0)
B1, B2 = Quantity("b", 1, 0), Quantity("b", 2, 0)
NUMBERS = {
    Quantity("a", 0, 0): 1.0, Quantity("a", 0, 1): 0.5, W1: 0.5, W2: -4.0, B1: 0.25, OUT: 2.0, B2: 0.0,
    Quantity("z", 1, 0): -1.25, Quantity("a", 1, 0): 0.75, Quantity("y", 2, 0): 1.0,
}  # fmt: skip


def picture() -> computation.Picture:
    cells = [*layout(SIZES, False).cells]
    chips = (W1, W2, OUT, B1, B2)
    keys = {quantity: f"w{number}" for number, quantity in enumerate(chips, start=1)}
    return computation.Picture(
        sizes=SIZES,
        names={one: f"{one.letter}{one.layer}{one.unit}" for one in (*cells, *chips)},
        selected=W2,
        captions={(1, 0): MARKUP, (2, 0): "sigmoid"},
        parts=keys,
        labels={one: f"change {key}" for one, key in keys.items()},
        title=MARKUP,
        key=("value", MARKUP),
    )


def frame(now: set[Quantity] = frozenset(), uses: set[Quantity] = frozenset()) -> computation.Frame:
    moment = computation.Moment(NUMBERS, frozenset(now), frozenset(uses))
    return computation.frame(picture(), moment)


def drawing(portrait: bool = False) -> str:
    return computation.drawing(picture(), portrait)


def strip() -> str:
    deltas = [np.array([1e-3, 0.0]), np.array([1.0, -1e-6, 0.1])]
    return charts_strip.strip(deltas, [1e-3, 1.0], ["x", MARKUP, "2"], MARKUP, "landscape")


EXAMPLES = {
    computation.drawing: drawing,
    computation.pair: lambda: computation.pair(("chain", "1.5"), (MARKUP, MARKUP), True),
    charts_strip.strip: strip,
}


def centre(element: Element) -> tuple[float, float]:
    frame = element.find("rect")
    x, y, width, height = (float(frame.get(name)) for name in ("x", "y", "width", "height"))
    return x + width / 2, y + height / 2


@pytest.mark.parametrize(("portrait", "along"), [(False, 0), (True, 1)])
def test_the_computation_goes_to_the_right_and_on_a_narrow_page_down(portrait: bool, along: int) -> None:
    (tree,) = markup(drawing(portrait))
    heads = {
        words(cell.find("text")): centre(cell)[along] for cell in tree if "cell" in cell.get("class", "")
    }
    assert heads["a00"] == heads["a01"] < heads["a10"] < heads["a20"] < heads["E00"]
    assert tree.get("class") == ("portrait" if portrait else "landscape")
    if not portrait:
        assert heads["z10"] < heads["a10"]


def test_each_part_has_its_number_above_its_slope_and_can_be_clicked() -> None:
    (tree,) = markup(drawing())
    chips = {one.get("data-part"): one for one in tree if one.get("data-part")}
    told = {key: [words(slot) for slot in chip.findall("g")] for key, chip in chips.items()}
    assert told == {
        "w1": ["w10 ·", "·"], "w2": ["w10 ·", "·"], "w3": ["w20 ·", "·"],
        "w4": ["b10 ·", "·"], "w5": ["b20 ·", "·"],
    }  # fmt: skip
    places = {key: [slot.get("data-slot") for slot in chip.findall("g")] for key, chip in chips.items()}
    assert places == {
        "w1": ["w.1.0.0", "dw.1.0.0"], "w2": ["w.1.0.1", "dw.1.0.1"], "w3": ["w.2.0.0", "dw.2.0.0"],
        "w4": ["b.1.0", "db.1.0"], "w5": ["b.2.0", "db.2.0"],
    }  # fmt: skip
    for chip in chips.values():
        value, slope = chip.findall("g")
        assert ("value" in value.get("class"), "slope" in slope.get("class")) == (True, True)
        assert float(value.find("text").get("y")) < float(slope.find("text").get("y"))
        assert (chip.get("role"), chip.get("tabindex")) == ("button", "0")
    assert [key for key, chip in chips.items() if "selected" in chip.get("class")] == ["w2"]
    assert chips["w3"].get("aria-label") == "change w3"


@pytest.mark.parametrize("portrait", [False, True])
def test_a_frame_fills_every_slot_and_every_edge_of_the_drawing(portrait: bool) -> None:
    tree, filled = markup(drawing(portrait)), frame()
    slots = [one.get("data-slot") for one in tree.iterfind(".//g[@data-slot]")]
    assert sorted(slots) == sorted(filled["slots"])
    for kind in ("edge", "flow"):
        edges = [one.get("data-edge") for one in tree.iterfind(f".//path[@class='{kind}']")]
        assert sorted(edges) == sorted(filled["edges"])


def test_numbers_that_are_known_stand_in_their_slots() -> None:
    filled = frame()["slots"]
    told = {place: number for place, (number, looks) in filled.items() if "unknown" not in looks}
    assert told == {
        "a.0.0": "1", "a.0.1": "0.5", "w.1.0.0": "0.5", "w.1.0.1": "−4", "b.1.0": "0.25", "w.2.0.0": "2",
        "b.2.0": "0", "z.1.0": "−1.25", "a.1.0": "0.75", "y.2.0": "1",
    }  # fmt: skip
    assert {number for number, looks in filled.values() if "unknown" in looks} == {"·"}


def test_an_edge_is_as_thick_as_its_weight() -> None:
    edges = frame()["edges"]
    paths = markup(drawing()).iterfind(".//path[@class='edge']")
    drawn = {path.get("data-edge"): path.get("d") for path in paths}
    for weight, place, wanted in ((W1, "1.0.0", 1 + 5 / 8), (W2, "1.0.1", 6.0), (OUT, "2.0.0", 3.5)):
        assert edges[f"w.{place}"][0] == pytest.approx(wanted, abs=0.06)
        ends = [float(one) for one in re.findall(r"[\d.]+", drawn[f"w.{place}"])]
        assert ends == [
            pytest.approx(one, abs=0.06) for end in layout(SIZES, False).edges[weight] for one in end
        ]


FORWARD = ({Quantity("z", 1, 0)}, {W1, W2, B1, Quantity("a", 0, 0), Quantity("a", 0, 1)})
SLOPE_OF_Z = Quantity("z", 1, 0, slope=True)
BACK = ({W1._replace(slope=True), W2._replace(slope=True), B1._replace(slope=True)}, {SLOPE_OF_Z})


@pytest.mark.parametrize(("step", "way"), [(FORWARD, "ahead"), (BACK, "back")])
def test_numbers_run_ahead_and_slopes_run_back(step: tuple, way: str) -> None:
    running = {edge: one for edge, (_, one) in frame(*step)["edges"].items() if one}
    assert running == dict.fromkeys(("w.1.0.0", "w.1.0.1", "b.1.0"), way)  # into the first layer


def test_what_is_computed_is_marked_now_and_what_it_takes_used() -> None:
    looks = {place: one.split() for place, (_, one) in frame(*FORWARD)["slots"].items()}
    assert {place for place, one in looks.items() if "now" in one} == {"z.1.0"}
    used = {place for place, one in looks.items() if "used" in one}
    assert used == {"a.0.0", "a.0.1", "w.1.0.0", "w.1.0.1", "b.1.0"}


def test_blue_and_vermilion_are_explained() -> None:
    keys = [one for one in markup(drawing()).iterfind(".//g") if one.get("class", "").startswith("key")]
    assert [(one.get("class"), words(one)) for one in keys] == [("key value", "value"), ("key slope", MARKUP)]


def test_in_a_narrow_drawing_they_stand_below_every_box() -> None:
    tree = markup(drawing(portrait=True))
    marks = [mark for kind in ("value", "slope") for mark in tree.iterfind(f".//g[@class='key {kind}']/rect")]
    places = layout(picture().sizes, True)
    lowest = max(box.y + box.height for box in (*places.cells.values(), *places.chips.values()))
    assert [float(mark.get("y", "")) > lowest for mark in marks] == [True, True]


@pytest.mark.parametrize(("agree", "sign"), [(True, "≈"), (False, "≠")])
def test_a_pair_says_whether_it_agrees(agree: bool, sign: str) -> None:
    one, between, other = marked(markup(computation.pair(("chain", "1.5"), ("measured", "2"), agree)), "pair")
    assert (words(one), words(between), words(other)) == ("chain1.5", sign, "measured2")


def test_a_neuron_is_the_deeper_the_more_gradient_reaches_it() -> None:
    (tree,) = markup(strip())
    discs = [one for one in tree.findall("circle") if one.get("fill") == VERMILION]
    depths = {}
    for one in discs:
        depths.setdefault(float(one.get("cx")), []).append(float(one.get("fill-opacity")))
    inputs, first, last = (depths[x] for x in sorted(depths))  # from left to right
    assert inputs == [0, 0]
    assert first == [0.5, 0]
    assert last == [1, 0, pytest.approx(5 / 6, abs=0.01)]


def test_edges_have_the_depth_of_their_layers_weights() -> None:
    (tree,) = markup(strip())
    paths = [one for one in tree.findall("path") if one.get("stroke") == VERMILION]
    starts = [float(re.search(r"M([\d.]+)", one.get("d")).group(1)) for one in paths]
    assert starts == sorted(starts)
    assert [float(one.get("stroke-opacity")) for one in paths] == [pytest.approx(0.425, abs=0.006), 0.7]
    assert [words(one) for one in tree.findall("text")] == ["x", MARKUP, "2"]

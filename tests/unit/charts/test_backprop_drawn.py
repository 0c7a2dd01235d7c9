"""A small network as a picture of its computation, a deep one as a strip."""

import re
from dataclasses import replace
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


def picture(now: set[Quantity] = frozenset(), uses: set[Quantity] = frozenset()) -> computation.Picture:
    cells = [*layout(SIZES, False).cells]
    chips = (W1, W2, OUT, B1, B2)
    keys = {quantity: f"w{number}" for number, quantity in enumerate(chips, start=1)}
    return computation.Picture(
        sizes=SIZES,
        names={one: f"{one.letter}{one.layer}{one.unit}" for one in (*cells, *chips)},
        numbers=NUMBERS,
        now=frozenset(now),
        uses=frozenset(uses),
        selected=W2,
        widest=4.0,
        captions={(1, 0): MARKUP, (2, 0): "sigmoid"},
        parts=keys,
        labels={one: f"change {key}" for one, key in keys.items()},
        title=MARKUP,
        key=("value", MARKUP),
    )


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
        "w1": ["w10 0.5", "·"], "w2": ["w10 −4", "·"], "w3": ["w20 2", "·"],
        "w4": ["b10 0.25", "·"], "w5": ["b20 0", "·"],
    }  # fmt: skip
    for chip in chips.values():
        value, slope = chip.findall("g")
        assert ("value" in value.get("class"), "slope" in slope.get("class")) == (True, True)
        assert float(value.find("text").get("y")) < float(slope.find("text").get("y"))
        assert (chip.get("role"), chip.get("tabindex")) == ("button", "0")
    assert [key for key, chip in chips.items() if "selected" in chip.get("class")] == ["w2"]
    assert chips["w3"].get("aria-label") == "change w3"


def test_an_edge_is_as_thick_as_its_weight() -> None:
    found = {}
    for path in markup(drawing()).iterfind(".//path[@class='edge']"):
        ends = [float(one) for one in re.findall(r"[\d.]+", path.get("d"))]
        found[tuple(ends)] = float(path.get("stroke-width"))
    edges = layout(SIZES, False).edges
    for weight, wanted in ((W1, 1 + 5 / 8), (W2, 6.0), (OUT, 3.5)):
        ends = tuple(round(one, 1) for end in edges[weight] for one in end)
        assert found[ends] == pytest.approx(wanted, abs=0.06)


FORWARD = ({Quantity("z", 1, 0)}, {W1, W2, B1, Quantity("a", 0, 0), Quantity("a", 0, 1)})
SLOPE_OF_Z = Quantity("z", 1, 0, slope=True)
BACK = ({W1._replace(slope=True), W2._replace(slope=True), B1._replace(slope=True)}, {SLOPE_OF_Z})


@pytest.mark.parametrize(("step", "way"), [(FORWARD, "ahead"), (BACK, "back")])
def test_numbers_run_ahead_and_slopes_run_back(step: tuple, way: str) -> None:
    tree = markup(computation.drawing(picture(*step), False))
    flows = list(tree.iterfind(".//path[@class]"))
    ways = [one.get("class") for one in flows if one.get("class").startswith("flow")]
    assert ways == [f"flow {way}"] * 3  # both weights and the bias of the first layer


def test_what_is_computed_is_marked_now_and_what_it_takes_used() -> None:
    tree = markup(computation.drawing(picture(*FORWARD), False))
    states = {}
    for cell in tree.iterfind(".//g"):
        if "cell" in cell.get("class") or "chip" in cell.get("class"):
            slot = cell.find("g")
            name = cell.get("data-part") or words(cell.find("text"))
            states[name] = next((one for one in ("now", "used") if one in slot.get("class").split()), "")
    assert states == {
        "z10": "now", "a00": "used", "a01": "used", "w1": "used", "w2": "used", "w4": "used",
        "a10": "", "z20": "", "a20": "", "E00": "", "y20": "", "w3": "", "w5": "",
    }  # fmt: skip


def test_blue_and_vermilion_are_explained() -> None:
    keys = [one for one in markup(drawing()).iterfind(".//g") if one.get("class", "").startswith("key")]
    assert [(one.get("class"), words(one)) for one in keys] == [("key value", "value"), ("key slope", MARKUP)]


def test_a_picture_that_is_not_known_yet_shows_dots() -> None:
    empty = markup(computation.drawing(replace(picture(), numbers={}), False))
    assert {words(slot)[-1] for slot in empty.iterfind(".//g") if "unknown" in slot.get("class")} == {"·"}


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

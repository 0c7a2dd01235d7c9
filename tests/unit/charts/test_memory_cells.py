"""A recurrent cell as a drawing: the memory flows from left to right, gates are valves below it."""

import math
import re
from xml.etree.ElementTree import Element

import pytest

from dlplay.ui.charts import BLUE, GREEN, ORANGE, VERMILION
from dlplay.ui.memory import charts_cells as cells
from tests.unit.charts.seen import MARKUP, markup, words

WORDS = {"before": MARKUP, "picture": MARKUP}
LSTM = {
    "before": 0.8, "forget": 0.5, "input": 0.25, "candidate": -0.4, "output": 0.75,
    "cell": 0.3, "hidden": -0.2, "scale": 1.0,
}  # fmt: skip
GRU = {"before": 0.8, "update": 0.75, "reset": 0.5, "candidate": -0.4, "hidden": 0.5, "scale": 1.0}
RNN = {"before": 0.8, "recurrent": -0.5, "entered": 0.25, "hidden": -0.24, "scale": 1.0}


def lstm(held: frozenset[str] = frozenset()) -> str:
    return cells.lstm(LSTM, WORDS, "<", held)


def gru() -> str:
    return cells.gru(GRU, WORDS, "<", frozenset({"reset"}))


def simple_rnn() -> str:
    return cells.simple_rnn(RNN, WORDS, "<", frozenset())


EXAMPLES = {cells.lstm: lstm, cells.gru: gru, cells.simple_rnn: simple_rnn}


def pipes(text: str) -> dict[tuple[float, ...], tuple[str, float]]:
    """The lines that numbers flow through, from where to where: their ink and thickness."""
    found = {}
    for path in markup(text).iterfind(".//path"):
        ends = tuple(float(one) for one in re.findall(r"[\d.]+", path.get("d")))
        if path.get("stroke") in (ORANGE, BLUE, cells.FAINT) and len(ends) == 4:
            found[ends] = (path.get("stroke"), float(path.get("stroke-width")))
    return found


def thick(value: float) -> float:
    return pytest.approx(2.5 + 9.5 * abs(value), abs=0.06)


def tips(text: str) -> list[float]:
    """How far to the right each arrow points: farther than its own foot."""
    shapes = [path.get("d") for path in markup(text).iterfind(".//path") if path.get("d").endswith("Z")]
    ends = [[float(x) for x, _ in re.findall(r"([\d.]+) ([\d.]+)", one)] for one in shapes]
    assert all(tip > foot and foot == other for foot, tip, other in ends)
    return [tip for _, tip, _ in ends]


def test_what_an_lstm_keeps_comes_from_the_left_and_what_it_writes_from_below() -> None:
    found = pipes(lstm())
    assert found[4, 54, 52, 54] == (ORANGE, thick(0.8))
    assert found[52, 54, 148, 54] == (ORANGE, thick(0.5 * 0.8))
    assert found[148, 108, 148, 54] == (BLUE, thick(0.25 * 0.4))
    assert found[148, 54, 278, 54] == (ORANGE, thick(0.3))
    assert found[238, 54, 238, 120] == (ORANGE, thick(math.tanh(0.3)))
    assert found[238, 120, 278, 120] == (BLUE, thick(0.2))
    assert tips(lstm()) == [291, 291]  # the cell and the hidden state go on to the next step


def test_what_a_gru_keeps_is_the_more_the_more_its_update_gate_is_open() -> None:
    found = pipes(gru())
    assert found[4, 54, 64, 54] == (ORANGE, thick(0.8))
    assert found[64, 54, 214, 54] == (ORANGE, thick(0.75 * 0.8))
    assert found[214, 112, 214, 54] == (BLUE, thick(0.25 * 0.4))
    assert found[214, 54, 278, 54] == (ORANGE, thick(0.5))
    assert "1 − z = 0.25" in words(markup(gru()))


def test_a_simple_rnn_adds_what_it_remembers_and_what_enters() -> None:
    found = pipes(simple_rnn())
    assert found[74, 54, 142, 54] == (BLUE, thick(0.5))
    assert found[142, 238, 142, 54] == (ORANGE, thick(0.25))
    assert found[142, 54, 212, 54] == (BLUE, thick(0.25))
    assert found[212, 54, 278, 54] == (BLUE, thick(0.24))
    assert "z = −0.25" in words(markup(simple_rnn()))


def rings(text: str) -> dict[str, Element]:
    """A gate's closed part by the gate's letter, which stands below and to the right of it."""
    tree = markup(text)
    names = {}
    for one in tree.iterfind(".//text"):
        if one.get("font-style") == "italic":
            names[float(one.get("x")) - 7, float(one.get("y")) - cells.RING - 19] = words(one)
    return {
        names[float(one.get("cx")), float(one.get("cy"))]: one
        for one in tree.iterfind(".//circle")
        if one.get("stroke-dasharray")
    }


@pytest.mark.parametrize(
    ("drawing", "gates"),
    [(lstm, {"f": 0.5, "i": 0.25, "o": 0.75}), (gru, {"z": 0.75, "r": 0.5})],
)
def test_a_ring_is_closed_as_far_as_its_gate_is_open(drawing, gates: dict[str, float]) -> None:
    found = rings(drawing())
    assert set(found) == set(gates)
    for letter, share in gates.items():
        part, whole = (float(one) for one in found[letter].get("stroke-dasharray").split())
        assert part / whole == pytest.approx(share, abs=1e-3)


def test_a_gate_that_is_held_is_vermilion_and_has_a_lock() -> None:
    assert {name: ring.get("stroke") for name, ring in rings(gru()).items()} == {"z": GREEN, "r": VERMILION}
    assert VERMILION not in lstm()
    assert lstm(frozenset({"forget"})).count("<rect") == lstm().count("<rect") + 1


@pytest.mark.parametrize(
    ("drawing", "before", "after"),
    [
        (lstm, "c = 0.80", ["c = 0.30", "h = −0.20"]),
        (gru, "h = 0.80", ["h = 0.50"]),
        (simple_rnn, "h = 0.80", ["h = −0.24"]),
    ],
)
def test_the_state_before_is_written_on_the_left_and_that_after_on_the_right(drawing, before, after) -> None:
    texts = list(markup(drawing()).iterfind(".//text"))
    (left,) = [words(one) for one in texts if float(one.get("x")) == 2]
    right = [words(one) for one in texts if float(one.get("x")) == cells.WIDTH - 2]
    assert (left, right) == (f"{MARKUP} {before}", after)
    assert "<" in [words(one) for one in texts if float(one.get("x")) == 27]  # what is read

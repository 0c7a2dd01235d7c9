"""The course as the pages themselves tell it: what builds on what, what is taught where, and ten minutes."""

from dataclasses import replace

import numpy as np
import pytest

from dlplay.descent import Setup, descend
from dlplay.digits import classify, samples
from dlplay.locale import glossary
from dlplay.outcome import outcome
from dlplay.playground.training import Training
from dlplay.rates import LADDER
from dlplay.text import CharLSTM, plays
from dlplay.text.words import known_words
from dlplay.toy_data import TRUTH_TABLES
from dlplay.ui import ways
from dlplay.ui.course import plan
from dlplay.ui.course.settings import CourseSettings
from dlplay.ui.course.ten import ERRANDS
from dlplay.ui.network.current import recipe_of
from dlplay.ui.network.settings import NetworkSettings
from dlplay.ui.neuron.settings import NeuronSettings
from dlplay.ui.optimizers.settings import OptimizerSettings
from dlplay.ui.rooms import ROOMS, Room
from dlplay.ui.settings import from_query

TEACHING = [room for room in ROOMS if room.teaches]
ROOM = {"argvalues": TEACHING, "ids": lambda room: room.name}


@pytest.mark.parametrize("room", **ROOM)
def test_a_page_has_its_place_on_the_map(room: Room) -> None:
    above = [one.name for one in ROOMS[: ROOMS.index(room)]]
    row = f"the row of {room.name} in dlplay/ui/rooms.py"
    assert room.after or room is ROOMS[0], f"{row} needs after=(…): the pages that it builds on"
    assert set(room.after) <= set(above), f"{row}: what it builds on stands above it, not {room.after}"
    assert room.minutes > 0, f"{row} needs minutes=…"
    assert 2 <= len(room.ideas) <= 3, f"{row} needs ideas=(…): two or three keys of the glossary"


@pytest.mark.parametrize("room", **ROOM)
def test_a_page_names_no_way_that_goes_without_saying(room: Room) -> None:
    for name in room.after:
        others = [ways.way(other) for other in room.after if other != name]
        assert ways.BY_NAME[name] not in {one for way in others for one in way}, (room.name, name)


@pytest.mark.parametrize("room", [room for room in ROOMS if room.ideas], ids=lambda room: room.name)
def test_an_idea_is_a_term_whose_entry_leads_to_the_page(room: Room) -> None:
    for key in room.ideas:
        assert key in glossary.terms(), f"dlplay/locale/glossary.toml needs [{key}], an idea of {room.name}"
        assert glossary.terms()[key].pages[0] == room.name, f"[{key}] needs {room.name} first among its pages"


def test_every_term_is_taught_on_one_page_and_all_pages_exist() -> None:
    taught = [key for room in ROOMS for key in plan.taught_on(room.name)]
    assert sorted(taught) == sorted(key for key, term in glossary.terms().items() if not term.is_symbol)


def test_ways_go_down_the_list_and_leave_out_what_is_done() -> None:
    way = [room.name for room in ways.way("train_cnn")]
    assert way[0] == "neuron"
    assert way[-1] == "train_cnn"
    assert way == [room.name for room in ROOMS if room.name in way]
    assert "backprop" in way
    assert "memory" not in way
    ahead = [room.name for room in plan.beyond("confusion_matrix", "backprop")]
    assert ahead == [name for name in way if name not in {one.name for one in ways.way("backprop")}]
    assert plan.beyond("weight", "backprop") == ()
    assert plan.minutes(ways.way("activations")) == sum(
        ways.BY_NAME[one].minutes for one in ("neuron", "activations")
    )


def test_what_can_come_next_needs_nothing_more() -> None:
    assert [room.name for room in ways.open_after("")] == ["neuron"]
    for here in TEACHING:
        done = set(ways.way(here.name))
        for room in ways.open_after(here.name):
            assert room not in done
            assert {ways.BY_NAME[name] for name in room.after} <= done


def test_one_neuron_gets_three_rows_of_xor_right_and_no_more() -> None:
    grid = np.arange(-10, 10.5, 0.5)
    w1, w2, b = np.meshgrid(grid, grid, grid, indexing="ij")
    inputs, targets = TRUTH_TABLES["xor"]
    right = sum(
        ((w1 * x1 + w2 * x2 + b >= 0) == target).astype(int)
        for (x1, x2), target in zip(inputs, targets, strict=True)
    )
    assert (right.max(), len(targets)) == (3, 4)
    assert NeuronSettings().gate_activation == "step"


def test_a_notch_less_and_sgd_no_longer_diverges() -> None:
    linked, _ = from_query(OptimizerSettings, ERRANDS["downhill"].settings)
    assert (linked.surface, linked.runners, linked.rates) == (Setup().surface, ("sgd",), (("sgd", 0.1),))
    notch = LADDER[LADDER.index(0.1) - 1]
    assert notch == 0.08
    assert outcome(descend(Setup(), "sgd", 0.1)).kind == "diverged"
    assert outcome(descend(Setup(), "sgd", notch)).kind != "diverged"


def test_a_network_with_hidden_layers_closes_the_circle() -> None:
    linked, _ = from_query(NetworkSettings, ERRANDS["layers"].settings)
    for hidden, right in ((linked.hidden, 1.0), ((), 0.75)):
        training = Training(recipe_of(replace(linked, hidden=hidden)))
        training.advance(linked.steps)
        assert training.now().epoch == 80
        assert (training.now().train_accuracy == 1.0) == (right == 1.0)
        assert training.now().train_accuracy <= right


def test_the_sample_is_read_and_hot_texts_invent_words() -> None:
    for hand in range(1, samples.HANDS + 1):
        assert classify(samples.drawing(7, hand, "centre")).label == 7
    model, known = CharLSTM.load("small"), plays.known_words()
    cold, hot = (known_words(model.generate("ROMEO:\n", 400, heat, 1), known).share for heat in (0.2, 1.5))
    assert cold > 0.9
    assert hot < 0.7


def test_the_start_of_the_page_asks_nothing() -> None:
    assert (CourseSettings().here, CourseSettings().idea, CourseSettings().view) == ("", "", "map")

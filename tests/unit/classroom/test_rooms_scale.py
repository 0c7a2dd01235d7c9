"""Numbers and points as votes: a grid of places, right where the lesson says so, hidden until the reveal."""

import csv
import io
import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dlplay.classroom import rooms_export, rooms_votes, shipped
from dlplay.classroom.rooms import Classroom
from dlplay.classroom.rooms_bounds import Refused
from dlplay.classroom.rooms_scale import MOST_PLACES, Along, Scale, checked
from dlplay.files.takeaway import csv_file
from tests.unit.classroom.test_rooms import do, refused, vote

NUMBER = Scale((Along(-5, 6, 0.5, "z"),), (1.5,), 0.5)
POINT = Scale((Along(-2, 2, 0.1, "x"), Along(-1.5, 1.5, 0.1, "y")), (0.0, 0.0), 0.08)
LESSONS = [
    one for lesson in map(shipped.lesson, shipped.ORDER) for one in lesson.predictions if one.kind != "choice"
]


@pytest.mark.parametrize("scale", [NUMBER, POINT, Scale((Along(0, 1, 0.3),))])
def test_every_place_has_numbers_of_its_own_and_they_lead_back(scale: Scale) -> None:
    points = [scale.point(place) for place in range(scale.places)]
    assert len(set(points)) == scale.places
    assert [scale.place(point) for point in points] == list(range(scale.places))
    for axis, values in zip(scale.axes, zip(*points, strict=True), strict=True):
        assert (min(values), max(values)) == (axis.low, axis.high)  # as a slider reaches them


def test_a_scale_by_hand() -> None:
    assert NUMBER.places == 23
    assert NUMBER.point(13) == (1.5,)
    assert [place for place in range(23) if NUMBER.is_right(place)] == [12, 13, 14]
    assert POINT.places == 41 * 31
    assert POINT.place((0.2, -0.3)) == 22 + 41 * 12


@pytest.mark.parametrize("asked", LESSONS, ids=lambda one: one.key)
def test_right_on_the_board_is_right_in_the_lesson(asked) -> None:
    right = asked.right if isinstance(asked.right, tuple) else (asked.right,)
    scale = Scale(tuple(Along(one.low, one.high, one.step) for one in asked.axes), right, asked.tolerance)
    found = [scale.is_right(place) for place in range(scale.places)]
    said = [scale.point(place) for place in range(scale.places)]
    witness = [asked.verdict(one if len(one) == 2 else one[0]) == "right" for one in said]
    assert found == witness
    assert 0 < sum(found) < len(found)


@example([0.0, 1 / 3, 1 / 3])
@given(st.lists(st.floats(allow_nan=True), min_size=3, max_size=8))
def test_what_passes_has_places_that_fit_a_vote(numbers: list[float]) -> None:
    low, high, step, *rest = numbers
    try:
        scale = checked(Scale((Along(low, high, step),), tuple(rest[:1]) or None, 0.0))
    except Refused:
        return
    assert 2 <= scale.places <= MOST_PLACES
    ends = [scale.point(place)[0] for place in (0, 1, scale.places - 2, scale.places - 1)]
    assert ends[-1] == high
    assert all(map(math.isfinite, ends))
    assert ends[0] < ends[1]
    assert ends[2] < ends[3]


@pytest.mark.parametrize(
    "scale",
    [
        Scale(()),
        Scale((Along(0, 1, 0.1),) * 3),
        Scale((Along(0, 1, 0.001),) * 2),  # a million places
        Scale((Along(1, 0, 0.1),)),
        Scale((Along(0, 1, 2),)),
        Scale((Along(0, 1e-12, 1e-13),)),  # all of it zero in what is shown
        Scale((Along(0, 1, 0.1, "x" * 61),)),
        Scale((Along(0, 1, 0.1),), (2.0,)),
        Scale((Along(0, 1, 0.1),), (0.5, 0.5)),
        Scale((Along(0, 1, 0.1),), (math.nan,)),
        Scale((Along(0, 1, 0.1),), (0.5,), math.nan),
        Scale((Along(0, 1, 0.1),), (0.5,), 2.0),
    ],
)
def test_what_is_no_scale_is_refused(scale: Scale) -> None:
    refused("scale", checked, scale)


def test_a_class_votes_on_a_scale_unseen_until_the_reveal(classroom: Classroom) -> None:
    keys = classroom.open("teacher")
    seats = [classroom.join(keys.code, name) for name in ("Ann", "Bo", "Cy")]
    me = classroom.who(seats[0])
    for scale, votes in ((NUMBER, (0, 13, 7)), (POINT, (0, POINT.place((0.1, -0.1)), 40))):
        do(classroom, keys, rooms_votes.ask_scale, "Where?", scale, "neuron/sum")
        for seat, place in zip(seats, votes, strict=True):
            vote(classroom, seat, place)
        for wrong in (-1, scale.places, 10**12):
            refused("scale", vote, classroom, seats[0], wrong)
        seen = classroom.board(keys.code).seen_by(me)
        assert (seen.scale, seen.places, seen.options, seen.chosen[1]) == (scale.hidden(), {}, (), votes[0])
        do(classroom, keys, rooms_votes.again)
        vote(classroom, seats[2], votes[1], 2)
        assert classroom.board(keys.code).seen_by(me).places == {}
        do(classroom, keys, rooms_votes.reveal)
        board = classroom.board(keys.code)
        seen = board.seen_by(me)
        assert seen.scale == scale
        assert seen.places == {1: tuple(sorted(votes)), 2: (votes[1],)}
        assert board.question.changes() == (1, 0, 0)
    heads = {one: one for one in ("question", "member", "first", "second", "answer")}
    table = csv_file(rooms_export.votes(board, lambda one: one.name, heads)).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(table)))[1:] == [
        ["Where?", "Ann", "-5.0", "", "1.5"],
        ["Where?", "Bo", "1.5", "", "1.5"],
        ["Where?", "Cy", "-1.5", "1.5", "1.5"],
        ["Where?", "Ann", "(-2, -1.5)", "", "(0, 0)"],
        ["Where?", "Bo", "(0.1, -0.1)", "", "(0, 0)"],
        ["Where?", "Cy", "(2, -1.5)", "(0.1, -0.1)", "(0, 0)"],
    ]

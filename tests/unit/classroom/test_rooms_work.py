"""Drawings, readings, ratings and labels of a class; and its tables to take home."""

import csv
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlplay.classroom import rooms_bounds as bounds
from dlplay.classroom import rooms_export, rooms_measure, rooms_order, rooms_work
from dlplay.classroom.rooms import Classroom
from dlplay.classroom.rooms_board import Drawing
from dlplay.classroom.rooms_keys import Seat
from dlplay.digits import network
from dlplay.files.takeaway import csv_file
from dlplay.recommendation.table import read_ratings
from tests.unit.classroom.drawn import digit
from tests.unit.classroom.test_rooms import ask, do, refused, vote


def act(classroom: Classroom, seat: Seat, what, *given) -> None:
    with classroom.member(seat) as desk:
        what(desk, *given)


def test_drawings_are_the_class_s_own_test_set(classroom: Classroom) -> None:
    keys = classroom.open("teacher")
    ann, bo = classroom.join(keys.code), classroom.join(keys.code)
    for label in (3, 7):
        act(classroom, ann, rooms_work.draw, digit(label), label)
    act(classroom, bo, rooms_work.draw, digit(1), 4)  # what she calls a 4 is a 1
    board = classroom.board(keys.code)
    assert [one.label for one in board.drawings] == [3, 7, 4]
    np.testing.assert_array_equal(board.drawings[1].pixels, digit(7))
    assert [one.label for one in board.seen_by(classroom.who(bo)).drawings] == [4]
    read = rooms_measure.readings(lambda x: network.load()(x).probabilities, board.drawings)
    assert list(read.values()) == [3, 7, 1]
    assert rooms_measure.score(board.drawings, read) == (2, 3)
    found = rooms_measure.cells(board.drawings, read)
    assert {cell: len(there) for cell, there in found.items()} == {(3, 3): 1, (7, 7): 1, (4, 1): 1}
    act(classroom, ann, rooms_work.send_readings, {one.id: one.label for one in board.drawings})
    board = classroom.board(keys.code)
    own = board.people[classroom.who(ann)].readings
    assert rooms_measure.score(board.drawings, own) == (3, 3)
    hardest = rooms_measure.hardest(board.drawings, [read, own])
    assert (hardest.drawing.label, hardest.wrong, hardest.of) == (4, 1, 2)


def test_what_is_no_drawing_is_refused_and_nothing_is_kept(classroom: Classroom, monkeypatch) -> None:
    keys = classroom.open("teacher")
    seat = classroom.join(keys.code)
    for wrong in (
        np.zeros((28, 28), np.uint8),
        np.ones((1448, 1448), np.uint8),  # 2 MB
        np.ones((28, 28), np.float32),
        np.ones(784, np.uint8),
    ):
        refused("drawing", act, classroom, seat, rooms_work.draw, wrong, 3)
    for label in (-1, 10, 3.5, "3"):
        refused("label", act, classroom, seat, rooms_work.draw, digit(3), label)
    assert classroom.board(keys.code).drawings == ()
    monkeypatch.setattr(bounds, "MOST_OF_A_MEMBER", 2)
    for _ in range(2):
        act(classroom, seat, rooms_work.draw, digit(3), 3)
    refused("full", act, classroom, seat, rooms_work.draw, digit(3), 3)
    monkeypatch.setattr(bounds, "MOST_DRAWINGS", 3)
    other = classroom.join(keys.code)
    act(classroom, other, rooms_work.draw, digit(4), 4)
    refused("full", act, classroom, other, rooms_work.draw, digit(4), 4)


def test_a_member_takes_back_only_drawings_of_their_own_and_a_teacher_any(classroom: Classroom) -> None:
    keys, other = classroom.open("teacher"), classroom.open("another")
    ann, bo = classroom.join(keys.code), classroom.join(keys.code)
    for seat in (ann, bo):
        act(classroom, seat, rooms_work.draw, digit(5), 5)
    first, second = classroom.board(keys.code).drawings
    act(classroom, bo, rooms_work.withdraw, first.id)
    do(classroom, other, rooms_work.withdraw, first.id)
    assert len(classroom.board(keys.code).drawings) == 2
    act(classroom, bo, rooms_work.withdraw, second.id)
    do(classroom, keys, rooms_work.withdraw, first.id)
    assert classroom.board(keys.code).drawings == ()


def test_readings_are_of_drawings_that_are_there(classroom: Classroom) -> None:
    keys, other = classroom.open("teacher"), classroom.open("another")
    seat, stranger = classroom.join(keys.code), classroom.join(other.code)
    act(classroom, stranger, rooms_work.draw, digit(5), 5)
    (theirs,) = classroom.board(other.code).drawings
    act(classroom, seat, rooms_work.draw, digit(5), 5)
    (mine,) = classroom.board(keys.code).drawings
    for wrong in ({}, {theirs.id: 5}, {mine.id: 10}, {mine.id: 5, 10**9: 5}):
        refused("drawing", act, classroom, seat, rooms_work.send_readings, wrong)
    assert classroom.board(keys.code).people[classroom.who(seat)].readings == {}


def test_things_are_rated_and_sentences_labelled(classroom: Classroom) -> None:
    keys = classroom.open("teacher")
    ann, bo = classroom.join(keys.code, "=Ann()"), classroom.join(keys.code)
    refused("item", act, classroom, ann, rooms_work.mark, 0, 5)  # nothing to rate
    do(classroom, keys, rooms_work.set_task, "rating", ["tea", "rice"])
    act(classroom, ann, rooms_work.mark, 0, 5)
    act(classroom, ann, rooms_work.mark, 0, 2)
    act(classroom, bo, rooms_work.mark, 1, 1)
    act(classroom, bo, rooms_work.mark, 1, 1, "rice")
    for wrong in ((2, 3), (-1, 3), (0, 0), (0, 6), (0, 3, "what was rated before")):
        refused("item", act, classroom, ann, rooms_work.mark, *wrong)
    board = classroom.board(keys.code)
    assert {board.people[who].name: (item, value) for (who, item), value in board.marks.items()} == {
        "=Ann()": (0, 2),
        "": (1, 1),
    }
    assert board.seen_by(classroom.who(ann)).marks == {0: 2}
    table = csv_file(rooms_export.marks(board, lambda one: one.name or one.animal)).decode("utf-8-sig")
    head, *others = csv.reader(io.StringIO(table))
    assert head == ["", "tea", "rice"]
    assert others[0] == ["'=Ann()", "2", ""]
    opened = read_ratings(table.encode("utf-8-sig")).ratings  # on the recommendation page
    np.testing.assert_array_equal(opened.values, [[2, np.nan], [np.nan, 1]])
    assert rooms_measure.means(board.marks, 2) == [(2.0, 1), (1.0, 1)]
    do(classroom, keys, rooms_work.end_task)
    assert (classroom.board(keys.code).task, classroom.board(keys.code).marks) == (None, {})
    do(classroom, keys, rooms_work.set_task, "label", ["I like it.", "It rains."])
    board = classroom.board(keys.code)
    assert board.marks == {}
    refused("item", act, classroom, ann, rooms_work.mark, 0, 2)
    act(classroom, ann, rooms_work.mark, 0, 1)
    do(classroom, keys, rooms_order.empty)
    assert classroom.board(keys.code).task is None
    for wrong in (
        ("dance", ["a", "b"]),
        ("label", ["a"]),
        ("label", ["a", "a"]),
        ("rating", ["a", "b" * 81]),
    ):
        refused("item", do, classroom, keys, rooms_work.set_task, *wrong)


def test_votes_and_drawings_go_home_as_tables(classroom: Classroom) -> None:
    keys = classroom.open("teacher")
    ann, bo = classroom.join(keys.code, "Ann"), classroom.join(keys.code, "@Bo")
    ask(classroom, keys, answer=1)
    vote(classroom, ann, 0)
    vote(classroom, bo, 1)
    act(classroom, bo, rooms_work.draw, digit(7), 7)
    board = classroom.board(keys.code)
    heads = {key: key for key in ("question", "member", "first", "second", "answer", "label")}
    votes = csv_file(rooms_export.votes(board, lambda one: one.name, heads)).decode("utf-8-sig")
    _, first, second = csv.reader(io.StringIO(votes))
    assert first[1:] == ["Ann", "sigmoid", "", "tanh"]
    assert second[1:] == ["'@Bo", "tanh", "", "tanh"]
    drawn = csv_file(rooms_export.drawings(board, lambda one: one.name, heads)).decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(drawn))
    assert head[:3] == ["label", "member", "pixel0"]
    np.testing.assert_array_equal(np.array(row[2:], np.uint8).reshape(28, 28), digit(7))


@given(
    st.lists(st.tuples(st.integers(0, 9), st.lists(st.integers(0, 9), min_size=3, max_size=3)), max_size=20)
)
def test_scores_and_the_hardest_are_what_counting_finds(drawn: list) -> None:
    drawings = [Drawing(id, 1, label, digit(3)) for id, (label, _) in enumerate(drawn)]
    networks = [{id: read[one] for id, (_, read) in enumerate(drawn)} for one in range(3)]
    for one, read in enumerate(networks):
        right, of = rooms_measure.score(drawings, read)
        assert (right, of) == (sum(label == given[one] for label, given in drawn), len(drawn))
        found = rooms_measure.cells(drawings, read)
        assert sum(map(len, found.values())) == of
        assert sum(len(there) for (meant, seen), there in found.items() if meant == seen) == right
    fooled = [sum(one != label for one in given) for label, given in drawn]
    hardest = rooms_measure.hardest(drawings, networks)
    if not any(fooled):
        assert hardest is None
    else:
        assert (hardest.wrong, hardest.of) == (max(fooled), 3)
        assert hardest.drawing.id == fooled.index(max(fooled))


def test_no_drawings_no_score() -> None:
    assert rooms_measure.readings(lambda x: pytest.fail("nothing to read"), []) == {}
    assert np.isnan(rooms_measure.score([], {}).share)

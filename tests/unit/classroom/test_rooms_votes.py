"""Votes: one a member and round, hidden until the reveal, counted right."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlplay.classroom import rooms_bounds as bounds
from dlplay.classroom import rooms_order, rooms_votes
from dlplay.classroom.rooms import Classroom
from dlplay.classroom.rooms_board import Board, Person, Question
from dlplay.classroom.rooms_bounds import Refused
from tests.unit.classroom.test_rooms import ask, do, refused, vote
from tests.unit.classroom.test_rooms_work import act


def test_vote_talk_vote_again_reveal(classroom: Classroom) -> None:
    keys = classroom.open("teacher")
    seats = [classroom.join(keys.code) for _ in range(5)]
    people = [classroom.who(seat) for seat in seats]
    refused("closed", vote, classroom, seats[0], 0)  # nothing is asked
    ask(classroom, keys, answer=1)
    for seat, choice in zip(seats, (0, 0, 1, 1, 2), strict=True):
        vote(classroom, seat, choice)
    vote(classroom, seats[4], 0)  # changed
    refused("options", vote, classroom, seats[0], 3)
    refused("options", vote, classroom, seats[0], -1)
    seen = classroom.board(keys.code).seen_by(people[0])
    assert (seen.open, seen.revealed, seen.counts, seen.answer, seen.chosen[1]) == (True, False, {}, None, 0)
    do(classroom, keys, rooms_votes.close)
    refused("closed", vote, classroom, seats[0], 1)
    do(classroom, keys, rooms_votes.again)
    refused("closed", vote, classroom, seats[0], 1, 1)  # meant for the first round
    for seat, choice in zip(seats[:4], (1, 0, 1, 2), strict=True):
        vote(classroom, seat, choice, 2)
    board = classroom.board(keys.code)
    assert board.seen_by(people[4]).counts == {}
    assert board.seen_by(people[0]).chosen == {1: 0, 2: 1}
    do(classroom, keys, rooms_votes.reveal)
    refused("closed", vote, classroom, seats[4], 1)
    board = classroom.board(keys.code)
    seen = board.seen_by(people[4])
    assert seen.counts == {1: (3, 2, 0), 2: (1, 2, 1)}
    assert (seen.answer, seen.chosen) == (1, {1: 0, 2: None})
    assert board.question.changes() == (1, 1, 2)  # 0 -> 1; 1 -> 2; 0 -> 0 and 1 -> 1


def test_a_new_question_takes_the_place_of_the_one_before(classroom: Classroom) -> None:
    keys = classroom.open("teacher")
    seat = classroom.join(keys.code)
    ask(classroom, keys)
    vote(classroom, seat, 2)
    with classroom.teacher(keys) as desk:
        rooms_votes.ask(desk, "And now?", ["yes", "no"], key="gradient/2")
    board = classroom.board(keys.code)
    assert [one.open for one in board.questions] == [False, True]
    assert board.question.key == "gradient/2"
    assert board.seen_by(classroom.who(seat)).chosen == {1: None, 2: None}
    do(classroom, keys, rooms_votes.take_back)
    assert classroom.board(keys.code).question.counts(1) == (0, 0, 1)


def test_what_was_meant_for_the_question_before_does_nothing_to_this_one(classroom: Classroom) -> None:
    keys = classroom.open("teacher")
    seat = classroom.join(keys.code)
    ask(classroom, keys)
    before = classroom.board(keys.code).question
    ask(classroom, keys)  # while the member reads the one before; two tabs of the teacher, and one is old
    refused("closed", act, classroom, seat, rooms_votes.vote, 1, 1, before.id)
    for late in (rooms_votes.close, rooms_votes.again, rooms_votes.reveal):
        refused("closed", do, classroom, keys, late, before.id)
    board = classroom.board(keys.code)
    assert [one.voters(1) for one in board.questions] == [0, 0]
    assert (board.question.open, board.question.revealed, board.question.round) == (True, False, 1)
    act(classroom, seat, rooms_votes.vote, 1, 1, board.question.id)
    do(classroom, keys, rooms_votes.again, board.question.id)
    do(classroom, keys, rooms_votes.reveal, board.question.id)
    refused("closed", do, classroom, keys, rooms_votes.again)  # which would hide again what all have seen
    assert classroom.board(keys.code).question.revealed


def test_a_frozen_class_does_not_vote(classroom: Classroom) -> None:
    keys = classroom.open("teacher")
    seat = classroom.join(keys.code)
    ask(classroom, keys)
    do(classroom, keys, rooms_order.freeze, True)
    refused("frozen", vote, classroom, seat, 0)
    assert not classroom.board(keys.code).seen_by(classroom.who(seat)).open
    refused("seat", lambda: classroom.teacher(keys).__enter__().me)  # the teacher has no vote


@pytest.mark.parametrize(
    ("text", "options", "answer", "why"),
    [
        ("", ["a", "b"], None, "question"),
        ("\u200b\n ", ["a", "b"], None, "question"),
        ("x" * 601, ["a", "b"], None, "question"),
        ("x" * 10_000_000, ["a", "b"], None, "question"),
        ("Which?", ["a"], None, "options"),
        ("Which?", list("abcdefg"), None, "options"),
        ("Which?", ["a", " A "], None, "options"),
        ("Which?", ["a", ""], None, "options"),
        ("Which?", ["a", "b" * 201], None, "options"),
        ("Which?", ["a", "b"], 2, "options"),
    ],
)
def test_what_is_no_question_is_refused(text: str, options: list, answer: int | None, why: str) -> None:
    refused(why, lambda: rooms_votes.ask(_NoDesk(), text, options, answer))


class _NoDesk:
    """A desk at which everything may be asked, and nothing is written."""

    room, member = {"id": 1}, None

    def __init__(self) -> None:
        self.connection = self

    def execute(self, statement: object) -> "_NoDesk":
        return self

    def scalar_one(self) -> int:
        return 0


def test_a_room_has_an_end_of_questions(classroom: Classroom, monkeypatch) -> None:
    monkeypatch.setattr(bounds, "MOST_QUESTIONS", 2)
    keys = classroom.open("teacher")
    ask(classroom, keys)
    ask(classroom, keys)
    refused("question", ask, classroom, keys)


@given(st.dictionaries(st.tuples(st.sampled_from([1, 2]), st.integers(1, 40)), st.integers(0, 5)))
def test_counts_are_those_of_the_votes_and_show_before_the_reveal_to_nobody(choices: dict) -> None:
    people = {one: Person(one, "ant", f"name {one}", {}) for one in range(1, 41)}
    for revealed in (False, True):
        asked = Question(1, "", "?", tuple("abcdef"), 0, 2, not revealed, revealed, choices)
        board = Board("BCDFGH", 1, 1, 0.0, False, "", None, people, (asked,), (), {})
        for turn in (1, 2):
            witness = Counter(choice for (made, _), choice in choices.items() if made == turn)
            assert asked.counts(turn) == tuple(witness[place] for place in range(6))
            assert asked.voters(turn) == sum(witness.values())
        both = [one for _, one in choices if (1, one) in choices and (2, one) in choices]
        assert sum(asked.changes()) == len(set(both))
        seen = board.seen_by(7)
        assert bool(seen.counts) == revealed
        assert "name 8" not in repr(seen)
        own = {turn: choices.get((turn, 7)) for turn in (1, 2)}
        assert seen.chosen == own


TEXTS = st.text(st.characters(), max_size=60)


@given(TEXTS)
def test_a_name_never_holds_what_cannot_be_seen(text: str) -> None:
    try:
        name = bounds.name_of(text)
    except Refused:
        return
    assert len(name) <= bounds.LONGEST_NAME
    assert name == name.strip()
    assert name.isprintable()
    assert bounds.name_of(name) == name
    name.encode()


@given(TEXTS)
def test_whatever_is_typed_for_a_code_is_one_or_is_refused(text: str) -> None:
    try:
        code = bounds.code_of(text)
    except Refused:
        return
    assert set(code) <= set(bounds.LETTERS)
    assert len(code) == bounds.LENGTH


@settings(max_examples=20)
@given(st.data())
def test_a_code_that_was_made_is_read_however_it_is_typed(data: st.DataObject) -> None:
    code = bounds.new_code()
    turned = [
        data.draw(st.sampled_from([one, one.lower(), f"{one} ", chr(ord(one) + 0xFEE0)])) for one in code
    ]
    assert bounds.code_of("".join(turned)) == code

"""Rooms: who gets in, who may do what, what is left when they end; on SQLite and on PostgreSQL."""

import threading

import pytest
import sqlalchemy as sa

from dlplay.classroom import rooms_bounds as bounds
from dlplay.classroom import rooms_order, rooms_votes, rooms_work
from dlplay.classroom.rooms import Classroom, Desk
from dlplay.classroom.rooms_bounds import Pace, Refused
from dlplay.classroom.rooms_keys import Keys, Seat
from dlplay.classroom.store import HEAD, MIGRATIONS, Store
from dlplay.classroom.store_tables import TABLES
from tests.unit.classroom.drawn import digit


def ask(classroom: Classroom, keys: Keys, answer: int | None = 1) -> None:
    with classroom.teacher(keys) as desk:
        rooms_votes.ask(desk, "Which is steeper at 0?", ["sigmoid", "tanh", "both alike"], answer)


def vote(classroom: Classroom, seat: Seat, choice: int, turn: int | None = None) -> None:
    with classroom.member(seat) as desk:
        rooms_votes.vote(desk, choice, turn)


def do(classroom: Classroom, keys: Keys, act, *given) -> None:
    with classroom.teacher(keys) as desk:
        act(desk, *given)


def refused(why: str, act, *given) -> None:
    with pytest.raises(Refused) as refusal:
        act(*given)
    assert refusal.value.why == why
    assert why in bounds.REASONS


def rows(classroom: Classroom) -> dict[str, int]:
    """How many there are in each table."""
    with classroom._store.reading() as connection:
        return {
            table.name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for table in TABLES.sorted_tables
        }


def test_a_class_joins_by_the_code_under_animals_of_its_own(classroom: Classroom) -> None:
    keys = classroom.open("teacher")
    assert len(keys.code) == bounds.LENGTH
    assert set(keys.code) <= set(bounds.LETTERS)
    seats = [classroom.join(f" {keys.code[:3].lower()}-{keys.code[3:]} ") for _ in range(40)]
    people = classroom.board(keys.code).people
    assert len({one.animal for one in people.values()}) == 40
    assert [classroom.who(seat) for seat in seats] == list(people)
    assert classroom.is_teacher(keys)


def test_a_chosen_name_is_one_line_of_text_and_nobody_elses(classroom: Classroom) -> None:
    keys = classroom.open("teacher")
    classroom.join(keys.code, "  Zoë\u202e\x00\n<b>x  ")
    classroom.join(keys.code, "小明")
    assert [one.name for one in classroom.board(keys.code).people.values()] == ["Zoë <b>x", "小明"]
    refused("taken", classroom.join, keys.code, "ＺＯË <B>x")  # nobody tells them apart
    for name in ("a" * 17, "…!", "Teacher", "老 师", "x" * 1_000_000):
        refused("name", classroom.join, keys.code, name)
    assert len(classroom.board(keys.code).people) == 2


def test_nobody_joins_a_room_that_is_not_there_is_full_or_is_frozen(
    classroom: Classroom, monkeypatch
) -> None:
    keys = classroom.open("teacher")
    refused("gone", classroom.join, "BBBBBB" if keys.code != "BBBBBB" else "CCCCCC")
    for typed in ("", "BBB", "BBBBB1", "ÄÄÄÄÄÄ", keys.code * 1000, "'; --"):
        refused("code", classroom.join, typed)
    do(classroom, keys, rooms_order.freeze, True)
    refused("frozen", classroom.join, keys.code)
    do(classroom, keys, rooms_order.freeze, False)
    monkeypatch.setattr(bounds, "MOST_MEMBERS", 2)
    for _ in range(2):
        classroom.join(keys.code)
    refused("full", classroom.join, keys.code)


def test_rooms_that_nobody_has_joined_make_way_when_there_are_too_many(
    classroom: Classroom, clock, monkeypatch
) -> None:
    monkeypatch.setattr(bounds, "MOST_ROOMS", 3)
    in_use, unused = classroom.open("a teacher"), classroom.open("one who opens")
    classroom.join(in_use.code)
    clock.now += 3600 * bounds.UNUSED
    fresh = classroom.open("another teacher")  # and still waits for the class
    new = classroom.open("one more")
    refused("gone", classroom.is_teacher, unused)
    assert all(map(classroom.is_teacher, (in_use, fresh, new)))
    refused("rooms", classroom.open, "too many")


def test_who_leaves_with_nothing_given_leaves_no_empty_seat(classroom: Classroom) -> None:
    keys = classroom.open("teacher")
    ask(classroom, keys)
    for _ in range(bounds.MOST_MEMBERS + 1):  # by one who joins again and again
        with classroom.member(classroom.join(keys.code)) as desk:
            rooms_order.leave(desk)
    seat = classroom.join(keys.code)
    vote(classroom, seat, 1)
    with classroom.member(seat) as desk:
        rooms_order.leave(desk)
    assert classroom.board(keys.code).question.counts(1) == (0, 1, 0)  # what was given stays
    assert len(classroom.board(keys.code).people) == 1


def test_only_the_secret_makes_a_teacher(classroom: Classroom) -> None:
    keys = classroom.open("teacher")
    seat = classroom.join(keys.code)
    other = classroom.open("another teacher")
    for forged in ("", keys.code, seat.token, keys.secret[:-1], keys.secret + "x", other.secret, "é" * 9999):
        refused("teacher", do, classroom, Keys(keys.code, forged), rooms_order.freeze, True)
        assert not classroom.is_teacher(Keys(keys.code, forged))
    for forged in ("", keys.secret, seat.token + "x"):
        refused("seat", vote, classroom, Seat(keys.code, forged), 0)
    refused("seat", vote, classroom, Seat(other.code, seat.token), 0)  # a seat in another room
    assert not classroom.board(keys.code).frozen


def test_no_secret_stands_in_the_database(classroom: Classroom) -> None:
    keys = classroom.open("teacher")
    seat = classroom.join(keys.code)
    with classroom._store.reading() as connection:
        held = [
            str(cell) + repr(cell)
            for table in TABLES.sorted_tables
            for row in connection.execute(sa.select(table))
            for cell in row
        ]
    assert keys.code in "".join(held)
    assert not [cell for cell in held if keys.secret in cell or seat.token in cell]


def test_a_room_ends_after_twelve_hours_and_its_data_with_it(classroom: Classroom, clock) -> None:
    keys = classroom.open("teacher")
    seat = classroom.join(keys.code)
    ask(classroom, keys)
    vote(classroom, seat, 1)
    with classroom.member(seat) as desk:
        rooms_work.draw(desk, digit(3), 3)
    do(classroom, keys, rooms_work.set_task, "rating", ["tea", "rice"])
    with classroom.member(seat) as desk:
        rooms_work.mark(desk, 0, 5)
    assert set(rows(classroom).values()) == {1}
    clock.now += 12 * 3600 - 1
    assert classroom.sweep() == 0
    clock.now += 1
    refused("gone", vote, classroom, seat, 0)
    refused("gone", classroom.join, keys.code)
    refused("gone", do, classroom, keys, rooms_order.freeze, True)
    assert classroom.sweep() == 1
    assert set(rows(classroom).values()) == {0}


def test_a_room_that_is_closed_is_gone_for_everybody(classroom: Classroom) -> None:
    keys = classroom.open("teacher")
    seat = classroom.join(keys.code)
    other = classroom.open("another teacher")
    refused("teacher", classroom.close, Keys(keys.code, other.secret))
    classroom.close(keys)
    refused("gone", classroom.board, keys.code)
    refused("gone", classroom.who, seat)
    assert rows(classroom)["members"] == 0
    assert classroom.board(other.code).people == {}


def test_the_teacher_removes_a_name_a_member_and_everything(classroom: Classroom) -> None:
    keys = classroom.open("teacher")
    rude, kind = classroom.join(keys.code, "rude"), classroom.join(keys.code)
    rude_id, kind_id = classroom.who(rude), classroom.who(kind)
    ask(classroom, keys)
    vote(classroom, rude, 0)
    vote(classroom, kind, 1)
    do(classroom, keys, rooms_order.remove_name, rude_id)
    assert classroom.board(keys.code).people[rude_id].name == ""
    do(classroom, keys, rooms_order.remove_member, rude_id)
    assert classroom.board(keys.code).question.counts(1) == (0, 1, 0)
    refused("seat", vote, classroom, rude, 0)
    do(classroom, keys, rooms_order.empty)
    board = classroom.board(keys.code)
    assert (board.questions, list(board.people)) == ((), [kind_id])


def test_a_teacher_removes_nobody_from_another_room(classroom: Classroom) -> None:
    keys, other = classroom.open("teacher"), classroom.open("another")
    seat = classroom.join(keys.code, "Ann")
    for act in (rooms_order.remove_member, rooms_order.remove_name):
        do(classroom, other, act, classroom.who(seat))
    assert [one.name for one in classroom.board(keys.code).people.values()] == ["Ann"]


def test_the_class_is_brought_to_pages_of_ours_alone(classroom: Classroom) -> None:
    keys = classroom.open("teacher")
    seat = classroom.join(keys.code)
    do(classroom, keys, rooms_order.bring, "losses?slope=-1.5&view=line&text=%E4%BD%A0")
    board = classroom.board(keys.code)
    assert board.seen_by(classroom.who(seat)).page.startswith("losses?")
    for page in (
        "https://evil.example",
        "//evil.example",
        "javascript:x",
        "a" * 2001,
        "losses?a=<b>",
        "../x",
        "x#y",
    ):
        refused("page", do, classroom, keys, rooms_order.bring, page)
    do(classroom, keys, rooms_order.bring, "")
    assert classroom.board(keys.code).page == ""


def test_who_asks_too_often_is_told_and_others_are_not_kept_waiting(classroom: Classroom) -> None:
    keys = classroom.open("teacher")
    loud, quiet = classroom.join(keys.code), classroom.join(keys.code)
    ask(classroom, keys)
    before = classroom.version(keys.code)
    told = []
    for number in range(10_000):
        try:
            vote(classroom, loud, number % 3)
        except Refused as refusal:
            told.append(refusal.why)
    assert set(told) == {"fast"}
    assert classroom.board(keys.code).version - before < 500
    vote(classroom, quiet, 1)
    assert classroom.board(keys.code).question.voters(1) == 2
    assert rows(classroom)["votes"] == 2
    for _ in range(20):
        classroom.open("one who opens")
    refused("fast", classroom.open, "one who opens")


def test_a_pace_lets_some_through_at_once_and_then_one_every_so_often() -> None:
    now = [0.0]
    pace = Pace(3, 10.0, clock=lambda: now[0], most=2)

    def let(who: str) -> bool:
        try:
            pace.take(who)
        except Refused:
            return False
        return True

    assert [let("a") for _ in range(5)] == [True, True, True, False, False]
    now[0] = 9.9
    assert not let("a")
    now[0] = 10.1
    assert [let("a"), let("a")] == [True, False]
    now[0] = 1000.0
    assert [let("a") for _ in range(4)] == [True, True, True, False]
    assert let("b")
    assert let("c")
    assert len(pace._full) == 2


def test_two_processes_share_a_room_and_it_outlives_a_restart(start) -> None:
    one, other = start(), start()
    keys = one.open("teacher")
    seats = [(one, other)[place % 2].join(keys.code) for place in range(8)]
    ask(other, keys)
    threads = [
        threading.Thread(target=vote, args=((one, other)[place % 2], seat, place % 3))
        for place, seat in enumerate(seats)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    third = start()
    for classroom in (one, other, third):
        classroom.forget(keys.code)  # as after half a second
        assert classroom.board(keys.code).question.counts(1) == (3, 3, 2)
    vote(third, seats[0], 2)
    assert third.board(keys.code).question.counts(1) == (2, 3, 3)


def test_who_looks_again_reads_one_small_row(classroom: Classroom) -> None:
    keys = classroom.open("teacher")
    classroom.join(keys.code)
    read = []
    board = classroom.board(keys.code)
    sa.event.listen(classroom._store._engine, "before_cursor_execute", lambda *given: read.append(given[2]))
    for _ in range(40):
        assert classroom.board(keys.code) is board
    assert not [one for one in read if "SELECT" in one]
    classroom.forget(keys.code)  # as after half a second
    assert classroom.board(keys.code) is board
    assert len([one for one in read if "SELECT" in one]) == 1
    classroom.join(keys.code)
    assert len(classroom.board(keys.code).people) == 2


def test_a_teacher_hears_of_every_change_and_students_of_the_teacher_s_alone(classroom: Classroom) -> None:
    keys, other = classroom.open("teacher"), classroom.open("another")
    seat = classroom.join(keys.code)

    def changes() -> tuple[int, int]:
        look = classroom.look(keys.code, "")
        assert look.change(seat.token) == look.change(other.secret) == look.change("")
        return look.change(keys.secret), look.change("")

    ask(classroom, keys)
    before = changes()
    vote(classroom, seat, 1)
    voted = changes()
    assert voted[0] > before[0]
    assert voted[1] == before[1]
    do(classroom, keys, rooms_votes.reveal)
    assert changes() == (voted[0] + 1, voted[1] + 1)
    board = classroom.board(keys.code)
    assert (board.version, board.orders) == changes()


def test_codes_are_not_tried_at_random_and_who_is_in_a_room_may_ask(classroom: Classroom) -> None:
    keys = classroom.open("teacher")
    for _ in range(1000):
        classroom.look(keys.code, "in the room")
    tried = [f"{first}{second}BBBB" for first in bounds.LETTERS for second in bounds.LETTERS]
    told = []
    for code in tried:
        with pytest.raises(Refused) as refusal:
            classroom.look(code, "who tries")
        told.append(refusal.value.why)
    assert told[:100] == ["gone"] * 100
    assert told[-100:] == ["fast"] * 100
    for _ in range(1000):  # the room ends; those who were there hear it, and may join another
        classroom.look(keys.code, "in the room")
    classroom.close(keys)
    for _ in range(1000):
        refused("gone", classroom.look, keys.code, "in the room")
    classroom.join(classroom.open("teacher").code, visitor="in the room")


def test_who_was_let_in_or_sent_out_elsewhere_is_known_at_once(start) -> None:
    one, other = start(), start()
    keys = one.open("teacher")
    assert not other.board(keys.code).people  # and does not look again for a moment
    seat = one.join(keys.code)
    board, seen = other.seen(seat)
    assert list(board.people) == [seen.me.id]
    before = other.board(keys.code)
    do(one, keys, rooms_order.remove_member, seen.me.id)
    assert other.board(keys.code) is before
    refused("seat", other.seen, seat)
    other.forget(keys.code)
    refused("seat", other.board(keys.code).seen_by, seen.me.id)


def test_a_write_that_breaks_leaves_nothing(classroom: Classroom) -> None:
    keys = classroom.open("teacher")
    before = rows(classroom)

    def breaks(desk: Desk) -> None:
        rooms_votes.ask(desk, "Half?", ["yes", "no"])
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        do(classroom, keys, breaks)
    assert rows(classroom) == before


def test_the_tables_are_those_that_the_steps_make(url: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    store = Store(url)
    with store.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), TABLES) == []
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [HEAD]
    store.close()


def test_rooms_that_are_open_outlive_the_next_step_of_the_tables(url: str) -> None:
    from alembic import command
    from alembic.config import Config

    store = Store(url)
    keys = Classroom(store).open("teacher")
    with store.writing() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.downgrade(config, "first_rooms")
    store.close()
    again = Store(url)
    classroom = Classroom(again)
    assert classroom.is_teacher(keys)
    do(classroom, keys, rooms_order.freeze, True)
    assert classroom.look(keys.code, "").change("") == 1
    again.close()

"""All that a room holds at one moment, read once for all who look; and what a student sees of it."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from sqlalchemy import select
from sqlalchemy.engine import Connection, Row, RowMapping

from dlplay.classroom.rooms_bounds import Refused
from dlplay.classroom.rooms_scale import Scale, read_scale
from dlplay.classroom.store_tables import drawings, marks, members, questions, rooms, votes

SIDE = 28  # pixels of a drawing, as the network reads it
ROUNDS = (1, 2)


class Person(NamedTuple):
    """A member: an animal, or a name if there is one; and what their own network reads, by drawings' ids."""

    id: int
    animal: str
    name: str
    readings: Mapping[int, int]


class Drawing(NamedTuple):
    """A digit of the class, and who drew it; `pixels` are uint8 (28, 28), 255 full ink."""

    id: int
    member: int
    label: int
    pixels: np.ndarray


class Task(NamedTuple):
    """What the class rates from 1 to 5 ("rating"), or labels with 0 or 1 ("label")."""

    kind: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """What is asked, and who has chosen what: `choices[round, member]` is an option's place.

    Where a `scale` stands in for the options, it is a place on that.
    """

    id: int
    key: str
    text: str
    options: tuple[str, ...]
    answer: int | None
    round: int
    open: bool
    revealed: bool
    choices: Mapping[tuple[int, int], int]
    scale: Scale | None = None

    @property
    def has_answer(self) -> bool:
        """Whether one is right."""
        return self.answer is not None or (self.scale is not None and self.scale.right is not None)

    def is_right(self, choice: int) -> bool:
        """Whether this place is right."""
        return choice == self.answer if self.scale is None else self.scale.is_right(choice)

    def places(self, turn: int) -> tuple[int, ...]:
        """What was chosen in round 1 or 2, in an order that does not tell by whom."""
        return tuple(sorted(choice for (made, _), choice in self.choices.items() if made == turn))

    def counts(self, turn: int) -> tuple[int, ...]:
        """How many have chosen each option in round 1 or 2."""
        found = Counter(choice for (made, _), choice in self.choices.items() if made == turn)
        return tuple(found[place] for place in range(len(self.options)))

    def voters(self, turn: int) -> int:
        """How many have voted in a round."""
        return sum(made == turn for made, _ in self.choices)

    def changes(self) -> tuple[int, int, int]:
        """Of those who voted twice: who moved to the right answer, away from it, and stayed or moved else."""
        both = [
            (choice, self.choices[2, member])
            for (made, member), choice in self.choices.items()
            if made == 1 and (2, member) in self.choices
        ]
        right = [(self.is_right(first), self.is_right(second)) for first, second in both]
        towards, away = right.count((False, True)), right.count((True, False))
        return towards, away, len(both) - towards - away


@dataclass(frozen=True)
class Board:
    """A room at one moment; the teacher sees all of it, and nobody else does: see `Seen`."""

    code: str
    version: int  # counts every change
    orders: int  # counts those of the teacher's
    ends: float
    frozen: bool
    page: str
    task: Task | None
    people: Mapping[int, Person]
    questions: tuple[Question, ...]  # the newest, which is the one asked now, last
    drawings: tuple[Drawing, ...]
    marks: Mapping[tuple[int, int], int] = field(default_factory=dict)  # of (member, item)

    @property
    def question(self) -> Question | None:
        """The one that is asked now."""
        return self.questions[-1] if self.questions else None

    def voted(self, member: int, key: str) -> dict[int, str | tuple[float, ...]]:
        """By round, the text or the numbers that a member chose when this was asked; after the reveal."""
        asked = [one for one in self.questions if one.key == key and one.revealed]
        return {
            turn: one.scale.point(choice) if one.scale else one.options[choice]
            for one in asked[-1:]
            for turn in ROUNDS
            if (choice := one.choices.get((turn, member))) is not None
        }

    def seen_by(self, member: int) -> "Seen":
        """What this member may know. Raises Refused: "seat" for one who is not there."""
        if member not in self.people:
            raise Refused("seat")
        asked = self.question
        shown = asked is not None and asked.revealed
        return Seen(
            self.people[member],
            self.frozen,
            self.page,
            self.task,
            asked.text if asked else None,
            asked.options if asked else (),
            asked.round if asked else 1,
            bool(asked and asked.open and not self.frozen),
            shown,
            {turn: asked.choices.get((turn, member)) for turn in ROUNDS} if asked else {},
            {turn: asked.counts(turn) for turn in ROUNDS} if asked and shown else {},
            asked.answer if asked and shown else None,
            (asked.scale if shown else asked.scale.hidden()) if asked and asked.scale else None,
            {turn: asked.places(turn) for turn in ROUNDS} if asked and asked.scale and shown else {},
            tuple(one for one in self.drawings if one.member == member),
            {item: value for (who, item), value in self.marks.items() if who == member},
        )


class Seen(NamedTuple):
    """What a student's phone shows: of others only counts, and those only after the reveal."""

    me: Person
    frozen: bool
    page: str
    task: Task | None
    question: str | None
    options: tuple[str, ...]
    round: int
    open: bool
    revealed: bool
    chosen: Mapping[int, int | None]  # by round: one's own vote
    counts: Mapping[int, tuple[int, ...]]  # by round, after the reveal
    answer: int | None  # the right option, after the reveal
    scale: Scale | None  # in the place of options; what is right on it, after the reveal
    places: Mapping[int, tuple[int, ...]]  # by round, what was chosen on it, after the reveal
    drawings: tuple[Drawing, ...]  # one's own
    marks: Mapping[int, int]  # one's own


def read(connection: Connection, room: RowMapping) -> Board:
    """All of a room, of one moment of the database."""
    here = room["id"]
    people = connection.execute(select(members).where(members.c.room == here).order_by(members.c.id))
    asked = connection.execute(select(questions).where(questions.c.room == here).order_by(questions.c.id))
    drawn = connection.execute(select(drawings).where(drawings.c.room == here).order_by(drawings.c.id))
    made = connection.execute(
        select(marks.c.member, marks.c.item, marks.c.value)
        .join(members, members.c.id == marks.c.member)
        .where(members.c.room == here)
    )
    chosen: dict[int, dict[tuple[int, int], int]] = {}
    for one in connection.execute(
        select(votes).join(questions, questions.c.id == votes.c.question).where(questions.c.room == here)
    ):
        chosen.setdefault(one.question, {})[one.round, one.member] = one.choice
    return Board(
        room["code"],
        room["version"],
        room["orders"],
        room["ends"],
        room["frozen"],
        room["page"],
        Task(*_task(room["task"])) if room["task"] else None,
        {one.id: Person(one.id, one.animal, one.name, _readings(one.readings)) for one in people},
        tuple(_question(one, chosen.get(one.id, {})) for one in asked),
        tuple(Drawing(one.id, one.member, one.label, _pixels(one.pixels)) for one in drawn),
        {(member, item): value for member, item, value in made},
    )


def room_of(connection: Connection, code: str, lock: bool = False) -> RowMapping | None:
    """The row of a room; `lock` keeps others from changing it before this transaction ends."""
    found = select(rooms).where(rooms.c.code == code)
    return connection.execute(found.with_for_update() if lock else found).mappings().first()


def _question(row: Row, choices: Mapping[tuple[int, int], int]) -> Question:
    options = json.loads(row.options)
    scale = read_scale(options)
    texts = () if scale else tuple(options)
    return Question(
        row.id, row.key, row.text, texts, row.answer, row.round, row.open, row.revealed, choices, scale
    )


def _task(written: str) -> tuple[str, tuple[str, ...]]:
    task = json.loads(written)
    return task["kind"], tuple(task["items"])


def _readings(written: str) -> dict[int, int]:
    return {int(drawing): label for drawing, label in json.loads(written or "{}").items()}


def _pixels(data: bytes) -> np.ndarray:
    return np.frombuffer(data, np.uint8).reshape(SIDE, SIDE)

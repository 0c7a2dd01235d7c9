"""What the lesson on memory claims."""

from collections.abc import Mapping

from dlplay.classroom.outcomes import Outcome, outcome
from dlplay.classroom.outcomes.query import number
from dlplay.recurrent.measured import Question


@outcome("memory.left")
def left(query: Mapping[str, str]) -> Outcome:
    weight, steps = number(query, "weight", 0.9), int(number(query, "steps", 50))
    share = weight**steps
    right = "a" if share > 0.3 else "c" if 0 < share < 0.01 else "b"
    return Outcome(right, {"weight": weight, "steps": steps, "left": share})


@outcome("memory.half")
def half(query: Mapping[str, str]) -> Outcome:
    steps, above = int(number(query, "steps", 50)), 1.1
    near = number(query, "weight", 0.9)
    weight = 0.5 ** (1 / steps)
    grown = {"above": above, "grown": above**steps, "near": near, "kept": near**steps}
    return Outcome(weight, {"weight": weight, "steps": steps} | grown)


@outcome("memory.gate")
def gate(query: Mapping[str, str]) -> Outcome:
    steps, opened = int(number(query, "steps", 50)), number(query, "gate", 0.99)
    shut = 0.0
    chooses = opened**steps == 1.0 and shut**steps == 0.0
    return Outcome(
        "b" if chooses else None, {"gate": 0.9, "steps": steps, "open": opened, "left": opened**steps}
    )


def _arrived(length: int, radius: float) -> float:
    return float(Question("by_hand", "text", length, radius).measure("simple_rnn").arrived[-1])


@outcome("memory.radius")
def radius(query: Mapping[str, str]) -> Outcome:
    length, large = int(number(query, "length", 100)), number(query, "radius", 0.9)
    tiny, balanced, huge = (_arrived(length, one) for one in (1.0, 1.2, large))
    right = "a" if 0.1 < huge < 1 else "b" if huge > 1000 else "c"
    numbers = {"length": length, "small": 1.0, "tiny": tiny, "large": large, "huge": huge}
    return Outcome(right, numbers | {"balanced": balanced})


@outcome("memory.transfer")
def transfer(query: Mapping[str, str]) -> Outcome:
    steps, forget, weight = 100, 0.99, 0.95
    gated, plain = forget**steps, weight**steps
    right = "a" if 0.3 < gated < 0.4 and plain < 0.01 else "c"
    return Outcome(
        right, {"steps": steps, "forget": forget, "gated": gated, "weight": weight, "plain": plain}
    )

"""Since when nobody answers, by a clock that the test sets."""

from dlplay.jobs.outage import Outage
from tests.unit.conftest import Clock


def test_it_is_known_after_some_seconds_of_trying_and_until_somebody_answers(clock: Clock) -> None:
    outage = Outage(4.0, clock)
    assert (outage.suspected, outage.known) == (False, False)
    outage.trying()
    assert (outage.suspected, outage.known) == (True, False)
    clock.now += 3.9
    outage.trying()  # again: it counts from the first time
    assert not outage.known
    clock.now += 0.2
    assert outage.known
    clock.now += 3600.0
    assert outage.known
    outage.over()
    assert (outage.suspected, outage.known) == (False, False)
    outage.trying()
    assert not outage.known


def test_a_short_look_is_no_outage_however_much_later_the_next_one_is(clock: Clock) -> None:
    outage = Outage(4.0, clock)
    for _ in range(3):
        outage.trying()
        clock.now += 0.01
        outage.over()
        clock.now += 3600.0
        assert not outage.known


def test_who_comes_later_has_not_waited_as_long(clock: Clock) -> None:
    clock.now = 100.0
    outage = Outage(4.0, clock)
    assert outage.in_vain(0.0) == 0.0
    outage.trying()
    clock.now += 10.0
    assert outage.in_vain(40.0) == 10.0  # waited before, for other reasons
    assert outage.in_vain(107.0) == 3.0

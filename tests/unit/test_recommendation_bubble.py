"""The simulation of a platform: what its texts claim holds for many seeds, not for one."""

import numpy as np
import pytest

from dlplay.recommendation.bubble import BEGUN, PEOPLE, ROUNDS, SHARES, THINGS, simulate
from dlplay.recommendation.measures import measure, most_rated, shown_counts

SEEDS = range(10)
FOUND = {(seed, k): simulate(seed, k) for seed in SEEDS for k in (0, 2)}
EVERY = pytest.mark.parametrize("seed", SEEDS)


@EVERY
@pytest.mark.parametrize("factors", [0, 2])
def test_nobody_is_shown_a_thing_twice_or_one_that_was_rated_before(seed: int, factors: int) -> None:
    found = FOUND[seed, factors]
    begun = ~np.isnan(found.made.values)
    assert begun.sum() == PEOPLE * BEGUN
    for shown in found.shown:
        for person, things in enumerate(shown.T):
            assert len(set(things.tolist())) == ROUNDS
            assert not begun[person, things].any()
    assert (shown_counts(found).sum(axis=1) == PEOPLE * ROUNDS).all()


@EVERY
def test_without_chance_people_like_what_they_see_more_and_see_less_of_the_other_side(seed: int) -> None:
    told = measure(FOUND[seed, 2])
    assert told.liked[0] > told.liked[5] > told.liked[10]
    assert told.liked[0] - told.liked[10] > 0.7
    assert told.other_side[0] < 0.25
    assert told.other_side[0] < told.other_side[5] < told.other_side[10]
    assert 0.4 < told.other_side[10] < 0.6


@EVERY
def test_a_tenth_by_chance_shows_nearly_everything_and_costs_little(seed: int) -> None:
    told = measure(FOUND[seed, 2])
    assert told.covered[0] < 0.9 < told.covered[1]
    assert told.liked[0] - told.liked[1] < 0.2
    assert told.error[10] < told.error[3] < told.error[0]


@EVERY
def test_without_tastes_all_get_the_same_few_things(seed: int) -> None:
    alike, by_taste = measure(FOUND[seed, 0]), measure(FOUND[seed, 2])
    assert alike.covered[0] < 0.5 < by_taste.covered[0]
    assert alike.liked[0] < by_taste.liked[0]
    assert alike.other_side[0] > 0.4 > by_taste.other_side[0]
    assert shown_counts(FOUND[seed, 0])[0].max() > 0.9 * PEOPLE


def test_all_by_chance_is_the_same_whatever_has_learned() -> None:
    for seed in SEEDS:
        np.testing.assert_array_equal(FOUND[seed, 0].shown[-1], FOUND[seed, 2].shown[-1])


def test_the_measures_by_hand() -> None:
    found = FOUND[1, 2]
    made, shown = found.made, found.shown[4]
    told = measure(found)
    ratings = [made.whole[person, thing] for one in shown for person, thing in enumerate(one)]
    assert told.liked[4] == pytest.approx(np.mean(ratings))
    against = [
        made.tastes[person] @ made.places[thing] < 0 for one in shown for person, thing in enumerate(one)
    ]
    assert told.other_side[4] == pytest.approx(np.mean(against))
    assert told.covered[4] == len(set(shown.ravel().tolist())) / THINGS
    top = set(most_rated(made.values).tolist())
    assert len(top) == THINGS // 4
    assert told.popular[4] == pytest.approx(np.mean([thing in top for thing in shown.ravel().tolist()]))
    counts = (~np.isnan(made.values)).sum(axis=0)
    assert counts[list(top)].min() >= np.delete(counts, list(top)).max()
    assert len(told.error) == len(SHARES)

"""Agreement of two choices: chance is counted over every draw there is."""

from itertools import combinations

import pytest

from dlplay.summary.agreement import at_least, hits


@pytest.mark.parametrize(("total", "marked", "drawn"), [(4, 3, 3), (8, 3, 3), (9, 2, 4), (5, 5, 2)])
def test_chance_is_the_share_of_all_draws_that_hit_as_many(total: int, marked: int, drawn: int) -> None:
    draws = list(combinations(range(total), drawn))
    for found in range(min(marked, drawn) + 1):
        as_good = sum(hits(draw, range(marked)) >= found for draw in draws)
        assert at_least(found, total, marked, drawn) == pytest.approx(as_good / len(draws))


def test_hits_are_what_both_have() -> None:
    assert hits([4, 0, 2], (2, 3, 4)) == 2
    assert hits([], (1,)) == 0

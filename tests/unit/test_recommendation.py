"""Ratings, the factorisation and what it must beat: finite differences, the closed form, cases by hand."""

import numpy as np
import pytest

from dlplay.recommendation import Model, Ratings, Recipe, learn
from dlplay.recommendation import factors as module
from dlplay.recommendation.baselines import predicted, thing_means
from dlplay.recommendation.cold import cold_start, path
from dlplay.recommendation.factors import gradient, loss
from dlplay.recommendation.generated import THINGS, Society, foods
from dlplay.recommendation.ratings import MOST_PEOPLE, MOST_THINGS, root_mean_square
from dlplay.recommendation.ridge import alternate, first_points, fold_in, model

NONE = np.nan
SMALL = Ratings(("Ann", "Bo", "Cy"), ("tea", "ice"), np.array([[5, 1], [4, NONE], [NONE, 3]]))
SEEDS = range(8)


def of_class(society: Society) -> Ratings:
    made = foods(society)
    return Ratings(tuple(map(str, range(society.people))), tuple(THINGS), made.values)


@pytest.mark.parametrize(
    "values",
    [[[5, 1]], [[5, 1], [4, 0], [NONE, 3]], [[5, 1], [4, 6], [NONE, 3]], [[5, 1], [4, np.inf], [1, 3]]],
)
def test_ratings_are_a_table_of_one_to_five(values: list) -> None:
    with pytest.raises(ValueError, match=r"values must be|ratings must be"):
        Ratings(("Ann", "Bo", "Cy"), ("tea", "ice"), np.array(values))


def test_ratings_are_bounded_and_never_change() -> None:
    many = ("",) * (MOST_PEOPLE + 2), ("",) * (MOST_THINGS + 1)
    for people, things in ((many[0], ("",)), (("",), many[1]), ((), ("",)), (("",), ())):
        with pytest.raises(ValueError, match="at most"):
            Ratings(people, things, np.ones((len(people), len(things))))
    with pytest.raises(ValueError, match="read-only"):
        SMALL.values[0, 0] = 3


def test_held_out_are_known_ratings_and_none_of_one_s_own() -> None:
    given = of_class(Society(seed=3)).joined("me", np.full(12, 4.0))
    hidden = given.held_out(3, always=1)
    assert hidden.sum() == round(0.2 * (given.known.sum() - 12))
    assert not (hidden & ~given.known).any()
    assert not hidden[-1].any()
    # which they are does not change with one's own
    other = of_class(Society(seed=3)).joined("me", np.full(12, NONE))
    np.testing.assert_array_equal(other.held_out(3, always=1)[:-1], hidden[:-1])


def test_the_gradient_is_what_finite_differences_say() -> None:
    l2, learned = 0.7, learn(SMALL, recipe=Recipe(factors=2, l2=0.7, epochs=8))
    here = learned.weights[5].copy()
    now = learned.at(5)
    errors = np.where(SMALL.known, np.nan_to_num(SMALL.values) - now.predict(), 0)
    told = gradient(errors, (now.P, now.Q), here, l2, 4)
    for place in range(len(here)):
        ends = []
        for sign in (1, -1):
            learned.weights[5] = here
            learned.weights[5, place] += sign * 1e-6
            ends.append(loss(SMALL, learned.at(5), l2))
        assert told[place] == pytest.approx((ends[0] - ends[1]) / 2e-6, rel=1e-5, abs=1e-8)


def test_one_person_with_one_rating_by_hand() -> None:
    """(b, p) = (XᵀX + λI)⁻¹ Xᵀ e with X = (1, 2), λ = 1, e = 3: b = 3/6, p = 2 · 3/6."""
    found = fold_in(np.array([[NONE, 5.0]]), np.array([1.0, 2.0]), np.array([[7.0], [2.0]]), 1.0)
    np.testing.assert_allclose(found, [[0.5, 1.0]])
    assert fold_in(np.array([[NONE, NONE]]), np.zeros(2), np.ones((2, 1)), 1.0).tolist() == [[0, 0]]


@pytest.mark.parametrize("factors", [0, 1, 2, 5])
def test_gradient_descent_ends_as_low_as_alternating_least_squares(factors: int) -> None:
    given = of_class(Society(seed=2))
    ours = learn(given, recipe=Recipe(factors=factors, epochs=800)).model
    closed = model(given.values, factors, 1.0, rounds=300)
    low = loss(given, closed, 1.0)
    assert loss(given, ours, 1.0) == pytest.approx(low, rel=0.03)  # with factors there are several hollows
    if factors == 0:
        np.testing.assert_allclose(ours.predict(), closed.predict(), atol=1e-3)


def test_no_weight_of_the_closed_form_can_be_moved_downhill() -> None:
    given = of_class(Society(people=20, seed=4))
    mean, *parts = alternate(given.values, np.zeros(12), first_points(12, 2, 1), 1.0, 400)
    low = loss(given, Model(float(mean), *parts), 1.0)
    rng = np.random.default_rng(1)
    for _ in range(30):
        moved = [one + rng.normal(0, 1e-3, one.shape) for one in parts]
        assert loss(given, Model(float(mean), *moved), 1.0) > low


def test_the_trace_tells_what_the_models_on_the_way_are_off() -> None:
    given = of_class(Society())
    hidden = given.held_out(1)
    learned = learn(given, hidden)
    for epoch in (0, 7, 60):
        errors = given.values - learned.at(epoch).predict()
        assert learned.train[epoch] == pytest.approx(root_mean_square(errors[given.known & ~hidden]))
        assert learned.held_out[epoch] == pytest.approx(root_mean_square(errors[hidden]))
    assert np.isnan(learn(given).held_out).all()


def test_held_out_ratings_teach_nothing() -> None:
    given, other = of_class(Society()), of_class(Society()).values.copy()
    hidden = given.held_out(1)
    other[hidden] = 1
    changed = Ratings(given.people, given.things, other)
    np.testing.assert_array_equal(learn(given, hidden).weights, learn(changed, hidden).weights)
    with pytest.raises(ValueError, match="a rating to learn from"):
        learn(given, given.known)


@pytest.mark.parametrize("angle", [0.3, 2.0, -1.0])
def test_turned_points_predict_the_same(angle: float) -> None:
    one = learn(of_class(Society()), recipe=Recipe(factors=3)).model
    turned = one.turned(angle)
    assert np.abs(turned.Q - one.Q).max() > 0.1
    np.testing.assert_allclose(turned.predict(), one.predict(), atol=1e-12)
    assert one.turned(np.pi / 2).Q[0, :2] == pytest.approx([-one.Q[0, 1], one.Q[0, 0]])


def test_two_hidden_tastes_are_found_and_more_factors_know_only_what_they_were_told() -> None:
    off = {"train": [], "held_out": []}
    for seed in range(20):
        given = of_class(Society(seed=seed))
        found = [learn(given, given.held_out(seed), Recipe(factors=k)) for k in (0, 2, 8)]
        for part, rows in off.items():
            rows.append([getattr(one, part)[-1] for one in found])
    (none, two, eight), (lowest, low, least) = (np.array(off[part]).T for part in ("held_out", "train"))
    assert (two < none).all()
    assert two.mean() < 0.7 * none.mean()
    assert (eight > two).sum() >= 15
    assert ((least < low) & (low < lowest)).all()


def test_what_knows_no_taste_by_hand() -> None:
    told = predicted(SMALL.values, 1.0)
    assert told["mean"].tolist() == [[3.25] * 2] * 3
    assert told["thing"].tolist() == [[4.5, 2]] * 3
    assert thing_means(np.array([[5, NONE], [4, NONE]])).tolist() == [4.5, 4.5]
    np.testing.assert_allclose(
        told["biases"], learn(SMALL, recipe=Recipe(factors=0, epochs=600)).model.predict(), atol=1e-3
    )


def test_a_class_is_made_again_from_its_seed_and_what_is_popular_is_rated_more() -> None:
    one, again, other = foods(Society()), foods(Society()), foods(Society(seed=2))
    np.testing.assert_array_equal(one.values, again.values)
    assert not np.array_equal(one.whole, other.whole)
    rated = ~np.isnan(one.values)
    assert rated.mean() == pytest.approx(0.7)
    assert (one.values[rated] == one.whole[rated]).all()
    assert set(np.unique(one.whole)) == {1, 2, 3, 4, 5}
    counts = [(~np.isnan(foods(Society(popular=popular)).values)).sum(axis=0) for popular in (False, True)]
    tied = [np.corrcoef(count, one.appeal)[0, 1] for count in counts]
    assert tied[1] > 0.8 > tied[0]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_newcomer_is_guessed_better_with_each_few_ratings_and_at_first_as_the_things_are_liked(
    seed: int,
) -> None:
    given = of_class(Society(seed=seed))
    taught = learn(given, recipe=Recipe()).model
    newcomers = foods(Society(people=150, filled=1.0, seed=seed + 100)).whole
    cold = cold_start(taught, 1.0, given.values, newcomers, 9, seed)
    assert cold.people == 150
    assert cold.factors[0] == cold.biases[0] == pytest.approx(cold.things, rel=0.06)
    assert cold.factors[9] < cold.factors[4] < cold.factors[1] < cold.factors[0]
    assert cold.factors[9] < 0.75 * cold.biases[9]


def test_a_newcomer_s_first_list_is_everybody_s() -> None:
    given = of_class(Society())
    taught = learn(given).model
    row = foods(Society(people=1, filled=1.0, seed=9)).whole[0]
    way = path(taught, 1.0, row, np.array([3, 7]))
    np.testing.assert_allclose(way.predicted[0], taught.mean + taught.c)
    assert not way.points[0].any()
    assert way.points[2].any()
    full = fold_in(
        np.where(np.isin(np.arange(12), (3, 7)), row, NONE)[None], taught.mean + taught.c, taught.Q, 1.0
    )
    np.testing.assert_allclose([way.bias[2], *way.points[2]], full[0])


def test_newcomers_who_have_rated_too_little_are_left_out() -> None:
    given = of_class(Society())
    rows = np.full((3, 12), NONE)
    rows[0], rows[1, :4] = 4.0, 4.0
    assert cold_start(learn(given).model, 1.0, given.values, rows, 5, 1).people == 1
    nobody = cold_start(learn(given).model, 1.0, given.values, rows[2:], 5, 1)
    assert nobody.people == 0
    assert np.isnan(nobody.factors).all()


def test_the_start_is_the_same_for_the_same_seed() -> None:
    shape = (3, 2, 2)
    np.testing.assert_array_equal(module.start(shape, 1), module.start(shape, 1))
    assert not module.start(shape, 1)[:5].any()

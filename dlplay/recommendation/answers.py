"""The numbers in the answers to "Try this" of the page on recommendation."""

import numpy as np

from dlplay import locale
from dlplay.numbers import percent, plain, signed
from dlplay.recommendation import Learned, Ratings, Recipe, generated, learn, turning
from dlplay.recommendation.bubble import simulate
from dlplay.recommendation.cold import cold_start
from dlplay.recommendation.measures import measure


def numbers(language: str) -> dict[str, str]:
    def end(seed: int, factors: int = 2, mine: str = "0" * 12) -> tuple[Ratings, Learned]:
        values = generated.foods(generated.Society(seed=seed)).values
        row = np.array([float(one) if one != "0" else np.nan for one in mine])
        told = Ratings([""] * len(values), [*generated.THINGS], values).joined("", row)
        return told, learn(told, told.held_out(seed, always=1), Recipe(factors))

    def first(mine: str) -> tuple[str, str]:
        told, learned = end(1, mine=mine)
        guesses = learned.model.predict()[-1]
        best = max(np.flatnonzero(~told.known[-1]).tolist(), key=guesses.__getitem__)
        return locale.t(f"recommendation.thing_{told.things[best]}", language), plain(
            guesses[best], decimals=1
        )

    made, newcomers = generated.foods(generated.Society()), generated.Society(100, 1.0, seed=1001)
    two, eight = ([end(seed, factors)[1] for seed in range(1, 11)] for factors in (2, 8))
    worse = sum(a.held_out[-1] > b.held_out[-1] for a, b in zip(eight, two, strict=True))
    points = two[0].model.Q * (1, -1 if turning.is_mirrored(two[0].model.Q, made.places) else 1)
    agree = turning.agreement(points, made.places, np.radians([0, 90]))[:, 0]
    taught = Ratings([""] * len(made.values), [*generated.THINGS], made.values)
    cold = cold_start(learn(taught).model, 1.0, made.values, generated.foods(newcomers).whole, 9, 1)
    by_taste, alike = measure(simulate(1)), measure(simulate(1, 0))
    return {
        "popular": first("0" * 12)[0],
        **dict(zip(("sweet", "sweet_guess"), first("550000000110"), strict=True)),
        "train_2": plain(two[0].train[-1], decimals=2),
        "train_8": plain(eight[0].train[-1], decimals=2),
        "held_2": plain(two[0].held_out[-1], decimals=2),
        "held_8": plain(eight[0].held_out[-1], decimals=2),
        "worse": plain(worse),
        "axis_0": signed(agree[0], decimals=2),
        "axis_90": signed(agree[1], decimals=2),
        "cold_0": plain(cold.factors[0], decimals=2),
        "cold_3": plain(cold.factors[3], decimals=2),
        "cold_9": plain(cold.factors[9], decimals=2),
        "bias_9": plain(cold.biases[9], decimals=2),
        "other_0": percent(by_taste.other_side[0], language, decimals=0),
        "other_10": percent(by_taste.other_side[1], language, decimals=0),
        "other_100": percent(by_taste.other_side[10], language, decimals=0),
        "liked_0": plain(by_taste.liked[0], decimals=2),
        "liked_10": plain(by_taste.liked[1], decimals=2),
        "liked_100": plain(by_taste.liked[10], decimals=2),
        "covered_0": percent(by_taste.covered[0], language, decimals=0),
        "covered_10": percent(by_taste.covered[1], language, decimals=0),
        "alike_other": percent(alike.other_side[0], language, decimals=0),
        "alike_covered": percent(alike.covered[0], language, decimals=0),
    }

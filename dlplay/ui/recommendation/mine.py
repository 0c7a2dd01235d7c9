"""One's own ratings: a row of stars a thing, and beside those not rated what would be said of them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from dlplay.numbers import plain
from dlplay.ui.component import component, said
from dlplay.ui.language import t
from dlplay.ui.recommendation.settings import STARS
from dlplay.ui.verbatim import one_line

KEY = "recommendation_mine"

_rows = component("recommendation_mine", Path(__file__).with_name("mine.js"))


class Row(NamedTuple):
    """A thing, one's stars for it, 0 for none, what is predicted, and whether that is among the best."""

    name: str
    stars: int
    guess: float
    best: bool


def rows(given: Sequence[Row], rated: Callable[[int, int], None]) -> None:
    """Draw them.

    Args:
        rated: a callback, told which thing now has how many stars; 0 takes them back.
    """

    def pressed() -> None:
        told = said(KEY, "rated")
        if (
            isinstance(told, list)
            and len(told) == 2
            and all(type(one) is int for one in told)
            and 0 <= told[0] < len(given)
            and 0 <= told[1] <= STARS
        ):
            rated(*told)

    data = {
        "label": t("recommendation.mine"),
        "star": t("recommendation.stars"),
        "guess": t("recommendation.guess"),
        "rows": [
            {
                "name": one_line(row.name),
                "stars": row.stars,
                "guess": plain(row.guess, decimals=1),
                "best": row.best,
            }
            for row in given
        ],
    }
    _rows(data=data, key=KEY, height="content", on_rated_change=pressed)

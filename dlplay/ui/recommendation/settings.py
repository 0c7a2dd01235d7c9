"""What can be set on the page, and how the address bar writes one's own ratings."""

from dataclasses import dataclass

from dlplay.recommendation.ratings import MOST_PEOPLE, MOST_THINGS
from dlplay.ui.settings import Choice, Number, Settings, setting

STARS = 5
L2 = ("0", "0.1", "0.3", "1", "3", "10")
MOST_FACTORS, MOST_TOLD = 8, 9
TURN = Number(0, 355, 5)  # degrees
TOLD = Number(0, MOST_TOLD)
EXPLORE = Number(0, 100, 10)  # percent


@dataclass(frozen=True)
class Stars:
    """A digit a thing, 0 where there is no rating; zeros at the end are left out."""

    def read(self, text: str) -> str:
        if len(text) > MOST_THINGS or set(text) - set("012345"):
            raise ValueError(f"{text[:32]!r} is not up to {MOST_THINGS} digits from 0 to {STARS}")
        return text.rstrip("0")

    def write(self, value: str) -> str:
        return value


@dataclass(frozen=True)
class RecommendationSettings(Settings):
    view: str = setting("learn", Choice(("learn", "axes", "cold", "bubble", "own")))
    source: str = setting("class", Choice(("class", "own")))
    mine: str = setting("", Stars())
    factors: int = setting(2, Number(0, MOST_FACTORS))
    l2: str = setting("1", Choice(L2))
    people: int = setting(40, Number(10, 100, 10))
    filled: int = setting(70, Number(20, 100, 10))  # percent
    rated: str = setting("chance", Choice(("chance", "popular")))
    seed: int = setting(1, Number(1, 99))
    who: int = setting(0, Number(0, MOST_PEOPLE))  # 0 is oneself
    thing: int = setting(10, Number(0, MOST_THINGS - 1))
    turn: int = setting(0, TURN)
    told: int = setting(0, TOLD)
    explore: int = setting(0, EXPLORE)
    alike: str = setting("taste", Choice(("taste", "alike")))
    visitor: int = setting(1, Number(1, 60))

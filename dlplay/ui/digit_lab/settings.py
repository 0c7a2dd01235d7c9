"""What a student sets on the page inside a CNN."""

from dataclasses import dataclass

from dlplay.digits.distort import DISTORTIONS
from dlplay.digits.explanations.random_weights import LAYERS
from dlplay.digits.family import MEMBERS
from dlplay.digits.family.rounding import BITS
from dlplay.digits.robustness import EPSILONS
from dlplay.digits.unseen import SHAPES
from dlplay.ui.digit_lab.parts import PartKind
from dlplay.ui.picture.settings import PictureSettings
from dlplay.ui.settings import Choice, Number, setting

VIEWS = ("inside", "why", "break", "small")
ASKING = ("maps", "curves", "random", "near", "change")
BREAKING = ("distort", "attack", "unseen")
SHRINKING = ("family", "bits")
STEPS = {"fgsm": 1, "iterated": 5}  # of an attack
ANSWER = "answer"  # whichever digit that is
ANY = "any"  # digit, so long as it is another


def strength(name: str) -> float:
    """A setting for how strongly a distortion changes the picture; at the start, not at all."""
    one = DISTORTIONS[name]
    return setting(one.neutral, Number(one.low, one.high, one.step))


@dataclass(frozen=True)
class DigitLabSettings(PictureSettings):
    view: str = setting("inside", Choice(VIEWS))
    # inside: what is open, and where the hand is in it
    part: str = setting("", PartKind())
    row: int = setting(7, Number(0, 27))
    column: int = setting(12, Number(0, 27))
    # why: which question, about which digit
    asking: str = setting("maps", Choice(ASKING))
    about: str = setting(ANSWER, Choice((ANSWER, *map(str, range(10)))))
    wanted: str = setting("3", Choice(tuple(map(str, range(10)))))
    forgotten: int = setting(3, Number(1, len(LAYERS)))
    # break: which of three ways, and how strongly
    breaking: str = setting("distort", Choice(BREAKING))
    distortion: str = setting("rotate", Choice(tuple(DISTORTIONS)))
    shift: float = strength("shift")
    rotate: float = strength("rotate")
    scale: float = strength("scale")
    thicken: float = strength("thicken")
    noise: float = strength("noise")
    blur: float = strength("blur")
    invert: float = strength("invert")
    method: str = setting("iterated", Choice(tuple(STEPS)))
    towards: str = setting("2", Choice((ANY, *map(str, range(10)))))
    epsilon: float = setting(0.2, Number(0.0, float(EPSILONS[-1]), 0.01))
    shape: str = setting("smile", Choice(tuple(SHAPES)))
    # small: which of two ways, and how far
    shrinking: str = setting("family", Choice(SHRINKING))
    member: str = setting("tiny", Choice(tuple(MEMBERS)))
    bits: int = setting(max(BITS), Number(min(BITS), max(BITS), 1))

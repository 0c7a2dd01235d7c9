"""The digit microscope as HTML: the pictures from the drawing to what the network sees."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from dlplay.digits import Step
from dlplay.ui.charts.pictures import picture

WIDTH = 124  # CSS pixels of a picture: five beside each other on a laptop, two on a phone
ROW = f"display:grid;grid-template-columns:repeat(auto-fit,minmax({WIDTH + 16}px,1fr));gap:.75rem"
EDGE = "border:1px solid color-mix(in srgb,currentColor 20%,transparent);border-radius:8px"
CARD = f"margin:0;padding:.6rem;line-height:1.4;font-size:.9rem;{EDGE}"
NAME = "font-weight:600;font-size:1rem;margin-bottom:.3rem"
HELP = "opacity:.75;margin:.3rem 0 .4rem"


class Card(NamedTuple):
    """A step of the reading in words.

    Attributes:
        answers: the network's with the step and without it.
        differs: whether these are two digits.
    """

    name: str
    help: str
    step: Step
    answers: tuple[str, str]
    differs: bool


def steps(cards: Sequence[Card]) -> str:
    """A card a step, in their order: its picture, what it does, both answers; pale where it is left out."""
    return f'<div style="{ROW}">{"".join(_card(*one) for one in enumerate(cards, start=1))}</div>'


def _card(number: int, card: Card) -> str:
    pale = "" if card.step.applied else "opacity:0.5"
    height, width = card.step.image.shape[:2]
    weight = "font-weight:700" if card.differs else ""
    answers = "".join(f'<div style="{weight}">{escape(answer)}</div>' for answer in card.answers)
    return (
        f'<figure style="{CARD}"><div style="{NAME}">{number}. {escape(card.name)}</div>'
        f'<div style="{pale}">{picture(card.step.image, WIDTH, f"{card.name}, {width} × {height}")}</div>'
        f'<figcaption><div style="{HELP}">{escape(card.help)}</div>{answers}</figcaption></figure>'
    )

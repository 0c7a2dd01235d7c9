"""Words in a colour and on one; the browser's tests ask axe-core whether they can be read."""

import tomllib

import pytest

from dlplay.ui.charts import BLUE, GREEN, ORANGE, SKY, VERMILION
from dlplay.ui.legible import GROUND, legible
from dlplay.ui.rooms import ROOT

THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]


def linear(colour: str) -> list[float]:
    """sRGB as amounts of light, by WCAG's definition of relative luminance."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    return [one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]


def contrast(one: str, other: str) -> float:
    """WCAG's ratio, from 1 to 21."""
    shares = (0.2126, 0.7152, 0.0722)
    dark, light = sorted(
        sum(a * b for a, b in zip(shares, linear(colour), strict=True)) for colour in (one, other)
    )
    return (light + 0.05) / (dark + 0.05)


def mixed(colour: str, ground: str, percent: float) -> str:
    pairs = [(int(colour[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round((a * percent + b * (100 - percent)) / 100):02x}" for a, b in pairs)


def test_black_on_white_is_the_most_there_is_and_a_published_pair_is_what_it_should_be() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)  # the lightest grey that passes


@pytest.mark.parametrize("colour", [BLUE, GREEN, ORANGE, SKY, VERMILION])
@pytest.mark.parametrize("name", ["light", "dark"])
def test_words_on_the_deepest_ground_of_any_colour_can_be_read(name: str, colour: str) -> None:
    theme = THEME[name]
    assert contrast(theme["textColor"], mixed(colour, theme["backgroundColor"], GROUND)) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_theme_s_own_words_can_be_read(name: str) -> None:
    theme = THEME[name]
    for ground in ("backgroundColor", "secondaryBackgroundColor"):
        for words in ("textColor", "primaryColor"):
            assert contrast(theme[words], theme[ground]) >= 4.5
    chosen = mixed(
        theme["primaryColor"], theme["backgroundColor"], 20
    )  # the option of several that is chosen
    assert contrast(theme["primaryColor"], chosen) >= 4.5


def test_python_and_javascript_write_in_the_same_colours() -> None:
    source = (ROOT / "dlplay" / "ui" / "component.js").read_text(encoding="utf-8")
    assert f"`{legible('${colour}')}`" in source

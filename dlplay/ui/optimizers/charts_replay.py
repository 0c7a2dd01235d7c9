"""Figures that replay: which steps have a frame, a play button, a slider."""

from collections.abc import Mapping, Sequence

MOST_FRAMES = 50
QUIET = "#808b93"  # readable on a light and on a dark page
HIGH = 78  # pixels
BUTTONS = 110  # pixels that play and pause take beside the slider


def shown_steps(steps: int) -> list[int]:
    """The steps that have a frame: all of a short run; of a long one every third, fifth ... and the last.

    An odd stride, since every second picture of something that swings to and fro would show one side only.
    """
    stride = -(-steps // MOST_FRAMES)
    stride += 1 - stride % 2
    return sorted({*range(0, steps + 1, stride), steps})


def controls(steps: Sequence[int], words: Mapping[str, str], pace: int) -> dict:
    """The part of a layout with the play and pause buttons and the slider, which stands on the last step.

    They lie over the picture, HIGH pixels high, where a student sees them without scrolling.

    Args:
        words: "play", "pause" and "step".
        pace: milliseconds a frame.
    """
    now = {"mode": "immediate", "frame": {"duration": 0, "redraw": True}, "transition": {"duration": 0}}
    run = {
        "mode": "immediate",
        "fromcurrent": True,
        "frame": {"duration": pace, "redraw": True},
        "transition": {"duration": 0},
    }
    buttons = [
        {"label": words["play"], "method": "animate", "args": [None, run]},
        {"label": words["pause"], "method": "animate", "args": [[None], now]},
    ]
    return {
        "updatemenus": [
            {
                "type": "buttons",
                "direction": "left",
                "showactive": False,
                "buttons": buttons,
                "x": 0,
                "xanchor": "left",
                "y": 1,
                "yanchor": "bottom",
                "pad": {"b": 20, "l": 0, "r": 0},
                "font": {"size": 15},
            }
        ],
        "sliders": [
            {
                "active": len(steps) - 1,
                "steps": [
                    {"label": str(step), "method": "animate", "args": [[str(step)], now]} for step in steps
                ],
                "currentvalue": {
                    "prefix": f"{words['step']} ",
                    "xanchor": "left",
                    "font": {"size": 15, "color": QUIET},
                },
                "x": 0,
                "xanchor": "left",
                "len": 1,
                "y": 1,
                "yanchor": "bottom",
                "pad": {"t": 0, "l": BUTTONS, "b": 6},
                "ticklen": 0,
                "minorticklen": 0,
                "font": {"color": QUIET, "size": 12},
                "transition": {"duration": 0},
            }
        ],
    }

"""Axes, grid, legend and the order of colours: what figures of several pages share."""

from dlplay.ui.charts import BLUE, GREEN, ORANGE, PURPLE, SKY, VERMILION

COLOURS = (BLUE, ORANGE, GREEN, PURPLE, SKY, VERMILION)  # the function in the middle of attention is first
ZERO = {"zeroline": True, "zerolinewidth": 1.5, "zerolinecolor": "rgba(128,128,128,0.6)"}
LEGEND = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "font": {"size": 15}}
MARGIN = {"l": 10, "r": 10, "t": 10, "b": 10}
GRID = {"showgrid": True, "gridcolor": "rgba(128,128,128,0.18)", "fixedrange": True}

"""Every chart's look: one colour-blind-safe palette, the same thing in the same colour on every page.

Small pictures and bars are HTML (`pictures`, `inked`), a few kilobytes that update in place; Plotly draws
what people explore. A picture that one page alone shows stands in that page's room.
"""

# Okabe and Ito (2008), "Color Universal Design": told apart with every common kind of colour vision. Their
# blue, #0072b2, is a little lighter here, so that it stands out from a dark page as well.
BLUE, ORANGE, GREEN, VERMILION = "#1a80bf", "#e69f00", "#009e73", "#d55e00"
SKY, PURPLE, YELLOW = "#56b4e9", "#cc79a7", "#f0e442"
VIOLET, GREY, BROWN = "#6a4fc4", "#808080", "#8c5a2b"  # for what has more than seven kinds, as ten classes
CLASSES = (BLUE, ORANGE, GREEN, PURPLE, SKY, VERMILION, YELLOW, VIOLET, GREY, BROWN)

# What the colours mean.
ANSWER, RUNNER_UP, TRUTH = BLUE, SKY, GREEN
TRACK = "color-mix(in srgb, currentColor 10%, transparent)"

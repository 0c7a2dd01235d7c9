"""Summary: the sentences of a text that are most like all the others, beside the first ones and chance.

What a student should see within a minute: a slider lights up one sentence after the other; and on news the
first three, which need no learning, agree with a reader better.
"""

from dlplay.ui import frame
from dlplay.ui.summary import central, mark, walk
from dlplay.ui.summary.settings import SummarySettings

VIEWS = {"choose": central.show, "mark": mark.show, "walk": walk.show}

frame.lab("summary", SummarySettings, VIEWS, in_parts=("choose", "walk"))

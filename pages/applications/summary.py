"""Summary: the sentences of a text that are most like all the others, beside the first ones and chance.

What a student should see within a minute: a slider lights up one sentence after the other; and on news the
first three, which need no learning, agree with a reader better.
"""

from dlplay.ui import frame
from dlplay.ui.summary import central
from dlplay.ui.summary.settings import SummarySettings

frame.lab("summary", SummarySettings, central.show, in_parts=True)

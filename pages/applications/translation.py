"""Translation: an attention model for numbers and dates, and where it looks while it writes.

What a student should see within a minute: while the network writes 五万四千 it goes through the digits one by
one, and for 万, which has no digit of its own, it looks ahead; a wider beam keeps more texts in play; and
with more digits than it was trained on it loses its place.
"""

from dlplay.ui import frame
from dlplay.ui.translation import attention, fails, tree
from dlplay.ui.translation.settings import TranslationSettings

VIEWS = {"attention": attention.show, "beam": tree.show, "fails": fails.show}

frame.lab("translation", TranslationSettings, VIEWS, in_parts=("attention", "beam"))

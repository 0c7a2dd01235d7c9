"""Say a digit: a small network hears it, although it only ever heard synthetic voices.

What a student should see within a minute: a spoken word becomes a picture, and a CNN reads that picture as it
would any other; each stretch of the word has its share in the answer; two words of my own are learnt from a
handful of recordings.
"""

from dlplay.ui import frame
from dlplay.ui.speech import own, say, steps
from dlplay.ui.speech.settings import SpeechSettings

frame.lab(
    "speech", SpeechSettings, {"say": say.show, "steps": steps.show, "own": own.show}, in_parts=("steps",)
)

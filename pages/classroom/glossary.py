"""The glossary: every term of the course in English and Chinese, its meaning, and where it can be touched.

What a student should see within a minute: a word that a page or a teacher uses, found in either language,
said in one or two plain sentences; and the page on which to try it.
"""

from dlplay.ui import frame
from dlplay.ui.experiment import Experiment
from dlplay.ui.glossary import book
from dlplay.ui.glossary.settings import GlossarySettings

frame.header("glossary")
experiment = Experiment("glossary", GlossarySettings)
book.show(experiment)
experiment.publish()
frame.go_on("glossary")

"""The map: what deep learning is, which page teaches what, and the way from one to the next.

What a student should see within a minute: where she is, what comes next, what she needs before, and how long
it takes; and, if she has only ten minutes, five things to try.
"""

from dlplay.ui import frame
from dlplay.ui.course import atlas, ideas, learning, ten
from dlplay.ui.course.settings import CourseSettings

frame.lab(
    "course",
    CourseSettings,
    {"map": atlas.show, "learning": learning.show, "ten": ten.show, "ideas": ideas.show},
)

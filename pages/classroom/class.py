"""The class board: a room that a class joins by a code, to vote, to talk, to vote again, and to draw.

What a student should see within a minute: her animal, the question, and that nobody knows what she chose
before all have; then her vote beside the others'.
"""

import streamlit as st

from dlplay.classroom.rooms_keys import Keys
from dlplay.ui import class_seat, frame
from dlplay.ui.class_board import entrance, pictures
from dlplay.ui.class_board.settings import ClassSettings
from dlplay.ui.experiment import Experiment

frame.header("class")
st.html(pictures.SHEET)
experiment = Experiment("class", ClassSettings)
entrance.settle(experiment)
class_seat.told()
held = class_seat.place()
with frame.stage():
    if held is None:
        entrance.show(experiment)
    elif isinstance(held, Keys):
        from dlplay.ui.class_board import teacher

        teacher.show(held)
    else:
        from dlplay.ui.class_board import student

        student.show(experiment, held)
experiment.publish()

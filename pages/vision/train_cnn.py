"""Train a CNN: a network learns to read digits while you watch, from data that you may spoil as you like.

What a student should see within a minute: one press of a button, and within ten seconds a network that knew
nothing reads 19 of 20 digits; its filters come out of noise; and with ten examples of each digit instead of a
thousand it does not.
"""

from dlplay.ui import frame
from dlplay.ui.experiment import Experiment
from dlplay.ui.train_cnn import arithmetic, code, comparison, controls, machine, more_data, runs, start
from dlplay.ui.train_cnn.runs import RUNS
from dlplay.ui.train_cnn.settings import TrainSettings

runs.look()
making = comparison.fetch()


def show(experiment: Experiment[TrainSettings]) -> None:
    controls.show(experiment)
    settings = experiment.settings
    start.buttons(experiment)
    start.drawing()
    RUNS.follow(lambda progress: start.curves(settings))
    frame.section("train_cnn", "machine")
    machine.show()
    frame.section("train_cnn", "more_data")
    more_data.show(experiment)
    frame.section("train_cnn", "runs")
    comparison.show()
    making.follow()
    frame.section("train_cnn", "arithmetic")
    arithmetic.show(RUNS.looked_at(runs.ended()))
    frame.keras_code(code.script(settings))


frame.lab("train_cnn", TrainSettings, show)

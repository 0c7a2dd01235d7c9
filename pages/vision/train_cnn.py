"""Train a CNN: a network learns to read digits while you watch, from data that you may spoil as you like.

What a student should see within a minute: one press of a button, and within ten seconds a network that knew
nothing reads 19 of 20 digits; its filters come out of noise; and with ten examples of each digit instead of a
thousand it does not.
"""

from dlplay.ui import frame
from dlplay.ui.experiment import Experiment
from dlplay.ui.jobs import PageJob
from dlplay.ui.train_cnn import arithmetic, code, comparison, controls, machine, more_data, runs, start
from dlplay.ui.train_cnn.settings import TrainSettings

training = PageJob("train_cnn")
runs.collect(training)
making = comparison.fetch()


def show(experiment: Experiment[TrainSettings]) -> None:
    controls.show(experiment)
    settings = experiment.settings
    start.buttons(experiment, training)
    start.drawing()
    training.follow(lambda progress: start.curves(training, settings))
    frame.section("train_cnn", "machine")
    machine.show(training)
    frame.section("train_cnn", "more_data")
    more_data.show(experiment, training)
    frame.section("train_cnn", "runs")
    comparison.show(training)
    making.follow()
    frame.section("train_cnn", "arithmetic")
    arithmetic.show(runs.looked_at())
    frame.keras_code(code.script(settings))


frame.lab("train_cnn", TrainSettings, show)

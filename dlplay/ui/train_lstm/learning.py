"""A network that learns: its loss against what guessing costs, and the words that appear out of the noise."""

from dataclasses import replace

from dlplay.numbers import plain
from dlplay.text.char_training import TEMPERATURES
from dlplay.text.words import known_words
from dlplay.ui import cache, learning_curves
from dlplay.ui.charts.training import TEST, TRAIN, Series, loss_panel
from dlplay.ui.language import t
from dlplay.ui.own_writer import Run, Source
from dlplay.ui.train_lstm import growth, guesses

MOST_MOMENTS = 60  # that travel to the browser


def show(run: Run | None, source: Source, seed: int) -> None:
    """The curves and the timeline of a run; before there is one, what guesses write."""
    if run is None or not run.began:
        guesses.show(source, seed)
        return
    _curves(run)
    _timeline(run)


def _curves(run: Run) -> None:
    curve = list(run.curve())
    held = [(epoch, facts["held_out"]) for epoch, _, facts in run.checkpoints()]
    costs = guesses.baselines(run.source)
    lines = (
        Series(t("train_lstm.loss_train"), TRAIN, *_columns(curve)),
        Series(t("train_lstm.loss_held_out"), TEST, *_columns(held), dots=True),
    )
    guides = tuple(
        (getattr(costs, name), f"{t(f'train_lstm.guide_{name}')} {plain(getattr(costs, name), decimals=2)}")
        for name in guesses.NAMES
    )
    panel = loss_panel(t("train_lstm.curves"), lines, start=costs.uniform)
    panel = replace(panel, guides=guides, high=max(panel.high, 1.05 * costs.uniform))
    learning_curves.show(
        [panel], t("train_lstm.epochs_axis"), run.axis_end, key="train_lstm_curves", timeline=growth.TIMELINE
    )


def _columns(points: list) -> tuple[list, list]:
    return [x for x, _ in points], [y for _, y in points]


def _timeline(run: Run) -> None:
    checkpoints = list(run.checkpoints())
    stride = -(-len(checkpoints) // MOST_MOMENTS)
    chosen = [*checkpoints[:-1:stride], checkpoints[-1]]
    moments = [
        growth.Moment(*_words(epoch, step, facts), epoch, _samples(run, facts))
        for epoch, step, facts in chosen
    ]
    growth.show(str(run.number), moments, TEMPERATURES, run.prompt)


def _words(epoch: float, step: int, facts: dict) -> tuple[str, list[str]]:
    """A moment's title and figures."""
    title = t("train_lstm.moment", epoch=plain(epoch), step=step) if step else t("train_lstm.untrained")
    held, said = facts["held_out"], []
    if facts["loss"] is not None:
        said.append(t("train_lstm.moment_loss", loss=plain(facts["loss"], decimals=3)))
    if held is not None:
        said.append(t("train_lstm.moment_held_out", loss=plain(held, decimals=3)))
        said.append(t("train_lstm.moment_choices", choices=guesses.choices(held)))
    return title, said


def _samples(run: Run, facts: dict) -> list[growth.Sample]:
    """The samples of a checkpoint with the text's words marked; marked once, since a run is drawn often."""
    texts = tuple(facts["samples"][str(temperature)] for temperature in TEMPERATURES)
    if texts not in run.marked:
        known = cache.words(run.source.text)
        run.marked[texts] = [growth.sample(text, known_words(text, known)) for text in texts]
    return run.marked[texts]

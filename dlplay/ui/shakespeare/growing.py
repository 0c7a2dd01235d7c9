"""Growing up: the same prompt and draws, written by one model at four moments of its training."""

from dataclasses import replace

from dlplay.ui import cache, typewriter
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.shakespeare.desk import Desk, measured
from dlplay.ui.shakespeare.settings import ShakespeareSettings

TITLES = ("untrained", "early", "middle", "trained")


def show(desk: Desk, experiment: Experiment[ShakespeareSettings]) -> str:
    """Four texts side by side, from noise to lines and speakers."""
    columns = []
    for name, moment in zip(desk.kind.moments, TITLES, strict=True):
        grown = replace(desk, model=cache.char_model(name))
        written = grown.written()
        title = t(f"shakespeare.moment_{moment}")
        columns.append(typewriter.Column(title, measured(grown, written), desk.prompt, written.text))
    typewriter.show(columns, key="shakespeare_growing", at_once=True)
    return "\n\n".join(f"{column.title}\n{column.prompt}{column.text}" for column in columns)

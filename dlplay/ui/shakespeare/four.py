"""Four temperatures side by side."""

from dlplay.ui import typewriter
from dlplay.ui.experiment import Experiment
from dlplay.ui.shakespeare.desk import MARKS, Desk, measured
from dlplay.ui.shakespeare.settings import ShakespeareSettings


def show(desk: Desk, experiment: Experiment[ShakespeareSettings]) -> str:
    """The textbook's four temperatures, written together from the same draws."""
    texts = desk.sweep.write(MARKS)
    columns = [
        typewriter.Column(f"T = {mark}", measured(desk, written), desk.prompt, written.text)
        for mark, written in zip(MARKS, texts, strict=True)
    ]
    typewriter.show(columns, key="shakespeare_four")
    return "\n\n".join(f"{column.title}\n{column.prompt}{column.text}" for column in columns)

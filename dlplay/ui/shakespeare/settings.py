"""What a student sets on the Shakespeare page."""

from dataclasses import dataclass

from dlplay.ui.settings import Choice, Number, Settings, Text, setting

OWN = "own"  # the network that this visitor trained
MODELS = ("small", "large", "rnn", "poems", OWN)
TEMPERATURES = Number(0.0, 2.0, 0.05)


@dataclass(frozen=True)
class ShakespeareSettings(Settings):
    prompt: str = setting("ROMEO:\n", Text(500))
    temperature: float = setting(0.5, TEMPERATURES)
    model: str = setting("small", Choice(MODELS))
    length: int = setting(400, Number(50, 2000, 50))
    seed: int = setting(1, Number(0, 9999))
    top_k: int = setting(0, Number(0, 65))
    top_p: float = setting(1.0, Number(0.05, 1.0, 0.05))
    view: str = setting("write", Choice(("write", "four", "step", "surprise", "inside", "growing")))
    picked: str = setting("", Text(200))
    text: str = setting("", Text(1500))
    layer: int = setting(2, Number(1, 2))
    unit: int = setting(92, Number(0, 319))  # of the small model the one most tied to a speaker's name

"""What a link to the class board may say."""

from dataclasses import dataclass

from dlplay.ui.kept_drawing import Strokes
from dlplay.ui.settings import Number, Settings, Text, setting


@dataclass(frozen=True)
class ClassSettings(Settings):
    room: str = setting("", Text(20))  # the code of a room to join
    # the secret of a teacher's link; it leaves the address at once, which a class sees on the projector
    key: str = setting("", Text(40))
    drawing: str = setting("", Strokes())
    pen: int = setting(18, Number(8, 40))

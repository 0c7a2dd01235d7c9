"""The script that gives the same answer, and the file that it reads."""

from dlplay.translation import Translation, shipped
from dlplay.ui import at_home, code_panel
from dlplay.ui.translation import code


def show(one: Translation, width: int) -> None:
    """The code with the current text, and the weights to download."""
    code_panel.panel("translation").show(code.translate(one, width))
    download()


def download() -> None:
    """The weights that the code reads."""
    at_home.files(shipped.FILE)

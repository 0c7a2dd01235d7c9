"""SECURITY.md tells the bounds that the code has, and no address that is not there."""

import inspect
import re
import tomllib

from deploy import packages
from dlplay.classroom import packing, rooms_bounds
from dlplay.classroom.rooms import Classroom
from dlplay.classroom.store import Store
from dlplay.digits import canvas, photo
from dlplay.files import table
from dlplay.jobs import request
from dlplay.jobs.line import Jobs
from dlplay.speech import LONGEST as LONGEST_RECORDING
from dlplay.text import char_training
from dlplay.ui import class_changes, health, logs, metrics, qr, shield, upload, upload_bounds, visit
from dlplay.ui.rooms import ROOT

TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
CONFIG = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))["server"]
JOBS = {name: one.default for name, one in inspect.signature(Jobs).parameters.items()}


def megabytes(size: float) -> str:
    return f"{size / 1e6:,.0f} MB"


def rows() -> dict[str, str]:
    """What the table must say, from the code's own constants."""
    board = rooms_bounds
    paces = vars(Classroom(Store("sqlite://")))
    opening, joining, writing = (paces[f"_{name}"] for name in ("opening", "joining", "writing"))
    return {
        "connections of a process": f"{shield.MOST_CONNECTIONS}, "
        f"{shield.MOST_OF_ONE_ADDRESS} from one address",
        "a message of a browser": f"{CONFIG['maxWidgetStateSize']} MB; "
        f"one over {CONFIG['maxMessageSize']} MB is not read to its end",
        "an uploaded file": f"{upload.MOST_MB} MB",
        "files of a visit": f"{upload_bounds.MOST_FILES}, together "
        f"{megabytes(upload_bounds.MOST_OF_A_VISIT)}",
        "files of all visits": megabytes(upload_bounds.MOST_OF_ALL),
        "a photo": f"{photo.MAX_PIXELS / 1e6:.0f} million pixels, "
        f"{photo.MOST_MEMORY / 2**20:.0f} MB unpacked",
        "a drawing": f"{canvas.MOST_STROKES} strokes, {canvas.MOST_POINTS:,} points",
        "a recording": f"{LONGEST_RECORDING:.0f} seconds",
        "a table": f"{megabytes(table.MOST_BYTES)}, {table.MOST_COLUMNS} columns",
        "a text to learn from": f"{char_training.LARGEST / 2**20:.0f} MB",
        "a lesson's file": f"{packing.MOST_BYTES / 1024:.0f} kB",
        "a QR code's text": f"{qr.MOST:,} bytes",
        "trainings of a visit": "1 at a time",
        "trainings that wait": f"{JOBS['longest_line']}, {JOBS['of_one_address']} from one address",
        "a training": f"{request.LONGEST / 60:.0f} minutes, {megabytes(request.LARGEST_REQUEST)} of data, "
        f"{megabytes(request.LARGEST_ANSWER)} of result; without a looker {JOBS['patience']:.0f} s",
        "the training process": f"{megabytes(JOBS['memory_limit'])}, {JOBS['threads']} thread",
        "visits without a connection": f"{visit.MOST_LEFT}, for {visit.KEPT_FOR / 60:.0f} minutes",
        "rooms": f"{board.MOST_ROOMS}, for {board.HOURS} hours; "
        f"{opening._burst} at once from one address, then one every {opening._every:.0f} s",
        "a room": f"{board.MOST_MEMBERS} members, {board.MOST_QUESTIONS} questions, "
        f"{board.MOST_DRAWINGS} drawings, {board.MOST_OF_A_MEMBER} of a member",
        "attempts at a room's code": f"{joining._burst} at once from one address, then one every "
        f"{joining._every:.0f} s, of {len(board.LETTERS) ** board.LENGTH / 1e6:.0f} million codes",
        "a member's votes": f"{writing._burst} at once, then one every {writing._every:.0f} s",
        "questions whether a room has changed": f"{class_changes.BURST:,} at once from one address, then "
        f"{1 / class_changes.EVERY:.0f} a second",
        "a fault or warning in the log, or a line of a library": f"{logs.OFTEN} times a minute",
    }


def test_the_table_of_bounds_is_the_code_s() -> None:
    part = TEXT.partition("| what | bound |\n|---|---|\n")[2].partition("\n\n")[0]
    assert part.splitlines() == [f"| {what} | {bound} |" for what, bound in rows().items()]


def test_the_server_and_the_uploader_agree() -> None:
    assert CONFIG["maxUploadSize"] == upload.MOST_MB
    kept = max(canvas.LONGEST, 2 * char_training.LARGEST) / 1e6
    assert 2 * kept < CONFIG["maxWidgetStateSize"] < CONFIG["maxMessageSize"]


def test_every_address_of_ours_is_told() -> None:
    told = re.findall(r"`(/[^`]*)`", TEXT.partition("## What is executed")[0])
    for place in (health.PLACE, metrics.PLACE, "files/qr", class_changes.PLACE, *shield.CLOSED):
        assert [one for one in told if one.strip("/").startswith(place.strip("/"))], place
    for name in (shield.FRAMES, metrics.TOKEN):
        assert name in TEXT


def test_the_audit_reports_and_blocks_nothing() -> None:
    workflow = (ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8")
    audit = workflow.partition("\n  audit:")[2]
    assert "continue-on-error: true" in audit
    assert "make audit" in audit
    assert "audit" not in (ROOT / ".ci/run").read_text(encoding="utf-8")


def test_the_audit_reads_all_that_is_installed_here_and_in_the_images() -> None:
    (command,) = re.findall(r"pip-audit==\S+ (.*)", (ROOT / "Makefile").read_text(encoding="utf-8"))
    lists = re.findall(r"--requirement (\S+)", command)
    read = {line for one in lists for line in (ROOT / one).read_text(encoding="utf-8").splitlines()}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    in_the_images = set(packages.packages(project))
    here = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert in_the_images | {line for line in here if not line.startswith("#")} <= read

"""Train the textbook's CNN as the page does, and write what it told: the run that the page begins with."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from dlplay.digits import textbook_run
from dlplay.jobs import Job, Progress
from dlplay.jobs.request import LONGEST, Request, pack, to_json
from dlplay.jobs.worker import Reporter
from dlplay.training import card
from dlplay.training.recording import made_with, record_sums


def add_arguments(parser):
    """The options of `python -m dlplay.training textbook-run`."""
    parser.add_argument("--out", type=Path, default=textbook_run.FILE.parent, help="folder for the files")


def run(arguments):
    """Train, write `textbook-run.npz` and `textbook-run.json`, and record their sha256."""
    request = textbook_run.request()
    write(trained(request), request, arguments.out)


class _Here(Reporter):
    """Reports to a job of this process, at the pace of a worker."""

    cancelled = False

    def __init__(self, job: Job):
        super().__init__(None, None, "", LONGEST)
        self._job = job

    def put(self, kind: str, facts: dict[str, Any], arrays: dict[str, np.ndarray] | None = None) -> None:
        self._job.hear(kind, to_json(facts), pack(arrays) if arrays else b"")


def trained(request: Request) -> Progress:
    """Run the page's job to its end; what a page would know of it then."""
    from dlplay.training import cnn_task

    job = Job("", request, lambda job: 1)
    job.start()
    reporter = _Here(job)
    outcome = cnn_task.train(dict(request.settings), dict(request.arrays), reporter)
    reporter.put("result", outcome.facts, outcome.arrays)
    reporter.put("done", {})
    return job.follow()


def write(progress: Progress, request: Request, out: Path) -> None:
    """Write a run's files and their lines in `SHA256SUMS` to `out`."""
    import keras

    out.mkdir(parents=True, exist_ok=True)
    moments = [one.arrays for one in progress.checkpoints]
    arrays = {name: np.stack([moment[name] for moment in moments]) for name in moments[0]}
    arrays["pictures"] = request.arrays["watched"]
    file, facts = out / textbook_run.FILE.name, out / textbook_run.FACTS.name
    file.write_bytes(pack(arrays))
    told = {
        "settings": textbook_run.settings_of(request),
        "seconds": progress.seconds,
        "points": progress.points,
        "moments": [one.facts for one in progress.checkpoints],
        "result": progress.result.facts if progress.result else {},
        **made_with(keras),
    }
    facts.write_text(json.dumps(told) + "\n", encoding="utf-8")
    record_sums(out, [file.name, facts.name])
    card.follow(out)

"""Training jobs: submit, follow and cancel work that runs in a process of its own, on Dask.

    jobs = Jobs()                          # starts nothing yet; one for the whole app
    job = jobs.submit(session, request)    # Busy if this session has a job, LineFull if too many wait
    progress = job.follow()                # at least once every `patience` seconds, or the job is cancelled
    job.cancel()                           # ends within a second; what was learned so far is in the result
    jobs.close()                           # ends every process

What comes back from a worker is JSON and `.npz` files without pickles, checked for its size before it is
unpacked; a job's return value and its exceptions are never fetched. Dask itself trusts the members of a
cluster: the embedded one listens on the loopback address alone, and one given by address must be your own,
with TLS where others reach it (`outside.py`). `member.py` starts its parts.

Nothing here knows what is trained: a `Request` names a module of the training room by its path, so that
neither tensorflow nor keras comes near the web process.
"""

from dlplay.jobs.job import ENDED, Checkpoint, Job, Progress
from dlplay.jobs.line import Busy, Jobs, LineFull
from dlplay.jobs.outside import Outside
from dlplay.jobs.request import Request

__all__ = [
    "ENDED",
    "Busy",
    "Checkpoint",
    "Job",
    "Jobs",
    "LineFull",
    "Outside",
    "Progress",
    "Request",
]

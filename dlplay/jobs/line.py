"""The line of jobs and who serves it."""

import atexit
import logging
import random
import threading
import time
from collections import Counter

from dlplay.jobs.attend import Taken, attend
from dlplay.jobs.cluster import Cluster, ClusterError
from dlplay.jobs.job import ABANDONED, CANCELLED, ENDED, Job
from dlplay.jobs.outage import Outage
from dlplay.jobs.outside import Outside
from dlplay.jobs.request import Request
from dlplay.jobs.turns import Turns

LOOK = 0.1  # seconds between two looks at the line
AGAIN = 1.0  # seconds until a cluster that does not answer is tried again

log = logging.getLogger("dlplay.jobs")


class Busy(Exception):
    """The session has a job that has not ended; `job` is that one."""

    def __init__(self, job: Job):
        super().__init__(f"session {job.session!r} has a job already")
        self.job = job


class LineFull(Exception):
    """As many jobs wait as may; `waiting` is their number, `own` whether all are from the same address."""

    def __init__(self, waiting: int, own: bool = False):
        super().__init__(f"{waiting} jobs wait already{' from this address' * own}")
        self.waiting, self.own = waiting, own


class Jobs:
    """All jobs of the app. Starts nothing before the first job.

    Args:
        outside: a Dask cluster whose workers can import dlplay and TensorFlow (`dlplay.jobs.member`); one job
            runs on each of its workers, whichever web process it comes from. Without it, a cluster of one
            worker is started on this machine.
        longest_line: jobs that may wait.
        of_one_address: how many of them may come from one address: a class behind one, not all tabs of one
            who plays tricks.
        patience: seconds after which a job that nobody follows is cancelled. Browsers wake a tab in the
            background once a minute, and such a student has not left.
        idle: seconds without a job after which the cluster is stopped.
        memory_limit: bytes at which the embedded worker is killed, and its job lost.
        memory_worn: bytes beyond which a worker is replaced after its job: TensorFlow gives little back.
        worn: jobs after which it is replaced.
        threads: that TensorFlow takes in the embedded one.
        start: seconds that a cluster may take until a worker is there; who has waited so long in vain is sent
            away.
        told: seconds after which all who wait are told that an outside cluster does not answer; who comes
            while that is known is told at once. The one of this machine just takes its time to start.
    """

    def __init__(
        self,
        outside: Outside | None = None,
        *,
        longest_line: int = 40,
        of_one_address: int = 20,
        patience: float = 75.0,
        idle: float = 300.0,
        memory_limit: int = 2_000_000_000,
        memory_worn: int = 1_200_000_000,
        worn: int = 50,
        threads: int = 1,
        start: float = 30.0,
        told: float = 3.0,
    ):
        self._cluster, self._start = Cluster(outside, start, memory_limit, threads), start
        self._longest_line, self._of_one_address = longest_line, of_one_address
        self._patience, self._idle = patience, idle
        self._memory_worn, self._worn = memory_worn, worn
        self._done: Counter[str] = Counter()  # jobs of each worker, by its address
        self._replaced: set[str] = set()  # those whose place a new one takes now
        self._changed = threading.Condition()
        self._waiting: list[Job] = []  # the oldest first; `Turns` says who is next
        self._turns = Turns()
        self._running: dict[str, Job] = {}  # by the worker's address
        self._server: threading.Thread | None = None
        self._closed = False
        self._outage, self._said = Outage(told), False  # and whether the log has it
        self._ends, self._counting = dict.fromkeys(sorted(ENDED), 0), threading.Lock()
        atexit.register(self.close)

    def submit(self, session: str, request: Request, address: str = "") -> Job:
        """Put a request in the line.

        A session has one job at a time. A second is refused: starting it would throw the first away unasked.
        After `Job.cancel` it is taken at once.

        Args:
            session: any text that is the same for one visitor and different for two.
            address: where it comes from, for fair turns; empty where that is not known.

        Raises:
            Busy: if the session's last job has not ended and was not cancelled.
            LineFull: if `longest_line` jobs wait, or `of_one_address` from this one.
            RuntimeError: after `close`.
        """
        with self._changed:
            if self._closed:
                raise RuntimeError("jobs are closed")
            job = self.job_of(session)
            if job is not None and not job.why:
                raise Busy(job)
            self._leave()
            if len(self._waiting) >= self._longest_line:
                raise LineFull(len(self._waiting))
            own = sum(one.address == address for one in self._waiting)
            if own >= self._of_one_address:
                raise LineFull(own, own=True)
            job = Job(session, request, self._place, address, self._wait, self._count, self._away)
            self._waiting.append(job)
            if self._server is None:
                self._server = threading.Thread(target=self._serve, name="dlplay-jobs", daemon=True)
                self._server.start()
            self._changed.notify_all()
            return job

    def job_of(self, session: str) -> Job | None:
        """The session's job that has not ended."""
        with self._changed:
            jobs = [*self._running.values(), *self._waiting]
        return next((job for job in jobs if job.session == session and not job.ended), None)

    def standing(self) -> tuple[int, int, str]:
        """How many jobs wait, how many run, and how the cluster stands (`Cluster.standing`)."""
        with self._changed:
            waiting = sum(not job.ended for job in self._waiting)
            return waiting, len(self._running), "away" if self._away() else self._cluster.standing

    def ends(self) -> dict[str, int]:
        """How many jobs have ended in each state."""
        with self._counting:
            return dict(self._ends)

    def close(self) -> None:
        """Cancel every job and end every process. For good."""
        with self._changed:
            self._closed = True
            server = self._server
            self._changed.notify_all()
        if server is not None:
            server.join()
        with self._changed:
            self._changed.wait_for(lambda: not self._running, timeout=1)  # what follows jobs notices it, too
        atexit.unregister(self.close)

    def _count(self, job: Job) -> None:
        with self._counting:
            self._ends[job.state] += 1
        log.info("A training ended: %s after %.1f s", job.state, job.seconds)

    def _place(self, job: Job) -> int:
        with self._changed:
            waiting = self._turns.order([one for one in self._waiting if not one.ended])
        return waiting.index(job) + 1 if job in waiting else 0

    def _wait(self, place: int) -> float | None:
        with self._changed:
            return self._turns.wait(place, len(self._running))

    def _away(self) -> bool:
        return self._outage.known and not self._cluster.embedded

    # --- the serving thread

    def _serve(self) -> None:
        self._cluster.load()  # takes a second or more, in which nobody is asked yet
        quiet = time.monotonic()
        while True:
            with self._changed:
                self._leave()
                if self._running or self._waiting:
                    quiet = time.monotonic()
                if self._closed or time.monotonic() - quiet > self._idle:
                    for job in [*self._waiting, *self._running.values()]:
                        job.stop(CANCELLED)
                    self._server = None
                    self._cluster.close()  # inside the lock: a job that comes now must find it closed
                    self._outage.over()  # nobody tries any more, so nobody knows
                    return
                first = next(iter(self._turns.order(self._waiting)), None)
                if first is None and not self._missed:
                    self._changed.wait(LOOK)
                    continue
            if not self._begin(first):
                with self._changed:
                    self._changed.wait(AGAIN if self._missed else LOOK)

    def _leave(self) -> None:
        """Take those out of the line that have ended or that nobody follows."""
        for job in self._waiting:
            if job.unfollowed() > self._patience:
                job.stop(ABANDONED)
        self._waiting = [job for job in self._waiting if not job.ended]

    @property
    def _missed(self) -> bool:
        """Whether an outside cluster is tried again, with nobody in the line too: a newcomer is to know."""
        return self._outage.suspected and not self._cluster.embedded

    def _begin(self, job: Job | None) -> bool:
        """Start a job, if there is one, on a free worker, if there is one; false where there is none yet."""
        self._outage.trying()
        try:
            self._cluster.open()
            in_hand = self._cluster.in_hand()
        except ClusterError as error:
            return self._miss(error, at_once=self._cluster.embedded)
        if not in_hand and self._replaced:
            self._outage.over()
            return False
        if not in_hand:
            return self._miss(ClusterError("the cluster has no worker"))
        if self._said:
            log.warning("The trainings' cluster answers again")
        self._said = False
        with self._changed:
            self._outage.over()
            free = sorted(one for one, jobs in in_hand.items() if not jobs and one not in self._running)
            if not free or job not in self._waiting or not job.start():
                return False
            self._waiting.remove(job)
            before = self._turns.give(job)
            worker = random.choice(free)  # not the first: other web processes look for one, too
            self._running[worker] = job
            self._turns.forget([*self._waiting, *self._running.values()])
        given = (job, worker, before)
        threading.Thread(target=self._accompany, args=given, name="dlplay-job", daemon=True).start()
        return True

    def _miss(self, error: ClusterError, at_once: bool = False) -> bool:
        """There is no cluster or no worker: who has waited for long, or at once everybody, is told so."""
        with self._changed:
            sent = [one for one in self._waiting if at_once or self._outage.in_vain(one.asked) >= self._start]
        if (at_once or sent or self._away()) and not self._said:
            log.warning("%s", error)
            self._said = not self._cluster.embedded
        for job in sent:
            job.end(self._cluster.without, str(error))
        if sent and not self._running:
            self._cluster.close()  # what seems to be connected may be deaf
        if at_once:
            self._outage.over()
        return bool(sent)

    def _accompany(self, job: Job, worker: str, before: int) -> None:
        try:
            run = self._cluster.run(job.request, worker)
            try:
                free, memory = attend(job, run, self._patience)
            finally:
                run.close()
            self._turns.took(job.seconds)
            self._refresh(worker, free, memory)
        except Taken:
            with self._changed:
                self._waiting.insert(0, job)
                self._turns.take_back(job, before)
        except ClusterError as error:
            job.end(self._cluster.without, str(error))
            log.warning("%s", error)
        finally:
            with self._changed:
                del self._running[worker]
                self._changed.notify_all()

    def _refresh(self, worker: str, free: bool, memory: int) -> None:
        """Replace a worker that is worn, and the embedded one where it is stuck."""
        self._done[worker] += 1
        worn = self._done[worker] >= self._worn or memory > self._memory_worn
        stuck = self._cluster.embedded and not free
        if (worn or stuck) and not self._closed:
            del self._done[worker]
            self._replaced.add(worker)
            try:
                self._cluster.replace(worker)
            finally:
                self._replaced.discard(worker)

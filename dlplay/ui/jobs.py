"""A page's training job: handed in, kept with the session, followed while it runs, told in words.

    training = PageJob("train_cnn")                                    # in the page's script
    st.button(…, on_click=training.submit, args=(request,), disabled=training.running)
    training.follow(show)          # a fragment of its own: the status line, then show(progress)

A visitor has one job at a time, whatever page it belongs to. While one runs, `follow` draws itself again
twice a second and nothing else does; when it has ended, the whole page runs once, and finds `running` false.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st

from dlplay.jobs import Busy, Job, LineFull, Progress, Request
from dlplay.numbers import plain
from dlplay.ui import metrics, visit
from dlplay.ui.cache import jobs
from dlplay.ui.language import t
from dlplay.ui.networks import whose

EVERY = 0.5  # seconds between two looks at a running job
ELSEWHERE = 5  # seconds between two looks from another page; well below `Jobs.patience`
SURE = 0.7  # seconds of work from which the pace is known
JOB, ABOUT, REFUSED = ":job", ":about", ":refused"  # session-state keys, after the page's name
SIGNS = {  # how an end looks
    "done": (st.success, ":material/check_circle:"),
    "cancelled": (st.info, ":material/stop_circle:"),
    "timed_out": (st.warning, ":material/timer_off:"),
    "diverged": (st.warning, ":material/trending_up:"),
    "abandoned": (st.warning, ":material/visibility_off:"),
    "failed": (st.error, ":material/error:"),
    "lost": (st.error, ":material/power_off:"),
    "unreachable": (st.error, ":material/cloud_off:"),
}


def visitor() -> str:
    """The name under which this visit hands in jobs: each browser tab has its own, over reloads too."""
    return visit.current().name


def time_left(seconds: float | None) -> str:
    """Seconds for people: "12 s", "2 min 30 s"."""
    whole = max(0, round(seconds or 0))
    if whole < 90:
        return t("jobs.seconds", seconds=whole)
    return t("jobs.minutes", minutes=whole // 60, seconds=whole % 60)


def keep_alive(here: str) -> None:
    """In the sidebar of page `here`: how a job of another page goes on.

    A job that nobody follows is given up, so a visit to the digit page would end a long training.
    """
    running = [
        job
        for key, job in st.session_state.items()
        if str(key).endswith(JOB) and key != here + JOB and job and not job.ended
    ]
    if not running:
        return

    @st.fragment(run_every=ELSEWHERE)
    def look() -> None:
        progress = running[0].follow()
        if progress.ended:
            st.rerun()
        st.progress(_share(progress), _now(progress))

    with st.sidebar:
        look()


class PageJob:
    """The newest job of page `name` in this visit."""

    def __init__(self, name: str):
        self.name = name
        self._key, self._about_key, self._refused_key = name + JOB, name + ABOUT, name + REFUSED

    @property
    def job(self) -> Job | None:
        """The job that was handed in last; also after its end, until `forget`."""
        return st.session_state.get(self._key)

    @property
    def running(self) -> bool:
        """Whether it waits, starts or runs."""
        return self.job is not None and not self.job.ended

    @property
    def about(self) -> Any:
        """What was handed in along with the job for the page itself."""
        return st.session_state.get(self._about_key)

    def submit(self, request: Request, about: Any = None) -> bool:
        """Hand in a request, in a callback. Returns whether it was taken; if not, `follow` says why.

        Args:
            about: whatever the page wants to know of this job later.
        """
        st.session_state[self._refused_key] = None
        try:
            job = jobs().submit(visitor(), request, whose(st.context.ip_address))
        except (Busy, LineFull) as refusal:
            if not self.running:  # else it was a second click on the same button
                metrics.refused("training")
                st.session_state[self._refused_key] = (refusal, request, about)
            return False
        visit.keep(self._key, job)
        visit.keep(self._about_key, about)
        return True

    def stop(self) -> None:
        """Ask for the end; what was learned is kept. In a callback."""
        if self.job is not None:
            self.job.cancel()

    def forget(self) -> None:
        """Drop the job, once the page has taken from it what it keeps."""
        visit.keep(self._key, None)

    def follow(self, show: Callable[[Progress | None], None] = lambda progress: None) -> None:
        """The status line, and below it what `show` draws of the progress (None before the first job)."""
        job, running = self.job, self.running

        @st.fragment(run_every=EVERY if running else None)
        def live() -> None:
            progress = None if job is None else job.follow()
            self._refusal()
            if progress is not None:
                self._status(progress)
            show(progress)
            if running and progress is not None and progress.ended:
                st.rerun()

        live()

    def _status(self, progress: Progress) -> None:
        if progress.ended:
            show, icon = SIGNS[progress.state]
            show(end_sentence(progress), icon=icon)
            return
        line, button = st.columns([4, 1], vertical_alignment="center")
        with line:
            if progress.away:
                st.warning(_now(progress), icon=":material/cloud_off:")
            else:
                st.progress(_share(progress), _now(progress))
        button.button(
            t("jobs.stop"),
            icon=":material/stop:",
            key=f"{self.name}_stop",
            on_click=self.stop,
            width="stretch",
        )

    def _refusal(self) -> None:
        """Why the last request was not taken, and what can be done."""
        refusal, *asked = st.session_state.get(self._refused_key) or (None,)
        if isinstance(refusal, LineFull):
            full = "jobs.line_full_own" if refusal.own else "jobs.line_full"
            st.warning(t(full, waiting=refusal.waiting), icon=":material/groups:")
        elif isinstance(refusal, Busy) and not refusal.job.ended:
            st.warning(t("jobs.busy"), icon=":material/hourglass_top:")
            st.button(
                t("jobs.instead"),
                key=f"{self.name}_instead",
                on_click=self._instead,
                args=(refusal.job, *asked),
            )

    def _instead(self, other: Job, request: Request, about: Any) -> None:
        other.cancel()
        self.submit(request, about)


def end_sentence(progress: Progress) -> str:
    """How a job ended, what was kept of it, and what to do."""
    kept = "result" if progress.result else "moments" if progress.checkpoints else "nothing"
    words = [t(f"jobs.{progress.state}", seconds=time_left(progress.seconds))]
    if progress.state != "done":
        words += [t(f"jobs.kept_{kept}"), t(f"jobs.then_{progress.state}")]
    return " ".join(word for word in words if word)


def _share(progress: Progress) -> float:
    return progress.now.get("step", 0) / progress.now["steps"] if progress.now else 0.0


def _now(progress: Progress) -> str:
    now = progress.now
    if progress.away:
        return t("jobs.away")
    if progress.state == "waiting":
        words = t("jobs.next") if progress.place <= 1 else t("jobs.waiting", place=progress.place)
        if progress.wait is None or progress.wait < 1:  # "in about 0 seconds" tells nothing
            return words
        return f"{words} {t('jobs.wait', wait=time_left(progress.wait))}"
    if progress.state == "starting":
        return t("jobs.starting")
    if now["step"] >= now["steps"]:
        return t("jobs.finishing")
    words = t("jobs.running", epoch=now["epoch"], epochs=now["epochs"])
    told = _left(progress)
    return f"{words} · {told}" if told else words


def _left(progress: Progress) -> str:
    """The time left, by the pace since the first point: the step before it also compiled the network.

    Where the limit comes first, the time until then and how far the training will have come. Empty at the
    start, while the pace is not known.
    """
    first, now = progress.points[0], progress.now
    seconds, steps = now["seconds"] - first["seconds"], now["step"] - first["step"]
    if seconds <= SURE:
        return ""
    left, allowed = seconds / steps * (now["steps"] - now["step"]), progress.limit - progress.seconds
    if left <= allowed:
        return t("jobs.left", left=time_left(left))
    reached = (now["step"] + max(allowed, 0.0) * steps / seconds) / now["steps"] * now["epochs"]
    return t(
        "jobs.left_limit",
        left=time_left(max(allowed, 0.0)),
        limit=time_left(progress.limit),
        reached=plain(reached, decimals=1),
    )

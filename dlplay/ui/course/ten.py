"""Ten minutes: five things to try, each behind a link with the settings that show its point."""

from typing import NamedTuple

import streamlit as st

from dlplay.ui import language
from dlplay.ui.course.atlas import title
from dlplay.ui.course.settings import CourseSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.ways import BY_NAME


class Errand(NamedTuple):
    page: str
    settings: dict[str, str]  # as they stand in the address


ERRANDS = {
    "line": Errand("neuron", {"view": "gates", "gate": "xor"}),
    "downhill": Errand("optimizers", {"runners": "sgd", "rates": "sgd_0.1"}),
    "layers": Errand("network", {"steps": "800"}),
    "digits": Errand("digits", {"source": "sample"}),
    "writer": Errand("shakespeare", {"temperature": "0.2"}),
}
EACH = 2  # minutes


def show(experiment: Experiment[CourseSettings]) -> None:
    """For each what to do, what to notice, and the way there."""
    for place, (name, errand) in enumerate(ERRANDS.items(), start=1):
        with st.container(border=True, key=f"course_errand_{name}"):
            head = f"**{place}. {t(f'course.ten_{name}')}** · {t('course.minutes', n=EACH)}"
            do, notice = t(f"course.ten_{name}_do"), t(f"course.ten_{name}_notice")
            st.markdown(f"{head}\n\n{do}\n\n*{t('course.notice')}* {notice}")
            st.page_link(
                BY_NAME[errand.page].page(),
                label=title(errand.page),
                icon=":material/arrow_forward:",
                query_params=errand.settings | language.query(),
            )

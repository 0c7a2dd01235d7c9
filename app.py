"""The server: `streamlit run app.py` and `uvicorn app:app` both start it."""

import os

# Before numpy is loaded: the networks' products are small, and with several students on two cores BLAS's
# own threads wait for each other (one reading took 10 ms at the 95th percentile with one, 105 ms with two).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import streamlit as st
from starlette.middleware import Middleware

from dlplay.ui import class_changes, codes, health, metrics, served, shield
from dlplay.ui.framework_packed import FrameworkPacked
from dlplay.ui.icon_font import IconFont
from dlplay.ui.lifespan import lifespan, report

shield.no_question_to_the_internet()
shield.steered_on_its_cloud()
files = [served.route(served.FILES), served.pictures()]
told = [*health.routes(), *metrics.routes()]
middleware = [
    Middleware(shield.Shield, shield.frames(), shield.of_one_address()),
    Middleware(FrameworkPacked),
    Middleware(IconFont),
]
app = st.App(
    "dlplay/ui/shell.py",
    lifespan=lifespan,
    routes=[*files, codes.route(), class_changes.route(), *told],
    middleware=middleware,
    on_script_error=report,
)

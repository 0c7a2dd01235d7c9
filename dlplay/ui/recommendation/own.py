"""The class: a generated one with holes, or one's own from a table; and its ratings to take home."""

import importlib

import numpy as np
import streamlit as st

from dlplay.files.takeaway import csv_file
from dlplay.recommendation.ratings import HIGHEST, LOWEST, MOST_PEOPLE, MOST_THINGS
from dlplay.ui import frame, live
from dlplay.ui.experiment import Experiment
from dlplay.ui.heads import head
from dlplay.ui.language import percent, percent_format, t
from dlplay.ui.recommendation import charts, current
from dlplay.ui.recommendation.current import Now
from dlplay.ui.recommendation.settings import RecommendationSettings

SLIDER = 185  # CSS pixels
FILE = "ratings.csv"


def show(experiment: Experiment[RecommendationSettings]) -> None:
    """Which class, all of its ratings as a picture, and a place for a file."""
    with frame.stage():
        if current.OWN in st.session_state:
            experiment.choose("source", label_visibility="collapsed")
        elif experiment.value("source") == "own":
            st.info(t("recommendation.own_gone"), icon=":material/upload_file:")
        if experiment.value("source") == "class" or current.OWN not in st.session_state:
            with st.container(horizontal=True, vertical_alignment="bottom"):
                experiment.choose("rated")
                experiment.slide("people", width=SLIDER)
                experiment.slide("filled", width=SLIDER, format=percent_format())
                experiment.slide("seed", width=SLIDER)
        now = current.now(experiment.settings)
        live.show(_picture(now), "recommendation_class")
    st.markdown(t("recommendation.made_up" if now.made else "recommendation.own_says"))
    frame.section("recommendation", "file")
    st.markdown(
        t(
            "recommendation.file_format",
            low=f"{LOWEST:.0f}",
            high=f"{HIGHEST:.0f}",
            people=MOST_PEOPLE,
            things=MOST_THINGS,
        )
    )
    download(now)
    # imported here: pandas comes with it, half a second
    importlib.import_module("dlplay.ui.recommendation.own_table").show(experiment)


def download(now: Now) -> None:
    """The ratings as a table that comes back."""
    st.download_button(
        t("recommendation.csv"),
        lambda: table(now),
        FILE,
        "text/csv",
        key="recommendation_csv",
        icon=":material/download:",
        on_click="ignore",
    )


def table(now: Now) -> bytes:
    """A person a row, oneself in the last."""
    name = head("recommendation", "person")
    while name in now.ratings.things:
        name += "*"
    columns: dict[str, list] = {name: list(now.ratings.people)}
    for thing, column in zip(now.ratings.things, now.ratings.values.T.tolist(), strict=True):
        columns[thing] = [int(one) if one.is_integer() else one for one in column]
    return csv_file(columns)


def _picture(now: Now) -> dict:
    ratings = now.ratings
    seen = np.roll(ratings.values.T, 1, axis=1)
    shades = charts.shades_of(seen, np.full((1, *seen.shape), (LOWEST + HIGHEST) / 2))
    share = float(ratings.known[:-1].mean())
    title = t("recommendation.class_title", share=percent(share, decimals=0))
    panel = charts.grid(
        shades[0],
        np.zeros(seen.shape, bool),
        None,
        {"title": title, "people": t("recommendation.who")},
        now.drawn if len(ratings.things) <= charts.NAMED else (),
    )
    alt = t(
        "recommendation.class_alt",
        people=len(ratings.people) - 1,
        things=len(ratings.things),
        share=percent(share, decimals=0),
    )
    return live.picture([panel], alt=alt)

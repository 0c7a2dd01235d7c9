"""Any text as the model sees it: where it was surprised, by how much, and what it had expected."""

import numpy as np
import streamlit as st

from dlplay.numbers import plain
from dlplay.text.writing import Surprise, surprise
from dlplay.ui.charts import inked
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import percent, t
from dlplay.ui.shakespeare.desk import Desk, known
from dlplay.ui.shakespeare.settings import ShakespeareSettings

LISTED = 8  # the most surprising characters in the table


def show(desk: Desk, experiment: Experiment[ShakespeareSettings]) -> str:
    """The student's text, or the model's own while there is none, coloured by surprise."""
    placeholder = t(f"shakespeare.text_empty_{desk.kind.name}")
    own = known(desk.model, desk.kind, experiment.write("text", height=110, placeholder=placeholder))
    text = own if len(own) >= 2 else desk.model.opening(desk.prompt) + desk.written().text
    reading = surprise(desk.model, text)
    left, middle, right = st.columns(3)
    nats = reading.nats_a_character
    left.metric(t("shakespeare.nats"), plain(nats, decimals=3))
    middle.metric(t("shakespeare.bits"), plain(nats / np.log(2), decimals=3))
    right.metric(
        t("shakespeare.perplexity"),
        plain(reading.perplexity, decimals=2),
        help=t("shakespeare.perplexity_help"),
    )
    expected = [_expected(desk, reading, place) for place in range(len(text) - 1)]
    titles = [
        f"{inked.visible(character)}: {percent(p)} · {alternatives}"
        for character, p, alternatives in zip(text[1:], reading.probabilities.tolist(), expected, strict=True)
    ]
    colours = ["transparent", *inked.surprise_colours(reading.probabilities)]
    with st.container(border=True):
        st.html(inked.coloured(text, colours, [t("shakespeare.given"), *titles]))
    st.markdown(t("shakespeare.most_surprising"))
    places = reading.probabilities.argsort(kind="stable")[:LISTED].tolist()
    table = {
        t("shakespeare.column_before"): [
            "".join(map(inked.visible, text[max(0, place - 11) : place + 1])) for place in places
        ],
        t("shakespeare.column_came"): [inked.visible(text[place + 1]) for place in places],
        t("shakespeare.column_chance"): [percent(float(reading.probabilities[place])) for place in places],
        t("shakespeare.column_expected"): [expected[place] for place in places],
    }
    st.dataframe(table, hide_index=True, height="content")
    return text


def _expected(desk: Desk, reading: Surprise, place: int) -> str:
    characters = desk.model.vocabulary.characters
    return "  ".join(
        f"{inked.visible(characters[number])} {percent(p)}"
        for number, p in zip(
            reading.alternatives[place].tolist(),
            reading.alternative_probabilities[place].tolist(),
            strict=True,
        )
    )

"""The views about temperature: one text that follows the slider, and four side by side."""

import streamlit as st

from dlplay.numbers import plain
from dlplay.text.writing import writing_entropy
from dlplay.ui import typewriter
from dlplay.ui.charts import inked
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import percent, t
from dlplay.ui.shakespeare.desk import MARKS, Desk
from dlplay.ui.shakespeare.settings import ShakespeareSettings


def measured(desk: Desk, text: str, temperature: float) -> str:
    """A line with the mean entropy of the choices and the share of real words."""
    choices = writing_entropy(desk.model, desk.prompt, text, temperature, desk.top_k, desk.top_p)
    nats = choices.mean() if len(choices) else 0.0
    words = percent(desk.real_words(text))
    return t(
        "shakespeare.measured",
        nats=plain(nats, decimals=2),
        bits=plain(nats / 0.6931, decimals=2),
        words=words,
    )


def write(desk: Desk, experiment: Experiment[ShakespeareSettings]) -> str:
    """The whole text, written anew at every position of the slider."""
    text = desk.write()
    st.caption(measured(desk, text, desk.temperature))
    with st.container(border=True):
        st.html(inked.page(desk.prompt, text))
    return text


def four(desk: Desk, experiment: Experiment[ShakespeareSettings]) -> str:
    """The textbook's four temperatures, written together from the same draws."""
    texts = desk.model.generate_many(desk.prompt, desk.length, MARKS, **desk.sampling)
    columns = [
        typewriter.Column(f"T = {mark}", measured(desk, text, mark), desk.prompt, text)
        for mark, text in zip(MARKS, texts, strict=True)
    ]
    typewriter.show(columns, key="shakespeare_four")
    return "\n\n".join(f"T = {mark}\n{desk.prompt}{text}" for mark, text in zip(MARKS, texts, strict=True))

"""The least that a Streamlit page can be, as a measure for ours: a slider, a line of text, a small chart."""

import numpy as np
import plotly.graph_objects as go
import streamlit as st


@st.fragment
def page() -> None:
    at = st.slider("x", -6.0, 6.0, 0.0, step=0.05, key="bare.x")
    st.write(f"x = {at}")
    x = np.linspace(-6, 6, 60)
    st.plotly_chart(go.Figure(go.Scatter(x=x, y=np.tanh(x - at))), key="bare.chart")


page()

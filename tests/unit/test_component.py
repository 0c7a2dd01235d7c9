"""What a component has said; its last message may come when Streamlit has forgotten it."""

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest
import streamlit as st

from dlplay.ui import chart_click, component, live
from dlplay.ui.backprop import graph
from dlplay.ui.convolution import window
from dlplay.ui.convolution.settings import ConvolutionSettings
from dlplay.ui.digit_lab import inside_network
from dlplay.ui.digit_lab.parts import Part
from dlplay.ui.digit_lab.settings import DigitLabSettings
from dlplay.ui.network import stage
from dlplay.ui.shakespeare import rewriting
from dlplay.ui.weights import Weights


def test_what_it_says_is_read_under_its_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streamlit.session_state", {"board": SimpleNamespace(picked=[1, 2])})
    assert component.said("board", "picked") == [1, 2]
    assert component.said("board", "shape") is None
    assert component.said("other", "picked") is None


def never(*_: object) -> None:
    raise AssertionError("nobody has said anything")


def hearing(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], None]]:
    """What the components call when they have something to say."""
    heard: list[Callable[[], None]] = [rewriting._hear]

    def hear(**options: object) -> None:
        heard.extend(one for name, one in options.items() if name.startswith("on_"))

    monkeypatch.setattr(chart_click, "_listener", hear)
    monkeypatch.setattr(live, "_component", hear)
    monkeypatch.setattr(graph, "_graph", hear)
    monkeypatch.setattr(graph, "_walk", lambda *_: "")
    chart_click.listen("map", never)
    live.show({}, "picture", never)
    graph.show(None, "w1", "page.step", {}, never)
    monkeypatch.setattr(window, "_window", hear)
    window.show(
        SimpleNamespace(set=never, value=lambda _: "own3", kind=lambda *_: Weights(9, 1.0, 0.1)),
        ConvolutionSettings(),
        [],
        (1, 1),
        {},
    )
    monkeypatch.setattr(inside_network, "_network", hear)
    monkeypatch.setattr(inside_network, "_scene", lambda *_: "")
    picture = SimpleNamespace(picture=SimpleNamespace(ink=np.zeros(0)))
    inside_network.show(SimpleNamespace(set=never), DigitLabSettings(), picture, Part("input"))
    monkeypatch.setattr("dlplay.ui.frame.then_whole_page", lambda change: change)
    hear(**stage._callbacks(SimpleNamespace(set=never)))
    return heard


def test_a_message_that_comes_late_breaks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    heard = hearing(monkeypatch)
    assert len(heard) == 12  # five of them the board's
    monkeypatch.setattr("streamlit.session_state", {})
    for told in heard:
        told()
    assert st.session_state == {rewriting.ASKED: {}}

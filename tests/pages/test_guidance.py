"""A teacher's link on every page: what it fixes no hand moves, what it hides is out of sight, both hold."""

from dataclasses import fields

import pytest
from streamlit.testing.v1 import AppTest

from dlplay import locale
from dlplay.ui import rooms
from tests.pages.app import open_page, run, settings_of, texts, views_of

KINDS = ("slider", "select_slider", "selectbox", "button_group", "multiselect", "toggle")
KINDS += ("number_input", "text_input", "text_area")
LANGUAGES = pytest.mark.parametrize("language", locale.LANGUAGES)


def said(app: AppTest, parameter: str) -> str:
    """What the address says; the harness gives a list where the page has left it alone."""
    value = app.query_params[parameter]
    return value if isinstance(value, str) else value[0]


@pytest.mark.parametrize("room", rooms.ROOMS, ids=lambda room: room.name)
def test_a_page_of_which_all_is_fixed_stands_and_moves_nothing(room: rooms.Room) -> None:
    path = f"{room.section}/{room.name}"
    open_page(path)
    names = {one.name for one in fields(settings_of(room.name))} - {"view"}
    last = views_of(room.name)[-1]
    app = open_page(path, lock=".".join(sorted(names)), **last)
    assert not app.info or "``" not in app.info[0].value
    widgets = [one for kind in KINDS for one in app.get(kind) if str(one.key).startswith(f"{room.name}.")]
    free = {one.key for one in widgets if not one.proto.disabled}
    assert not {key for key in free if key.split(".")[1] in names}
    assert set(said(app, "lock").split(".")) == names


@pytest.mark.parametrize(
    ("page", "fixed", "kind"),
    [("optimizers", "rates", "select_slider"), ("backprop", "w.x.y", "slider"), ("neuron", "w.x", "slider")],
)
def test_each_slider_over_a_part_of_what_is_fixed_is_fixed(page: str, fixed: str, kind: str) -> None:
    app = open_page(f"foundations/{page}", lock=fixed)
    of_parts = [one for one in app.get(kind) if str(one.key).count(".") == 2]  # page, setting, which of it
    assert len(of_parts) > 2
    assert {one.key.split(".")[1] for one in of_parts} <= set(fixed.split("."))
    assert all(one.proto.disabled for one in of_parts)


@LANGUAGES
def test_a_button_moves_what_is_free_and_leaves_what_is_fixed(language: str) -> None:
    app = open_page("foundations/losses", language, lock="slope", slope="0.5")
    best = next(one for one in app.button if one.label == locale.t("losses.to_the_best", language))
    best.click()
    run(app)
    assert said(app, "slope") == "0.5"
    assert app.slider(key="losses.slope").value == 0.5
    assert app.slider(key="losses.intercept").value != 4.0
    assert said(app, "lock") == "slope"


def test_what_is_hidden_is_out_of_sight_and_holds() -> None:
    app = open_page("foundations/losses", hide="slope", slope="0.5")
    (sheet,) = [one.proto.body for one in app.get("html") if ".st-key-losses-slope," in one.proto.body]
    assert "display: none" in sheet
    assert (app.slider(key="losses.slope").value, app.slider(key="losses.slope").disabled) == (0.5, True)


@LANGUAGES
def test_only_the_views_of_the_link_are_offered_and_one_of_them_is_open(language: str) -> None:
    app = open_page("foundations/losses", language, views="race.softmax")
    (choice,) = [one for one in app.button_group if one.key == "losses.view"]
    assert [*choice.options] == [locale.t(f"losses.view_{one}", language) for one in ("softmax", "race")]
    assert locale.t("losses.intro_softmax", language) in texts(app)


@LANGUAGES
def test_what_a_link_names_in_vain_is_told_once_as_text(language: str) -> None:
    app = open_page("foundations/neuron", language, lock="w.<b>x</b>", views="nothing")
    told, _ = locale.t("frame.guided_in_vain", language, names="|").split("|")
    assert [one.value.startswith(told) and "`<b>x</b>`" in one.value for one in app.info] == [True]
    assert said(app, "lock") == "w"
    assert not run(app).info

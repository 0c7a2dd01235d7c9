"""The page on recommendation as a script: every view, one's own stars, the code run, tables good and bad."""

import contextlib
import io

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from dlplay import locale
from dlplay.numbers import plain
from dlplay.recommendation.table import read_ratings
from dlplay.ui.live import Place
from dlplay.ui.recommendation import cells, code, current, mine, own
from dlplay.ui.recommendation.settings import RecommendationSettings
from tests import scripts
from tests.pages import live
from tests.pages.app import open_page, open_view, open_with_a_notice, run, sent_to, texts

PAGE = "applications/recommendation"
LANGUAGES = pytest.mark.parametrize("language", locale.LANGUAGES)
VIEWS = ("learn", "axes", "cold", "bubble", "own")
HOT = "110000000550"  # likes what is hot, and nothing sweet
NAMES = (
    'name,<b>tea</b>,🍕 & $x$,`ice`,=cmd()\nAnn <i>,5,1,3,2\n"**Bo**",4,2,,1\nCy,1,5,4,\n[Di](x),2,4,5,5\n'
)


def rows(app: AppTest) -> list[dict]:
    """What one's own stars show."""
    return sent_to(app, "recommendation_mine")["rows"]


def picture(app: AppTest) -> dict:
    """The first one."""
    return live.pictures(app)[0]


def uploaded(data: bytes, language: str = "en", **link: str) -> AppTest:
    app = open_page(PAGE, language, view="own", **link)
    app.file_uploader(key="recommendation_file").set_value(("ratings.csv", data, "text/csv"))
    return run(app)


@LANGUAGES
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_shows_something_true_before_it_is_touched(view: str, language: str) -> None:
    app = open_view(PAGE, language, view, VIEWS)
    assert live.pictures(app)
    assert not app.warning
    assert "nan" not in texts(app).lower()
    assert bool(app.code) == (view == "learn")


def test_with_stars_of_one_s_own_the_others_are_guessed_and_the_reasons_add_up() -> None:
    none, some = open_page(PAGE), open_page(PAGE, "zh", mine=HOT)
    assert [one["stars"] for one in rows(none)] == [0] * 12
    assert locale.t("recommendation.for_anyone", "en") in texts(none)
    assert [one["stars"] for one in rows(some)] == [int(digit) for digit in HOT]
    told = [float(one["guess"]) for one in rows(some)]
    best = [place for place, one in enumerate(rows(some)) if one["best"]]
    unrated = [place for place, digit in enumerate(HOT) if digit == "0"]
    assert best == sorted(sorted(unrated, key=lambda place: -told[place])[:3])
    first = max(unrated, key=lambda place: told[place])
    assert f"1. {rows(some)[first]['name']} **" in texts(some)
    now = current.now(RecommendationSettings(mine=HOT))
    model = current.run(now, RecommendationSettings(mine=HOT)).model
    parts = [model.mean, model.b[-1], model.c[first], model.P[-1] @ model.Q[first]]
    assert model.predict()[-1, first] == pytest.approx(sum(parts))
    assert f"**{plain(sum(parts), decimals=2)}** = {plain(parts[0], decimals=2)}" in texts(some)


def test_a_star_that_is_pressed_is_kept_in_the_link_and_nothing_else_is_believed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard, said = [], [None]
    monkeypatch.setattr(mine, "_rows", lambda on_rated_change, **_: on_rated_change())
    monkeypatch.setattr(mine, "said", lambda *_: said[0])
    given = [mine.Row("tea", 0, 3.2, True)] * 2
    for told in ([1, 5], [1, 0], [2, 1], [-1, 1], [0, 6], [0, True], [0, 1.5], ["0", 1], [0], "01", None, {}):
        said[0] = told
        mine.rows(given, lambda *one: heard.append(one))
    assert heard == [(1, 5), (1, 0)]


def test_a_cell_is_chosen_from_the_lists_or_by_a_click_and_worked_out() -> None:
    app = open_page(PAGE, filled="100")
    app.selectbox(key="recommendation.who").set_value(3)
    app.selectbox(key="recommendation.thing").set_value(0)
    run(app)
    assert (app.query_params["who"], app.query_params["thing"]) == ("3", "0")
    assert "Student 3" in texts(app)
    settings = RecommendationSettings(filled=100, who=3, thing=0)
    now = current.now(settings)
    assert cells.chosen(settings, now) == (2, 0)
    rating = now.ratings.values[2, 0]
    model = current.run(now, settings).model
    total = model.predict()[2, 0]
    assert f"{rating:g} - {plain(total, decimals=2)}" in texts(app)

    chosen: dict[str, int] = {}
    experiment = type("Clicked", (), {"set": lambda self, **values: chosen.update(values)})()
    cells.clicked(experiment, now, Place(cells.GRID, None, 0.4, 0.2, None))
    assert chosen == {"who": 0, "thing": 11}
    chosen.clear()
    for place in ((0, 1.0, 1.0), (cells.GRID, 41.5, 1.0), (cells.GRID, 3.0, -0.5), (cells.GRID, 3.0, 12.5)):
        cells.clicked(experiment, now, Place(place[0], None, *place[1:], None))
    assert not chosen


@pytest.mark.parametrize("link", [{"factors": "3", "seed": "7", "mine": HOT}, {"factors": "0", "l2": "0.3"}])
def test_the_code_ends_where_the_page_ends(
    link: dict[str, str], tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(PAGE, **link)
    kinds = {"factors": int, "seed": int}
    settings = RecommendationSettings(**{name: kinds.get(name, str)(value) for name, value in link.items()})
    (tmp_path / "ratings.csv").write_bytes(own.table(current.now(settings)))
    monkeypatch.chdir(tmp_path)
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(app.code[0].value, "snippet", "exec"), {})
    scripts.assert_the_same(code.factorisation(settings), rtol=2e-3)  # a tiny part of Adam differs
    learned = current.run(current.now(settings), settings)
    ours = [learned.train[-1], learned.held_out[-1]]
    np.testing.assert_allclose([float(one) for one in output.getvalue().split()], ours, atol=1e-4)
    assert plain(ours[0], decimals=2) in live.readings(picture(app))
    assert plain(ours[1], decimals=2) in live.readings(picture(app))


def test_a_class_taken_home_comes_back_as_it_was() -> None:
    now = current.now(RecommendationSettings(mine=HOT))
    read = read_ratings(own.table(now)).ratings
    np.testing.assert_array_equal(read.values, now.ratings.values)
    assert list(read.things) == list(now.ratings.things)


@pytest.mark.parametrize(
    ("view", "field", "value", "readout"),
    [
        ("axes", "turn", 90, "same"),
        ("bubble", "explore", 30, "liked_now"),
        ("bubble", "explore", 100, "other_now"),
    ],
)
def test_what_a_slider_sends_ahead_is_what_the_words_say_once_it_is_there(
    view: str, field: str, value: int, readout: str
) -> None:
    app = open_page(PAGE, "zh", view=view)
    ahead = live.standing(picture(app), **{field: value})[readout]["words"]
    app.slider(key=f"recommendation.{field}").set_value(value)
    run(app)
    assert ahead.removesuffix(" ★") in texts(app)
    assert app.query_params[field] == str(value)


def test_a_newcomer_s_list_is_everybody_s_until_something_is_told() -> None:
    app = open_page(PAGE, view="cold")
    before = picture(app)
    first, ninth = (live.standing(before, told=told) for told in (0, 9))
    assert first["guess"]["x"].tolist() == sorted(first["guess"]["x"], reverse=True)
    assert len(set(first["guess"]["colour"])) == 1 < len(set(ninth["guess"]["colour"]))
    off = [float(one["now"]["words"].split()[0]) for one in (first, ninth)]
    assert off[1] < 0.75 * off[0]
    assert locale.t("recommendation.cold_first", "en") in texts(app)
    app.slider(key="recommendation.told").set_value(9)
    run(app)
    assert "After 9 ratings" in texts(app)


def test_turning_changes_no_prediction_and_the_button_finds_the_angle_that_fits() -> None:
    app = open_page(PAGE, view="axes", turn="200")
    before = picture(app)
    words = {live.standing(before, turn=turn)["same"]["words"] for turn in (0, 90, 200, 355)}
    assert len(words) == 1
    app.button(key="recommendation_fit").click()
    run(app)
    turn = int(app.query_params.get("turn", "0"))
    agree = live.standing(before, turn=turn)["agree"]["words"]
    assert sum(float(one.rstrip(",")) for one in agree.split() if one.startswith("+")) > 1.8


def test_names_of_others_are_text_in_every_view() -> None:
    app = uploaded(NAMES.encode(), "en", mine="5")
    assert len(app.success) == 1
    for view in ("learn", "axes", "cold", "bubble", "own"):
        app.button_group(key="recommendation.view").set_value(view)
        run(app)
        assert not [one for one in app.markdown if one.allow_html and "Ann <i>" in one.value]
        assert not app.warning
    app.button_group(key="recommendation.view").set_value("learn")
    run(app)
    assert [one["name"] for one in rows(app)] == ["<b>tea</b>", "🍕 & $x$", "`ice`", "=cmd()"]
    assert "`` `ice` ``" in texts(app)
    assert app.query_params["source"] == "own"


@pytest.mark.parametrize(
    ("problem", "data"),
    [
        ("no_table", b""),
        ("no_ratings", b"only,words,here\nand,some,more\n"),
        ("no_table", b",".join(b"%d" % one for one in range(10_000)) * 2),
        ("word", NAMES.replace("Cy,1", "Cy,<b>good</b>").encode()),
        ("range", NAMES.replace("Cy,1", "Cy,7").encode()),
        ("not_text", bytes(range(256)) * 9),
        ("size", b"name,tea,ice\n" + b"Ann,5,2\n" * 201),
    ],
)
def test_a_bad_table_gets_a_sentence_and_changes_nothing(problem: str, data: bytes) -> None:
    app = uploaded(data, "zh")
    (warning,) = app.warning
    sentence = locale.t(
        f"recommendation.file_{problem}",
        "zh",
        **{
            name: "{}"
            for name in ("row", "column", "value", "count", "people", "things", "most_people", "most_things")
        },
    )
    for part in sentence.split("{}"):
        assert part in warning.value
    assert locale.t("recommendation.file_kept", "zh") in warning.value
    assert "source" not in app.query_params


def test_a_link_to_a_table_that_is_not_here_says_so_and_shows_the_class_that_is_made_up() -> None:
    app = open_page(PAGE, "en", view="own", source="own")
    assert [one.value for one in app.info] == [locale.t("recommendation.own_gone", "en")]
    assert len(rows(open_page(PAGE, "en", source="own"))) == 12


def test_a_class_with_few_ratings_has_no_newcomers_and_says_so() -> None:
    app = uploaded(b"name,tea,ice,rice\nAnn,5,1,\nBo,,2,3\nCy,1,,4\n")
    app.button_group(key="recommendation.view").set_value("cold")
    run(app)
    assert [one.value for one in app.info] == [locale.t("recommendation.cold_few", "en", asked=3)]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("mine", "6"),
        ("mine", "<b>"),
        ("mine", "1" * 61),
        ("factors", "9"),
        ("l2", "nan"),
        ("people", "1000000"),
        ("turn", "7.5"),
        ("who", "-1"),
        ("view", "bogus"),
    ],
)
def test_an_absurd_link_falls_back_with_a_notice(name: str, value: str) -> None:
    assert live.pictures(open_with_a_notice(PAGE, "zh", **{name: value}))


@pytest.mark.parametrize(
    "query",
    [
        {"factors": "0"},
        {"factors": "1", "l2": "10", "who": "99", "thing": "59"},
        {"factors": "8", "l2": "0", "people": "100", "filled": "100", "mine": "5" * 12},
        {"people": "10", "filled": "20", "rated": "popular"},
        {"view": "cold", "people": "10", "filled": "20", "told": "9", "mine": "5"},
        {"view": "axes", "people": "10", "filled": "20", "who": "200", "thing": "59", "turn": "355"},
        {"view": "bubble", "alike": "alike", "visitor": "60", "explore": "100", "seed": "99"},
    ],
)
def test_the_ends_of_the_controls_give_finite_pictures(query: dict[str, str]) -> None:
    app = open_page(PAGE, **query)
    assert not app.warning
    shown = texts(app) + "".join(live.readings(one) for one in live.pictures(app))
    assert "NaN" not in shown
    assert "∞" not in shown

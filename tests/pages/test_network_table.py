"""Points out of a table on the page on a network: what is taken, asked, told, and what can be chosen."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from dlplay import locale
from dlplay.files.table import read_table
from dlplay.playground import columns, own
from dlplay.ui.rooms import ROOT
from tests.pages.app import open_page, run, texts
from tests.pages.test_network import PAGE, board, query

LANGUAGES = pytest.mark.parametrize("language", locale.LANGUAGES)
CASES = ROOT / "tests" / "fixtures" / "brought" / "csv"
ASKED, TOLD = "labels_ten_digits.csv", "subnormal.csv"  # what the labels mean; why it cannot be


BEFORE = own.pack(np.array([[0, 0], [1, 1]]), [0, 1], 2)  # two points that stand there already


def uploaded(data: bytes, language: str = "en", **link: str) -> AppTest:
    app = open_page(PAGE, language, data="own", **link)
    app.file_uploader(key="network_csv").set_value(("table.csv", data, "text/csv"))
    return run(app)


def count_of(app: AppTest) -> int:
    return len(board(app)["points"])


@LANGUAGES
@pytest.mark.parametrize("name", sorted({one.name for one in CASES.iterdir()} - {ASKED, TOLD}))
def test_the_collected_tables_become_points(name: str, language: str) -> None:
    content = (CASES / name).read_bytes()
    app, data = uploaded(content, language), read_table(content)
    found = columns.choose(data, columns.likely(data), columns.CLASSES, seed=1)
    assert query(app)["own"] == found.packed
    assert count_of(app) == found.kept
    assert board(app)["names"] == list(found.names)
    read = locale.t("network.csv_read", language, kept=found.kept, rows=f"{found.rows:,}")
    assert read in app.success[0].value
    unlabelled = locale.t("network.csv_unlabelled", language, count=found.unlabelled)
    assert (unlabelled in app.success[0].value) == bool(found.unlabelled)
    told = (locale.t("network.csv_guessed", language, encoding="GBK / GB 18030"),) if data.guessed else ()
    assert tuple(one.value for one in app.info) == told


@LANGUAGES
def test_what_whole_numbers_mean_is_asked_before_anything_is_taken(language: str) -> None:
    app = uploaded((CASES / ASKED).read_bytes(), language, own=BEFORE)
    asked = locale.t("network.csv_ask", language, column="`label`", count=10)
    assert [one.value for one in app.warning] == [asked]
    assert count_of(app) == 2
    app.button_group(key="network_csv_meaning").set_value(columns.CLASSES)
    run(app)
    assert board(app)["names"] == list("0123456789")
    assert query(app)["own"][0] == "a"
    assert not app.warning
    app.button_group(key="network_csv_meaning").set_value(columns.NUMBER)
    assert query(run(app))["own"][0] == "r"
    assert not open_page(PAGE, language, data="own", own=query(app)["own"]).warning


@LANGUAGES
def test_columns_are_chosen_beside_a_preview(language: str) -> None:
    rows = "".join(f"{n * 2},{n * n % 7},{n * 3 % 11},{'pq'[n % 2]}\n" for n in range(20))
    app = uploaded(f"a,b,<b>c</b>,=kind\n{rows}".encode(), language)
    assert list(app.dataframe[0].value) == ["a", "b", "<b>c</b>", "=kind"]
    before = query(app)["own"]
    app.selectbox(key="network_csv_first").set_value("<b>c</b>")
    assert query(run(app))["own"] != before
    assert "`<b>c</b>`" in texts(app)
    assert not [one for one in app.markdown if one.allow_html and "c</b>" in one.value]
    app.selectbox(key="network_csv_second").set_value("<b>c</b>")
    run(app)
    kept = locale.t("network.csv_kept", language)
    assert app.warning[0].value == f"{locale.t('network.csv_same_column', language)} {kept}"


@LANGUAGES
@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ((CASES / TOLD).read_bytes(), "no_range"),
        (b"", "no_table"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\r", "not_text"),
        (b"1,2,3\n" * 1_000_000, "large"),
        (b"x,y\n1,2\n3,4\n", "columns"),
        (b"x,y,z\na,b,c\nd,e,f\n", "numbers"),
    ],
)
def test_a_table_that_cannot_be_taken_leaves_the_points_alone(
    data: bytes, problem: str, language: str
) -> None:
    app = uploaded(data, language, own=BEFORE)
    sentence = locale.t(f"network.csv_{problem}", language).split("{")[0]
    assert sentence in app.warning[0].value
    assert locale.t("network.csv_kept", language) in app.warning[0].value
    assert count_of(app) == 2


def test_a_guessed_encoding_can_be_chosen_otherwise() -> None:
    data = "키,몸무게,종류\n".encode("euc_kr") + b"1,2,a\n3,4,b\n5,7,a\n"
    app = uploaded(data)
    app.selectbox(key="network_csv_encoding").set_value("cp949")
    run(app)
    assert app.selectbox(key="network_csv_first").options == ["키", "몸무게", "종류"]

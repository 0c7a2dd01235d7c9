"""Tables of every writing: what stands in them is read; and points chosen from their columns."""

import io
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlplay.files.table import TableError, read_table
from dlplay.files.takeaway import csv_file
from dlplay.playground import columns, own
from dlplay.playground.columns import CLASSES, NUMBER
from dlplay.playground.own import Chosen, Columns

CASES = Path(__file__).parents[1] / "fixtures" / "brought" / "csv"
HEAD = ("横坐标", "纵坐标", "类别")


def points(data: bytes, meaning: str | None = None, seed: int = 0) -> Chosen:
    """What the page takes of a table if nothing else is chosen."""
    table = read_table(data)
    picked = columns.likely(table)
    return columns.choose(table, picked, meaning or columns.meanings(table, picked.label)[0], seed)


# file -> columns, classes, rows, unlabelled
CASE = {
    "chinese_fullwidth_comma": (HEAD, ("a", "b"), 30, 0),
    "gbk_header": (HEAD, ("梨", "苹果"), 30, 0),
    "labels_case_space": (("x", "y", "label"), ("no", "Yes"), 30, 0),
    "labels_ten_digits": (("x", "y", "label"), tuple("0123456789"), 30, 0),
    "nan_labels": (("x", "y", "label"), ("0", "1"), 30, 6),
    "pandas_index": (("x", "y", "label"), ("a", "b"), 30, 0),
    "rare_class_10000": (("x", "y", "label"), ("0", "1"), 10_000, 0),
    "semicolon_decimal_comma": (("x", "y", "label"), ("a", "b"), 30, 0),
    "trailing_comma": (("x", "y", "label"), ("a", "b"), 30, 0),
    "utf16_excel_unicode": (("x", "y", "label"), ("a", "b"), 30, 0),
}


@pytest.mark.parametrize("name", CASE)
def test_the_collected_tables_are_read(name: str) -> None:
    names, classes, rows, unlabelled = CASE[name]
    found = points((CASES / f"{name}.csv").read_bytes())
    assert (found.columns, found.names, found.rows, found.unlabelled) == (names, classes, rows, unlabelled)
    assert found.incomplete == 0
    assert found.kept == min(rows - unlabelled, own.MOST_POINTS)
    _, labels, count = own.unpack(found.packed)
    assert count == len(classes)
    assert set(labels.tolist()) == set(range(count))
    if rows == 30:
        assert found.lows == (-0.919, 0.808)
        assert found.highs == (0.936, 8.939)


def test_a_collected_table_without_a_range_says_so() -> None:
    with pytest.raises(own.OwnDataError) as error:
        points((CASES / "subnormal.csv").read_bytes())
    assert (error.value.problem, error.value.numbers["column"]) == ("no_range", "x")


TABLE = [("width", "height", "kind"), (1.5, -2.25, "a"), (12.5, 3.75, "b"), (1234.5, 0.5, "a")]


def written(delimiter: str, comma: bool, quoted: bool, end: str) -> str:
    """The table as some program writes it."""

    def cell(value: object) -> str:
        text = str(value).replace(".", ",") if comma and isinstance(value, float) else str(value)
        return f'"{text}"' if quoted else text

    return end.join(delimiter.join(map(cell, row)) for row in TABLE) + end


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("quoted", [True, False])
@pytest.mark.parametrize("comma", [True, False])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "，", "；", " "])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_table_is_read_however_it_is_written(
    delimiter: str, comma: bool, quoted: bool, end: str, encoding: str
) -> None:
    if delimiter == "," and comma and not quoted:
        return  # nobody can read that
    found = read_table(written(delimiter, comma, quoted, end).encode(encoding))
    assert tuple(found.cells) == TABLE[0]
    np.testing.assert_array_equal(found.numbers[["width", "height"]], [row[:2] for row in TABLE[1:]])
    assert found.cells["kind"].tolist() == ["a", "b", "a"]
    assert found.numeric == ("width", "height")


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "gbk", "big5", "utf-16"])
def test_words_of_a_spreadsheet_come_out_in_their_encoding(encoding: str) -> None:
    western = encoding in ("latin-1", "cp1252")
    head = "Größe;Höhe;Käse" if western else "高度;寬度;種類" if encoding == "big5" else "身高;体重;类别"
    data = f"{head}\n" + "".join(f"{n},5;{n % 7};{'ja' if n % 2 else 'nein'}\n" for n in range(30))
    assert list(read_table(data.encode(encoding)).cells) == head.split(";")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("sep=;\na;b;c\n1,5;2;x\n", [1.5, 2]),
        ("a;b;c\n1.234,5;2;x\n", [1234.5, 2]),
        ("a;b;c\n1 234,5;2;x\n", [1234.5, 2]),
        ('a,b,c\n"1,500","2,250",x\n', [1500, 2250]),
        ("a,b,c\n１２，5,−２,x\n".replace("，", "."), [12.5, -2]),
        ("a,b,c\n.5,-1e-3,x\n", [0.5, -0.001]),
        ("a;b;c\n12,5%;3 %;x\n", [12.5, 3]),
        ("a,b,c\n1e400,0x10,x\n", [np.nan, np.nan]),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, numbers: list) -> None:
    found = read_table((text + text.splitlines()[-1] + "\n").encode())
    np.testing.assert_array_equal(found.numbers.iloc[0, :2], numbers)


def test_a_table_needs_no_head_and_a_head_needs_no_names() -> None:
    assert list(read_table(b"1,2,a\n3,4,b\n").cells) == ["#1", "#2", "#3"]
    assert list(read_table(b"x,x,,x\n1,2,3,a\n3,4,5,b\n").cells) == ["x", "x (2)", "#3", "x (3)"]


def test_the_index_of_pandas_is_no_coordinate_and_other_columns_can_be_chosen() -> None:
    frame = pd.DataFrame({"a": [5.0, 1, 2], "b": [1.0, 2, 2], "c": [3.0, 3, 1], "kind": ["p", "q", "p"]})
    table = read_table(frame.to_csv().encode())
    assert columns.likely(table) == ("a", "b", "kind")
    found = columns.choose(table, Columns("c", "b", "kind"), CLASSES)
    assert (found.lows, found.highs) == ((1, 1), (3, 2))
    with pytest.raises(own.OwnDataError, match="same_column"):
        columns.choose(table, Columns("c", "c", "kind"), CLASSES)


@pytest.mark.parametrize(
    "head",
    [
        ",x,y,kind\n",
        "Unnamed: 0,x,y,kind\n",
        "My measurements\n\nno,x,y,kind\n",
        "# made by hand\n,x,y,kind\n",
    ],
)
@pytest.mark.parametrize("first", [0, 1])
def test_a_column_that_numbers_the_rows_and_a_title_are_left_out(head: str, first: int) -> None:
    rows = "".join(f"{n + first},{n * n},{n * 0.5},{'pq'[n % 2]}\n" for n in range(9))
    assert columns.likely(read_table(f"{head}{rows}".encode())) == ("x", "y", "kind")


def test_an_index_that_was_shuffled_is_none_of_the_coordinates() -> None:
    rows = "".join(f"{n * 7 % 30},{n * n},{n * 0.5},{'pq'[n % 2]}\n" for n in range(30))
    assert columns.likely(read_table(f",x,y,kind\n{rows}".encode())) == ("x", "y", "kind")


def test_a_label_may_stand_first() -> None:
    table = read_table(b"kind,x,y\na,1,2\nb,2,3\na,4,5\n")
    assert columns.likely(table) == ("x", "y", "kind")


def test_whole_numbers_are_asked_about_and_both_answers_hold() -> None:
    table = read_table((CASES / "labels_ten_digits.csv").read_bytes())
    assert columns.meanings(table, "label") == (CLASSES, NUMBER)
    assert not columns.sure(table, "label")
    found = columns.choose(table, columns.likely(table), NUMBER)
    _, targets, classes = own.unpack(found.packed)
    assert (classes, found.names) == (0, ())
    np.testing.assert_allclose(targets[:10], np.linspace(-1, 1, 10), atol=1e-3)
    for labels, meanings, sure in (
        ("0 1 0 1", (CLASSES, NUMBER), True),
        ("a b a b", (CLASSES,), True),
        ("0.5 1 2 3", (NUMBER,), True),
        (" ".join(map(str, range(11))), (NUMBER,), True),
    ):
        rows = "".join(f"{n},{n * n},{label}\n" for n, label in enumerate(labels.split()))
        table = read_table(f"x,y,l\n{rows}".encode())
        assert (columns.meanings(table, "l"), columns.sure(table, "l")) == (meanings, sure)


def test_rows_that_are_left_out_are_counted_by_their_reason() -> None:
    found = points(b"h;w;kind\n150;50;cat\n180;90;dog\n165,5;x;dog\n160;70;cat\n;1;dog\n170;60;n/a\n")
    assert (found.rows, found.incomplete, found.unlabelled, found.kept) == (6, 2, 1, 3)
    assert found.names == ("cat", "dog")


@settings(max_examples=20)  # each reads a table of thousands of rows
@given(st.integers(501, 3000), st.integers(1, 60), st.integers(0, 5))
def test_sampling_keeps_rare_classes_and_shares(count: int, rare: int, seed: int) -> None:
    labels = ["rare" if n < rare else "often" for n in range(count)]
    rows = "".join(f"{n % 97},{n % 89},{label}\n" for n, label in enumerate(labels))
    found = points(f"x,y,l\n{rows}".encode(), seed=seed)
    _, kept, _ = own.unpack(found.packed)
    assert len(kept) == found.kept == own.MOST_POINTS
    share = rare * own.MOST_POINTS // count
    assert share <= (kept == 1).sum() <= max(share + 1, 10)
    assert (kept == 1).sum() >= min(rare, columns.FEWEST_OF_CLASS)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "no_table"),
        (b"\n\n ,\n", "no_table"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not_text"),
        (b"just a sentence", "numbers"),
        (b"a,b\n1,2\n", "columns"),
        (b"a,b,c\n1,2\n", "no_rows"),
        (b"a,b,c\n1,x,p\ny,2,q\n", "no_rows"),
        (b"a,b,c\nu,x,p\ny,v,q\n", "numbers"),
        (b"a,b,c\n1,2,p\n3,4,p\n", "one_class"),
        (b"a,b,c\n1,2,p\n1,4,q\n", "no_range"),
        (b"a,b,c\n1e16,2,p\n10000000000000001,4,q\n", "no_range"),
        (b"a,b,c\n1,2,5e-324\n2,4,0.0\n3,5,1e-320\n", "no_range"),
        (b"a,b,c\n" + b"".join(b"%d,%d,w%d\n" % (i, i * i, i) for i in range(11)), "many_classes"),
        (b"1,2,3\n" * 1_000_000, "large"),
    ],
)
def test_a_table_that_cannot_be_used_says_why(content: bytes, problem: str) -> None:
    with pytest.raises((TableError, own.OwnDataError)) as error:
        points(content)
    assert error.value.problem == problem


def told(content: bytes) -> str:
    """The problem with a table; "" if it can be taken."""
    try:
        own.unpack(points(content).packed)
    except (TableError, own.OwnDataError) as problem:
        return problem.problem
    return ""


@given(st.binary(max_size=200))
def test_any_bytes_are_points_or_a_told_problem(content: bytes) -> None:
    assert told(content) != "broken"


@given(st.text(st.sampled_from('ab1.,;"\t \n-é学'), max_size=60))
def test_any_text_is_points_or_a_told_problem(text: str) -> None:
    assert told(text.encode()) != "broken"


def test_huge_numbers_are_stretched_like_others() -> None:
    found = points(b"a,b,c\n-1e308,1,p\n1e308,2,q\n0,1.5,p\n")
    np.testing.assert_allclose(own.unpack(found.packed)[0][:, 0], [-2.5, 2.5, 0], atol=1e-3)


@given(st.lists(st.text(st.sampled_from("=+-@\t\r ab1,\"'\n"), max_size=8), min_size=1, max_size=5))
def test_no_cell_of_a_download_is_a_formula_and_numbers_stay_numbers(words: list[str]) -> None:
    data = csv_file({"=name": words, "number": [-1.5] * len(words)})
    assert data.startswith(b"\xef\xbb\xbf")
    back = pd.read_csv(io.BytesIO(data), dtype={"'=name": str}, keep_default_na=False, skip_blank_lines=False)
    assert back["number"].tolist() == [-1.5] * len(words)
    for cell, word in zip(back["'=name"], words, strict=True):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
        line = re.sub("[\r\n]+", " ", word)
        assert cell in (line, f"'{line}")

"""A class's ratings from a file: what is read, and which sentence everything else gets."""

import numpy as np
import pytest

from dlplay.files.table import TableError
from dlplay.recommendation.table import read_ratings

GOOD = "name,tea,ice\nAnn,5,1\nBo,4,\nCy,,3\n"


def test_a_person_a_row_and_empty_cells_are_missing() -> None:
    read = read_ratings(GOOD.encode())
    assert (read.ratings.people, read.ratings.things) == (("Ann", "Bo", "Cy"), ("tea", "ice"))
    np.testing.assert_array_equal(read.ratings.values, [[5, 1], [4, np.nan], [np.nan, 3]])
    assert (read.encoding, read.guessed, read.replaced) == ("utf-8", False, 0)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_names_are_text_in_any_encoding(encoding: str) -> None:
    rows = "姓名;火锅;<b>冰淇淋</b>;🍕\n李梅;5;1;3\n王强;4;2,5;2\n=cmd();1;3;-\n张 <i>;3;?;5\n"
    ratings = read_ratings(rows.encode(encoding)).ratings
    assert ratings.things == ("火锅", "<b>冰淇淋</b>", "🍕")
    assert ratings.people == ("李梅", "王强", "=cmd()", "张 <i>")
    assert ratings.values[1].tolist() == [4, 2.5, 2]
    assert np.isnan(ratings.values[2:]).sum() == 2


def test_a_row_without_a_name_has_a_number() -> None:
    assert read_ratings(b"name,tea,ice\nAnn,5,1\n,4,2\n").ratings.people == ("Ann", "#2")


@pytest.mark.parametrize(
    ("problem", "data"),
    [
        ("no_table", b""),
        ("no_table", b"\n\n\n"),
        ("no_table", b"5\n4\n"),
        ("not_text", bytes(range(256)) * 20),
        ("large", b"a,b\n" * 600_000),
        ("no_table", ",".join(map(str, range(10_000))).encode() + b"\n" + b"1," * 9_999 + b"1\n"),
        ("no_ratings", b"so,many,words\nand,no,number\nat,all,here\n"),
        ("no_ratings", b"name,tea,ice\nAnn,,\nBo,,\n"),
        ("no_head", b"1,5,1\n2,4,3\n3,5,1\n"),
        ("size", b"name,tea\nAnn,5\nBo,3\n"),
        ("size", b"name,tea,ice\nAnn,5,2\n"),
        ("size", b"name,tea,ice\n" + b"Ann,5,2\n" * 201),
        (
            "size",
            ("name" + "".join(f",t{i}" for i in range(61)) + "\n" + ("Ann" + ",3" * 61 + "\n") * 3).encode(),
        ),
    ],
)
def test_what_is_no_table_of_ratings_is_named(problem: str, data: bytes) -> None:
    with pytest.raises(TableError) as raised:
        read_ratings(data)
    assert raised.value.problem == problem


@pytest.mark.parametrize(
    ("problem", "value", "cell"),
    [
        ("word", "good", "good"),
        ("range", "0", "0"),
        ("range", "6", "6"),
        ("range", "-3", "-3"),
        ("range", "1e9", "1e9"),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(problem: str, value: str, cell: str) -> None:
    with pytest.raises(TableError) as raised:
        read_ratings(GOOD.replace("Cy,,3", f"Cy,{value},3").encode())
    assert raised.value.problem == problem
    assert raised.value.numbers == {"row": 4, "column": "tea", "value": cell, "count": 1}

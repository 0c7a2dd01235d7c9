"""Every shipped file missing or damaged, before the start and while the app runs; in both languages."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from dlplay import locale
from dlplay.assets import ASSETS
from tests.faults.served import ROOT, serving
from tests.faults.visitor import Visitor
from tests.pages.app import open_page
from tests.pages.damage import HOW, LINKS, as_served, flipped, hurt
from tests.pages.test_damaged_assets import sentence, told

UNPACK = sentence("asset_unpack")  # what a page says where there is no clone, as in a copy


@pytest.fixture(autouse=True)
def anew() -> Iterator[None]:
    with as_served():
        yield


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("file", LINKS)
def test_its_page_names_it_in_both_languages_and_the_home_page_goes_on(
    file: str, how: str, seconds, record_property
) -> None:
    page, query = LINKS[file]
    record_property("pages opened", 4)
    with hurt(file, how):
        with seconds("told after"):
            found = told(open_page(page, **query))
        assert found.keys() == {file.rpartition("/")[2]}
        (command,) = found.values()
        (said,) = [one.value for one in open_page(page, "zh", **query).error]
        assert said == locale.t("frame.asset", "zh", file=file.rpartition("/")[2], command=command)
        assert not open_page("home").error
        assert not open_page("foundations/neuron").error


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("file", LINKS)
def test_while_the_app_runs_its_page_goes_on_or_names_it(file: str, how: str, record_property) -> None:
    page, query = LINKS[file]
    assert not told(open_page(page, **query))
    with hurt(file, how):
        named = told(open_page(page, **query)).keys()
        assert named <= {file.rpartition("/")[2]}
    record_property("named" if named else "went on", 1)
    assert not told(open_page(page, **query))  # mended, it is read again without a new start


@pytest.mark.parametrize(
    "folder", sorted({(ASSETS / file).parent.relative_to(ASSETS).as_posix() for file in LINKS})
)
@pytest.mark.parametrize("how", HOW)
def test_sums_that_are_lost_are_told_by_each_page_that_reads_there(
    folder: str, how: str, record_property
) -> None:
    file = next(one for one in LINKS if one.rpartition("/")[0] == folder)
    name, sums = file.rpartition("/")[2], f"{folder}/SHA256SUMS"
    lines = (ASSETS / sums).read_bytes().splitlines()
    (its_line,) = (line for line in lines if line.split()[-1].lstrip(b"*") == name.encode())
    page, query = LINKS[file]
    with hurt(sums, how, its_line):
        named = told(open_page(page, **query)).keys()
    assert named
    if how == "damaged":  # what the page reads before stands in other lines
        assert named == {name}
    record_property("told", 1)


def told_to(visitor: Visitor) -> list[str]:
    """The files that a page of a server says are missing; nothing else of it breaks."""
    assert visitor.drew
    assert not visitor.broke
    assert locale.t("frame.broke", "en") not in visitor.said
    return [found["file"] for one in visitor.said if (found := UNPACK.fullmatch(one))]


def test_files_overwritten_on_the_disk_are_named_and_work_once_they_are_mended(
    tmp_path: Path, record_property
) -> None:
    """A server of its own, from a copy of all that it needs; the bytes on the disk change, not who reads."""
    for folder in (".streamlit", "assets", "dlplay", "lessons", "pages"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "app.py", tmp_path)
    right = {tmp_path / "assets" / file: (ASSETS / file).read_bytes() for file in LINKS}
    pages = {(page.rpartition("/")[2], urlencode(query)) for page, query in LINKS.values()}

    def every_page() -> list[list[str]]:
        return [opened(server.address, *one) for one in sorted(pages)]

    def opened(address: str, page: str, query: str) -> list[str]:
        with Visitor(address, page, query) as visitor:
            return told_to(visitor)

    for path, data in right.items():
        path.write_bytes(flipped(data))
    with serving(tree=tmp_path) as server:
        named = every_page()
        assert all(named)
        assert {one for those in named for one in those} <= {path.name for path in right}
        assert not opened(server.address, "neuron", "")
        for path, data in right.items():
            path.write_bytes(data)
        assert not any(every_page())
        for path, data in right.items():
            path.write_bytes(flipped(data))
        went_on = [not those for those in every_page()]
        assert any(went_on)
    record_property("pages told", len(pages))
    record_property("mended", len(pages))
    record_property("damaged again, went on", sum(went_on))

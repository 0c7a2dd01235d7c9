"""Every shipped file missing or damaged, before the start and while the app runs; in both languages."""

from collections.abc import Iterator

import pytest

from dlplay import locale
from dlplay.assets import ASSETS
from tests.pages.app import open_page
from tests.pages.damage import HOW, LINKS, as_served, hurt
from tests.pages.test_damaged_assets import told


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
    page, query = LINKS[file]
    with hurt(f"{folder}/SHA256SUMS", how):
        app = open_page(page, **query)
    named = told(app)
    assert named or how == "damaged"  # one flipped bit may stand in another file's line
    record_property("told" if named else "another file's line", 1)

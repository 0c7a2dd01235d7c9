"""Who may know whom, read from the imports of every file: the rooms of the house."""

import ast
import sys
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

from dlplay.ui.rooms import ROOMS

ROOT = Path(__file__).parents[2]
FILES = sorted(
    path.relative_to(ROOT) for folder in ("dlplay", "pages") for path in (ROOT / folder).rglob("*.py")
) + [Path("app.py")]

PAGES = {one.name: one.folder or one.name for one in ROOMS}
SCRIPTS = sorted(  # and style sheets
    path.relative_to(ROOT)
    for folder in ("dlplay", "tests/javascript")
    for kind in ("*.js", "*.css")
    for path in (ROOT / folder).rglob(kind)
)

ONLY = {  # package -> the places that may import it; a star stands for one page's room
    "streamlit": ("app.py", "pages/", "dlplay/ui/"),
    "streamlit_drawable_canvas": ("dlplay/ui/",),
    "tensorflow": ("dlplay/training/",),
    "keras": ("dlplay/training/",),
    "plotly": ("dlplay/ui/charts/figure.py",),
    "ai_edge_litert": ("dlplay/digits/family/litert.py",),
    "sqlalchemy": ("dlplay/classroom/store", "dlplay/classroom/rooms", "dlplay/classroom/migrations/"),
    "alembic": ("dlplay/classroom/store.py", "dlplay/classroom/migrations/"),
    "psycopg": ("dlplay/classroom/store_patience.py",),
    "distributed": ("dlplay/jobs/",),
    "dask": ("dlplay/jobs/",),
    # half a second and 50 MB that a start does without: tables are dictionaries of columns
    "pandas": ("dlplay/files/table.py", "dlplay/playground/columns.py"),
    "dlplay.files.table": (
        "dlplay/playground/columns.py",
        "dlplay/recommendation/table.py",
        "dlplay/ui/network/own_table.py",
        "dlplay/ui/recommendation/own_table.py",
    ),
    "dlplay.recommendation.table": ("dlplay/ui/recommendation/own_table.py",),
    "dlplay.ui.recommendation.own_table": (),
    "dlplay.playground.columns": ("dlplay/ui/network/own_table.py",),
    "dlplay.ui.network.own_table": (),
    "dlplay.training": ("dlplay/training/",),
    "dlplay.ui": ("app.py", "pages/", "dlplay/ui/"),
    "pages": (),
}


@cache
def imported(path: Path) -> set[str]:
    """Every module that a file names in an import, wherever it stands."""
    names = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the room"
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def room(module: str) -> str | None:
    """The page whose room a module of `dlplay.ui` stands in, or belongs to as its script."""
    parts = module.split(".")
    if parts[0] == "pages" and parts[-1] in PAGES:
        return PAGES[parts[-1]]
    return parts[2] if parts[:2] == ["dlplay", "ui"] and parts[2:3] and parts[2] in PAGES.values() else None


def within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


@pytest.mark.parametrize("path", FILES, ids=str)
def test_a_file_imports_only_what_its_room_may_know(path: Path) -> None:
    for package, places in ONLY.items():
        if not any(fnmatch(path.as_posix(), f"{place}*") for place in places):
            assert not {name for name in imported(path) if within(name, package)}


@pytest.mark.parametrize("path", FILES, ids=str)
def test_no_page_reaches_into_another_page_s_room(path: Path) -> None:
    here = room(".".join(path.with_suffix("").parts))
    assert {room(name) for name in imported(path)} <= {here, None}


def test_topics_import_only_numpy_pillow_and_the_standard_library() -> None:
    topics = [path for path in FILES if path.parts[0] == "dlplay" and path.parts[1] not in ("ui", "training")]
    allowed = set(sys.stdlib_module_names) | {"numpy", "PIL", "dlplay"}
    # psutil comes with distributed
    more = {
        "classroom": {"sqlalchemy", "alembic", "psycopg"},
        "jobs": {"dask", "distributed", "psutil"},
        "files": {"chardet", "pandas"},
        "digits": {"ai_edge_litert", "pillow_heif"},
        "playground": {"pandas"},
    }
    assert topics
    for path in topics:
        also = more.get(path.parts[1], set())
        assert {name.split(".")[0] for name in imported(path)} <= allowed | also, path


def test_nothing_is_kept_where_any_browser_can_empty_it() -> None:
    """Seen: one message of one visitor emptied everybody's caches and started a second training cluster."""
    texts = {path: (ROOT / path).read_text(encoding="utf-8") for path in FILES}
    assert not [path for path, text in texts.items() if "cache_data" in text or "cache_resource" in text]


def test_only_one_module_makes_components() -> None:
    makers = [
        path.as_posix() for path in FILES if "v2.component(" in (ROOT / path).read_text(encoding="utf-8")
    ]
    assert makers == ["dlplay/ui/component.py"]


@pytest.mark.parametrize(
    ("call", "room"),
    [
        ("file_uploader(", "dlplay/ui/upload.py"),  # in the visitor's language, without a limit of its own
        ("csv.writer(", "dlplay/files/takeaway.py"),  # no cell begins a formula
        (".to_csv(", None),
    ],
)
def test_files_come_and_go_by_one_way(call: str, room: str | None) -> None:
    users = [path.as_posix() for path in FILES if call in (ROOT / path).read_text(encoding="utf-8")]
    assert users == [room] * bool(room)


def test_the_rule_sees_an_import_that_is_hidden_in_a_function(tmp_path: Path) -> None:
    hidden = tmp_path / "hidden.py"
    hidden.write_text("def f():\n    from tensorflow.keras import layers\n")
    assert any(within(name, "tensorflow") for name in imported(hidden))


@pytest.mark.parametrize("path", [*FILES, *SCRIPTS], ids=str)
def test_no_file_outgrows_its_room(path: Path) -> None:
    assert len((ROOT / path).read_text(encoding="utf-8").splitlines()) <= 300

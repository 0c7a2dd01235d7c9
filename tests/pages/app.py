"""A page in Streamlit's test harness, with the shell around it, as a visitor with a link gets it."""

import base64
import importlib
import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import pytest
from PIL import Image
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.scriptrunner import script_runner
from streamlit.testing.v1 import AppTest

from dlplay import locale
from dlplay.assets import DATA
from dlplay.digits import network
from dlplay.ui import language as ui_language
from dlplay.ui.charts import pictures
from dlplay.ui.rooms import ROOMS, ROOT
from dlplay.ui.settings import Choice, Settings, kind_of
from dlplay.ui.style import SHEETS

MARKED = re.compile(r'\[([^]]*)\]\(glossary\?term=\w+&lang=\w+ "[^"]*"\)')
PATIENCE = 120  # seconds: a busy machine is no failure


# what all installed packages say of themselves is read once
_scanned = cache(manifest_scanner.scan_component_manifests)


@contextmanager
def light_harness() -> Iterator[None]:
    """An app in the harness costs no more than its page: Keras, never loaded where pages run for people, is
    not cleared after every run."""
    with (
        mock.patch.object(manifest_scanner, "scan_component_manifests", _scanned),
        mock.patch.object(script_runner, "_clean_problem_modules", return_value=None),
    ):
        yield


def open_page(path: str, language: str = "en", **query: str) -> AppTest:
    """Run `pages/<path>.py` with these query parameters; it must not raise."""
    ui_language._known.set(language)  # the harness names the options of a list outside of any run
    app = AppTest.from_file(str(ROOT / "dlplay" / "ui" / "shell.py"), default_timeout=PATIENCE)
    app.switch_page(f"../../pages/{path}.py")
    for name, value in {"lang": language, **query}.items():
        app.query_params[name] = value
    return run(app)


def run(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception, [one.value for one in app.exception]
    return app


def texts(app: AppTest) -> str:
    """Every word on the page, widgets' labels included; a term that is marked is a word."""
    said = [
        one for one in app.markdown if "(glossary?lang=" not in one.value
    ]  # but for the list in both languages
    elements = [*app.title, *app.subheader, *said, *app.caption, *app.info, *app.warning, *app.error]
    labels = [*app.button, *app.toggle, *app.slider]
    html = [element.proto.body for element in app.get("html") if element.proto.body not in SHEETS.values()]
    words = "\n".join([one.value for one in elements] + [one.label for one in labels] + html)
    return MARKED.sub(r"\1", words)


def setting_title(page: str, field: str, language: str = "en") -> str:
    """What a page calls a setting: a name of its own, else the label of its control."""
    words = locale.catalogue(language)
    (table,) = [one.metadata["words"] or page for one in fields(settings_of(page)) if one.name == field]
    return words.get(f"{table}.setting_{field}") or words[f"{table}.{field}"]


def open_with_a_notice(path: str, language: str = "en", **wrong: str) -> AppTest:
    """Open a link that sets these to what they cannot be: one notice names all, the address drops them."""
    app = open_page(path, language, **wrong)
    assert len(app.warning) == 1
    for field in wrong:
        assert setting_title(path.rpartition("/")[2], field, language) in app.warning[0].value
        assert field not in app.query_params
    return app


def open_view(path: str, language: str, view: str, views: tuple[str, ...]) -> AppTest:
    """Open one view of a page; all are offered, and the introduction of this one alone is there."""
    app, page = open_page(path, language, view=view), path.rpartition("/")[2]
    (choice,) = [one for one in app.button_group if one.label == locale.t(f"{page}.view", language)]
    assert [locale.t(f"{page}.view_{one}", language) for one in views] == [*choice.options]
    assert [one for one in views if locale.t(f"{page}.intro_{one}", language) in texts(app)] == [view]
    return app


def settings_of(page: str) -> type[Settings]:
    """The dataclass of a page's settings."""
    folders = {room.name: room.folder or room.name for room in ROOMS}
    module = importlib.import_module(f"dlplay.ui.{folders[page]}.settings")
    found = (one for one in vars(module).values() if isinstance(one, type) and issubclass(one, Settings))
    return next(one for one in reversed(list(found)) if one is not Settings)


def views_of(page: str) -> list[dict[str, str]]:
    """What a link asks for to open each view of a page."""
    kinds = [kind_of(one) for one in fields(settings_of(page)) if one.name == "view"]
    return [{"view": view} for kind in kinds if isinstance(kind, Choice) for view in kind.options] or [{}]


def sent_to(app: AppTest, name: str) -> dict:
    """What the component `name` got."""
    components = [one.proto for one in app.get("bidi_component")]
    return json.loads(next(one.json for one in components if one.component_name == f"dlplay_{name}"))


def answering(*, data: dict, on_kept_change, **_) -> None:
    """In the place of the tab's storage: it answers at once where it is asked."""
    if data["ask"]:
        on_kept_change()


def canvas_state(image: np.ndarray, objects: list[dict] | None = None) -> dict:
    """What the canvas component sends after a stroke: its objects and its picture."""
    file = io.BytesIO()
    Image.fromarray(image).convert("RGBA").save(file, "PNG")
    data = "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()
    return {"drawing": {"raw": {"objects": objects or []}, "data": data}, "backgroundFit": None}


def executed(
    app: AppTest, picture: np.ndarray, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, Any]:
    """The names left by the first code that the page shows, run beside what the page offers for download."""
    (tmp_path / "input.png").write_bytes(pictures.png(picture))
    (tmp_path / "digits.keras").write_bytes(network.KERAS_FILE.read_bytes())
    (tmp_path / "mnist.npz").symlink_to(DATA / "mnist.npz")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(compile(app.code[0].value, "snippet", "exec"), names)
    return names

"""The training of the summary's word vectors: sources are read as they are, arithmetic by hand."""

import gzip
import json
from dataclasses import asdict, replace
from pathlib import Path

import msgpack
import numpy as np
import pytest

from dlplay.assets import load_facts
from dlplay.summary import vectors
from dlplay.training import summary, summary_export, summary_fit, summary_sources
from dlplay.training.__main__ import main


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """The three packages, some lines of each."""
    wordnet = tmp_path / "usr" / "share" / "wordnet"
    wordnet.mkdir(parents=True)
    lines = [
        "  1 This software and database is being provided",
        '00000001 13 n 02 bread 0 rye_bread 0 001 @ 1 n 0000 | food made of flour; "fresh Bread"  ',
        "00000002 13 n 01 cake 0 000 | sweet food made of flour and sugar  ",
        "00000003 18 n 01 king 0 000 | a man who rules a country  ",
    ]
    for part in summary_sources.PARTS_OF_SPEECH:
        (wordnet / f"data.{part}").write_text("\n".join(lines if part == "noun" else lines[:1]))
    entries = [
        ["麵包", "面包", "mian4 bao1", ["bread", "CL:片[pian4]"], [], []],
        ["麵粉", "面粉", "mian4 fen3", "flour", [], []],
        ["3C", "3C", "san1 C", "electronics", [], []],
        ["姓", "姓", "xing4", "surname Xing", [], []],
    ]
    (tmp_path / "package" / "data").mkdir(parents=True)
    (tmp_path / "package" / "data" / "all.js").write_text(
        "export default " + json.dumps({"all": entries}) + ";\n", encoding="utf-8"
    )
    shares = tmp_path / "wordfreq" / "data"
    shares.mkdir(parents=True)
    english = [
        "the",
        "a",
        "of",
        "food",
        "bread",
        "flour",
        "sugar",
        "cake",
        "king",
        "country",
        "made",
        "rules",
    ]
    for language, words in {"en": english, "zh": ["的", "面包", "面粉", "姓"]}.items():
        with gzip.open(shares / f"small_{language}.msgpack.gz", "wb") as file:
            msgpack.dump([{"format": "cB"}, [], *([word] for word in words)], file)
    return tmp_path


def test_the_sources_are_read(sources: Path) -> None:
    found = summary_sources.load(sources)
    assert found.glosses[0] == (["bread", "rye", "bread"], ["food", "made", "of", "flour", "fresh", "bread"])
    assert len(found.glosses) == 3
    assert found.definitions == [("面包", ["bread"]), ("面粉", ["flour"])]
    assert found.english["the"] == pytest.approx(10**-0.01)
    assert list(found.chinese) == ["的", "面包", "面粉", "姓"]


def test_ppmi_by_hand() -> None:
    """p(w, c) = 2/4, p(w) = 2/4, p(c) = 2/4: ln 2 in the corners, 0 elsewhere."""
    found = summary_fit._ppmi(np.array([[2.0, 0.0], [0.0, 2.0]], np.float32), 1.0)
    np.testing.assert_allclose(found, np.log([[2, 1], [1, 2]]), rtol=1e-6)
    assert not summary_fit._ppmi(np.zeros((2, 2), np.float32) + 1, 0.75).any()


def test_the_svd_is_numpy_s() -> None:
    table = np.random.default_rng(0).random((9, 6))
    left, sizes, _ = np.linalg.svd(table, full_matrices=False)
    np.testing.assert_allclose(
        np.abs(summary_fit._svd(table, 3)), np.abs(left * np.sqrt(sizes))[:, :3], atol=1e-9
    )


def test_a_tiny_run_writes_vectors_and_figures(sources: Path, tmp_path: Path, monkeypatch) -> None:
    recipe = replace(summary.RECIPE, size=3, stop=3, least=1)
    monkeypatch.setattr(summary, "RECIPE", recipe)
    monkeypatch.setattr(summary_export, "measured", lambda known: {name: {} for name in summary_export.SHOWN})
    out = tmp_path / "out"
    main(["summary", "--sources", str(sources), "--out", str(out)])
    names = (out / "summary.txt").read_text(encoding="utf-8").split("\n")
    facts = load_facts(out / "summary.json", "")
    with np.load(out / "summary.npz") as arrays:
        assert arrays["table"].shape == (facts["words"], 3) == (len(names), 3)
        table = dict(zip(names, arrays["table"].astype(float), strict=True))
    np.testing.assert_allclose(table["面包"], table["bread"], atol=1e-3)
    assert facts["settings"] == asdict(recipe)


def test_they_are_learned_by_their_recipe() -> None:
    assert asdict(summary.RECIPE) == load_facts(vectors.FACTS, "", "settings")["settings"]

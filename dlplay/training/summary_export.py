"""Write the word vectors of the summary: 16 bits, vocabulary, figures, the sha256 of each."""

import json
from dataclasses import asdict
from itertools import product
from pathlib import Path

import numpy as np

from dlplay.assets import load_facts
from dlplay.sentiment import sentences
from dlplay.summary import centrality, measures, texts, vectors
from dlplay.summary.reading import KINDS, Way
from dlplay.summary.vectors import FACTS, REBUILD, VOCABULARY, WEIGHTS, Vectors
from dlplay.summary.words import words
from dlplay.training import card
from dlplay.training.recording import made_with, record_sums

SHOWN = ("neighbours", "ways", "tune", "test")
# the simplest way first: of equally good ones it is taken
TRIED = [Way(*one) for one in product(("degree", "walk"), (0.0, 0.1, 0.2, 0.3), (0.0, 0.25, 0.5))]


def write(learned: Vectors, recipe, out: Path) -> None:
    """Write `summary.npz`, `summary.txt`, `summary.json` and their sha256 to `out`."""
    out.mkdir(parents=True, exist_ok=True)
    table, rarity = np.asarray(learned.table, np.float16), np.asarray(learned.rarity, np.float16)
    np.savez_compressed(out / WEIGHTS.name, allow_pickle=False, table=table, rarity=rarity)
    (out / VOCABULARY.name).write_bytes("\n".join(learned.places).encode())
    record_sums(out, [WEIGHTS.name, VOCABULARY.name])
    shipped = Vectors(learned.places, table.astype(np.float32), rarity.astype(np.float32))
    facts = {"words": len(learned.places), "settings": asdict(recipe), **made_with(np)}
    _write_facts(facts | measured(shipped), out)


def measure_again(out: Path) -> None:
    """Write `summary.json` for the shipped vectors: the texts or what is measured have changed."""
    _write_facts(load_facts(FACTS, REBUILD) | measured(vectors.load()), out)


def _write_facts(facts: dict, out: Path) -> None:
    (out / FACTS.name).write_text(json.dumps(facts, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    record_sums(out, [FACTS.name])
    card.follow(out)
    print(json.dumps({name: facts[name] for name in SHOWN}, indent=2))


def measured(known: Vectors) -> dict:
    """`ways`: chosen on the texts of "tune"; `tune`, `test`: mean precisions there and on the others."""
    parts = {part: [one for one in texts.load() if one.part == part] for part in ("tune", "test")}
    ways = {kind: best_way(kind, parts["tune"], known) for kind in KINDS}
    return {
        "neighbours": {language: neighbours(known, language) for language in texts.LANGUAGES},
        "texts": {part: len(chosen) for part, chosen in parts.items()},
        "ways": {kind: way._asdict() for kind, way in ways.items()},
        **{part: measures.precisions(chosen, ways, known) for part, chosen in parts.items()},
    }


def best_way(kind: str, chosen: list[texts.Marked], known: Vectors) -> Way:
    """The way with the highest mean precision on these texts."""
    return max(
        TRIED,
        key=lambda way: round(float(np.mean([measures.of_way(kind, way, known, one) for one in chosen])), 9),
    )


def neighbours(known: Vectors, language: str) -> dict[str, float]:
    """How often the sentence of `sentiment.tsv` that is most like one is about the same of its 13 matters.

    `chance`: of another sentence drawn blindly.  The recipe of the vectors was chosen by this figure.
    """
    asked = [one for one in sentences.load() if one.language == language]
    names = [words(one.text, known.places) for one in asked]
    same = np.equal.outer(*[np.array([one.domain for one in asked])] * 2)
    found = {"chance": float((same.sum() - len(asked)) / (len(asked) * (len(asked) - 1)))}
    for kind, to_vectors in KINDS.items():
        similarity = centrality.cosine(to_vectors(names, known))
        np.fill_diagonal(similarity, -2)
        found[kind] = float(same[np.arange(len(asked)), similarity.argmax(axis=1)].mean())
    return found

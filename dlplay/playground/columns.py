"""Points out of a table: which columns are the coordinates and the label, and what the labels mean."""

import numpy as np
import pandas as pd

from dlplay.files.table import Table
from dlplay.playground.own import MOST_CLASSES, MOST_POINTS, Chosen, Columns, OwnDataError, pack

MARGIN = 2.5  # coordinates are stretched to [-2.5, 2.5]
FEWEST_OF_CLASS = 10  # points that sampling keeps of a class, if it has so many
CLASSES, NUMBER = "classes", "number"
FINE = 1e-12  # a range that is a smaller part of its values is below what they can tell


def likely(table: Table) -> Columns:
    """The columns that are meant, as far as a table tells: the label is last, or a column of few words.

    Raises:
        OwnDataError: "columns" where there are fewer than three, "numbers" where fewer than two hold numbers.
    """
    names = [str(name) for name in table.cells]
    if len(names) < 3:
        raise OwnDataError("columns", count=len(names))
    if table.counter is not None and len(names) > 3:
        names.remove(table.counter)
    words = [name for name in names if name not in table.numeric]
    few = [name for name in words if 2 <= len(_classes(table, name)) <= MOST_CLASSES]
    label = (few or names)[-1]
    numbers = [name for name in names if name in table.numeric and name != label]
    if len(numbers) < 2:
        raise OwnDataError("numbers", count=len(numbers))
    return Columns(numbers[0], numbers[1], label)


def meanings(table: Table, label: str) -> tuple[str, ...]:
    """What the labels of a column can be: classes, numbers, or both where only people know."""
    few = len(_classes(table, label)) <= MOST_CLASSES
    if label not in table.numeric:
        return (CLASSES,)
    numbers = table.numbers[label].dropna()
    whole = bool((numbers == numbers.round()).all())
    return (CLASSES, NUMBER) if few and whole else (NUMBER,)


def sure(table: Table, label: str) -> bool:
    """Whether nobody need be asked what the labels mean: yes and no, 0 and 1, are classes."""
    return len(meanings(table, label)) == 1 or len(_classes(table, label)) <= 2


def choose(table: Table, columns: Columns, meaning: str, seed: int = 0) -> Chosen:
    """The points of a table.

    Of more than 500 rows 500 are drawn by `seed`: of each class its share, and ten where it has so many.

    Raises:
        OwnDataError: "same_column", "no_rows", "one_class", "many_classes", "no_range".
    """
    if len(set(columns)) < 3:
        raise OwnDataError("same_column")
    x = table.numbers[[columns.first, columns.second]].to_numpy(float)
    keys = _keys(table, columns.label, meaning)
    complete, labelled = np.isfinite(x).all(axis=1), keys.notna().to_numpy()
    usable = complete & labelled
    if usable.sum() < 2:
        raise OwnDataError("no_rows", rows=len(x), usable=int(usable.sum()))
    x, keys = x[usable], keys[usable]
    lows, highs = x.min(axis=0), x.max(axis=0)
    for name, low, high in zip(columns, lows, highs, strict=False):
        _check_range(name, low, high)
    labels, names = _labels(table, columns.label, keys, meaning)
    kept = _drawn(labels if names else np.zeros(len(labels), int), seed)
    # halved first: the difference of two huge numbers would overflow
    shares = (x / 2 - lows / 2) / (highs / 2 - lows / 2)
    stretched = (2 * shares - 1) * MARGIN
    return Chosen(
        pack(stretched[kept], labels[kept], len(names)),
        columns,
        names,
        tuple(lows.tolist()),
        tuple(highs.tolist()),
        rows=len(table.cells),
        incomplete=int((~complete).sum()),
        unlabelled=int((complete & ~labelled).sum()),
        kept=len(kept),
    )


def _keys(table: Table, label: str, meaning: str) -> pd.Series:
    """What tells the classes apart, whatever the case and width of their letters; or the numbers."""
    if meaning == NUMBER or label in table.numeric:
        return table.numbers[label]
    words = table.cells[label].str.normalize("NFKC").str.casefold()
    return words.str.replace(r"\s+", " ", regex=True).str.strip()


def _classes(table: Table, label: str) -> list:
    """The different labels in their order: numbers by size, words by the alphabet."""
    return sorted(_keys(table, label, CLASSES).dropna().unique().tolist())


def _labels(table: Table, label: str, keys: pd.Series, meaning: str) -> tuple[np.ndarray, tuple[str, ...]]:
    """Class numbers and the classes' names, or targets in [-1, 1] and no names."""
    found = sorted(keys.unique().tolist())
    if len(found) == 1:
        raise OwnDataError("one_class", count=len(keys))
    if meaning == CLASSES:
        if len(found) > MOST_CLASSES:
            raise OwnDataError("many_classes", count=len(found), most=MOST_CLASSES)
        spelt = table.cells.loc[keys.index, label].groupby(keys).agg(lambda cells: cells.mode().iloc[0])
        return keys.map({key: number for number, key in enumerate(found)}).to_numpy(int), tuple(spelt[found])
    _check_range(label, found[0], found[-1])
    low, high = found[0] / 2, found[-1] / 2
    return 2 * (keys.to_numpy(float) / 2 - low) / (high - low) - 1, ()


def _check_range(name: str, low: float, high: float) -> None:
    half = high / 2 - low / 2
    if half < max(np.finfo(float).tiny, FINE * max(abs(low), abs(high))):
        raise OwnDataError("no_range", column=name, low=low, high=high)


def _drawn(groups: np.ndarray, seed: int) -> np.ndarray:
    """At most `MOST_POINTS` places, in order: of each group its share, or `FEWEST_OF_CLASS` if more."""
    if len(groups) <= MOST_POINTS:
        return np.arange(len(groups))
    random, counts = np.random.default_rng(seed), np.bincount(groups)
    quotas = np.minimum(counts, np.maximum(FEWEST_OF_CLASS, counts * MOST_POINTS // len(groups)))
    while quotas.sum() != MOST_POINTS:  # what rounding and the rare classes cost or left, from the largest
        largest = np.argmax(quotas if quotas.sum() > MOST_POINTS else counts - quotas)
        quotas[largest] += np.sign(MOST_POINTS - quotas.sum())
    places = [
        random.choice(np.flatnonzero(groups == group), quota, replace=False)
        for group, quota in enumerate(quotas)
    ]
    return np.sort(np.concatenate(places))

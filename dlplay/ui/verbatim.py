"""What others wrote, shown as it is: names of files and of columns are text, never markup."""

import re

LONGEST = 60
# line ends, other control characters, and the marks that turn the direction of writing round
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+")

# Where Markdown makes a link of an address that nobody has marked as one, escaped or not
ADDRESS = re.compile(r"(?<=http:)(?=//)|(?<=https:)(?=//)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)


def unlinked(text: str) -> str:
    """A text from outside whose addresses do not become links: what joins them cannot be seen."""
    return ADDRESS.sub("\N{WORD JOINER}", text)


def one_line(word: str, longest: int = LONGEST) -> str:
    """A word without what cannot be seen, for places that take no markup; a long one is cut."""
    plain = UNSEEN.sub(" ", word).strip() or " "
    return plain if len(plain) <= longest else plain[: longest - 1] + "…"


def verbatim(word: str) -> str:
    """A word as Markdown that shows it letter for letter, in code type; a long one is cut."""
    plain = one_line(word)
    fence = "`" * (max(map(len, re.findall("`+", plain)), default=0) + 1)
    gap = " " if plain[0] == "`" or plain[-1] == "`" else ""
    return f"{fence}{gap}{plain}{gap}{fence}"

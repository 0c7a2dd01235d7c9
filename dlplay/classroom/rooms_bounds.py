"""What a room takes in: codes, names and texts, how many of each, how fast. All comes from browsers."""

import hashlib
import hmac
import re
import secrets
import threading
import time
import unicodedata
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence

# Consonants: none of them is taken for another or for a digit, and no six of them are a word
LETTERS, LENGTH = "BCDFGHJKLMNPQRSTVWXZ", 6
HOURS = 12  # after which a room ends by itself
UNUSED = 1  # hours after which a room that nobody has joined makes way, where there are too many
MOST_ROOMS, MOST_MEMBERS, MOST_QUESTIONS = 200, 60, 60
MOST_DRAWINGS, MOST_OF_A_MEMBER = 400, 12
MOST_OPTIONS, MOST_ITEMS = 6, 30
LONGEST_NAME, LONGEST_QUESTION, LONGEST_OPTION, LONGEST_ITEM, LONGEST_PAGE = 16, 600, 200, 80, 2000
ACCENTS = 2  # on one letter; more of them run over the lines above and below
TEACHERS = frozenset({"teacher", "老师", "教师", "laoshi", "lehrer"})  # names that only one person has

REASONS = (
    "away",
    "busy",
    "code",
    "closed",
    "drawing",
    "fast",
    "frozen",
    "full",
    "gone",
    "item",
    "label",
    "name",
    "options",
    "page",
    "question",
    "rooms",
    "scale",
    "seat",
    "taken",
    "teacher",
)


class Refused(Exception):
    """Something was not done, and nothing has changed.

    Attributes:
        why: one of `REASONS`, each of which the page has a sentence for.
    """

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why


class Pace:
    """So many at once, then one every so often: for each visitor, in this process.

    Of several web processes each counts for itself: a visitor who reaches all does so many times as much.
    This keeps a flood from the database; what a room holds, whoever asks, is bounded there.

    A token bucket. Those seen longest ago are forgotten beyond `most`; by then their bucket is full again.
    """

    def __init__(
        self, burst: int, every: float, clock: Callable[[], float] = time.monotonic, most: int = 5000
    ):
        self._burst, self._every, self._clock, self._most = burst, every, clock, most
        self._full: OrderedDict[Hashable, float] = OrderedDict()  # who -> when their bucket is full again
        self._lock = threading.Lock()

    def take(self, who: Hashable) -> None:
        """Count one.

        Raises:
            Refused: "fast".
        """
        with self._lock:
            now = self._clock()
            full = max(self._full.pop(who, now), now) + self._every
            early = full - now > self._burst * self._every
            self._full[who] = full - self._every if early else full
            if len(self._full) > self._most:
                self._full.popitem(last=False)
        if early:
            raise Refused("fast")


def new_code() -> str:
    """Six letters, one of 64 million."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def code_of(text: str) -> str:
    """The code that somebody has typed: small letters, full-width ones and gaps are no mistake.

    Raises:
        Refused: "code".
    """
    typed = unicodedata.normalize("NFKC", text[:40]).upper()
    code = re.sub(r"[\s-]", "", typed)
    if len(code) != LENGTH or set(code) - set(LETTERS):
        raise Refused("code")
    return code


def hashed(secret: str) -> bytes:
    """SHA-256 of a secret of ours, whose 128 random bits need no slower one."""
    return hashlib.sha256(secret[:100].encode("utf-8", "replace")).digest()


def same(secret: str, kept: bytes) -> bool:
    """Whether it is the secret that was hashed, in a time that tells nothing."""
    return hmac.compare_digest(hashed(secret), kept)


def plain(text: str) -> str:
    """A text in one line without what cannot be seen, or what turns the direction of writing round."""
    composed = unicodedata.normalize("NFC", text)
    seen = "".join(
        " " if unicodedata.category(one)[0] in "CZ" else one
        for one in composed
        if unicodedata.category(one) != "Cf"
    )
    return re.sub(rf"((?:{_ACCENT}){{{ACCENTS}}})(?:{_ACCENT})+", r"\1", " ".join(seen.split()))


_ACCENT = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]"


def name_of(text: str) -> str:
    """A name as the board shows it; empty for none.

    Raises:
        Refused: "name" for one that is too long, has no letter or digit, or is the teacher's.
    """
    if len(text) > 10 * LONGEST_NAME:
        raise Refused("name")
    name = plain(text)
    if name and (len(name) > LONGEST_NAME or not any(one.isalnum() for one in name)):
        raise Refused("name")
    if alike(name) in TEACHERS:
        raise Refused("name")
    return name


def alike(name: str) -> str:
    """What two names have in common that nobody tells apart."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def text_of(text: str, longest: int, why: str) -> str:
    """A text of the teacher's, in one line.

    Raises:
        Refused: `why`, for an empty one or one that is too long.
    """
    written = plain(text[: 10 * longest])
    if not 0 < len(written) <= longest or len(text) > 10 * longest:
        raise Refused(why)
    return written


def texts_of(texts: Sequence[str], least: int, most: int, longest: int, why: str) -> list[str]:
    """Several of them, no two alike.

    Raises:
        Refused: `why`.
    """
    if not least <= len(texts) <= most:
        raise Refused(why)
    written = [text_of(one, longest, why) for one in texts]
    if len({alike(one) for one in written}) < len(written):
        raise Refused(why)
    return written

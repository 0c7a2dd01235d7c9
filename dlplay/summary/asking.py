"""What people give to be summarized, cut into sentences, or refused with a reason that a page can tell."""

from dlplay.summary.sentences import Sentence, split

LONGEST = 20_000  # characters
MOST = 200  # sentences


class NotSummarizable(ValueError):
    """A text that is not summarized.

    Attributes:
        problem: "empty" (no letter and no digit), "long" (characters), "sentences" (too many), or "unknown"
            (no word of it has a vector).
        numbers: what its sentence needs: `length` and `longest`; `count` and `most`.
    """

    def __init__(self, problem: str, **numbers: int):
        super().__init__(f"summary: {problem} {numbers}")
        self.problem, self.numbers = problem, numbers


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text, at least one.

    Raises:
        NotSummarizable: "long", "empty" or "sentences".
    """
    if len(text) > LONGEST:
        raise NotSummarizable("long", length=len(text), longest=LONGEST)
    found = split(text)
    if not found:
        raise NotSummarizable("empty")
    if len(found) > MOST:
        raise NotSummarizable("sentences", count=len(found), most=MOST)
    return found

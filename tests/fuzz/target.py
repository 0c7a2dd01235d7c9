"""What is fuzzed: an entry, the inputs that it gets, and the answers that are right."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis.strategies import SearchStrategy


class Seconds(float):
    """Those that count as a case's own, where another process spends them."""


@dataclass(frozen=True)
class Target:
    """An entry of the product.

    Attributes:
        name: `<sort> <what>`.
        cases: what comes in.
        answer: takes one of them in; it ends, or raises one of `refusals`. All else is a finding. It
            may return `Seconds`.
        refusals: the exceptions by which the entry says no, of which a page makes a sentence.
        count: cases of a long round.
        short: cases of a short one; none for what needs a server: there it is where one runs anyway.
        entry: what of the product it is: a page's name, a module that reads files, a component, a route.
    """

    name: str
    cases: SearchStrategy[Any]
    answer: Callable[[Any], object]
    refusals: tuple[type[Exception], ...] = ()
    count: int = 2000
    short: int = 20
    entry: str = ""

    def __call__(self, case: Any) -> object:
        """Take one in; numbers that run over, of which numpy warns, are as much a finding as an exception."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", RuntimeWarning)
            try:
                return self.answer(case)
            except self.refusals:
                return None

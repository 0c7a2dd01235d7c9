"""Works out the LaTeX of formulas, so that a test can compare what a page writes with what it computes."""

import math
import re
from collections.abc import Mapping

TOKEN = re.compile(
    r"\\operatorname\{\w+\}|\\[a-zA-Z]+|@\w+|\d+\.\d+|\d+|[-+*/^(){}|]|[a-z]",
)
SPACING = re.compile(r"\\[!,;]|\\\\|\\left|\\right|\\quad|&")
FUNCTIONS = {r"\ln": math.log, r"\tanh": math.tanh, r"\operatorname{erf}": math.erf}


class Formula:
    """A recursive-descent reader; `values` gives the number behind each `@name`."""

    def __init__(self, latex: str, values: Mapping[str, float]):
        plain = SPACING.sub(" ", latex.replace("{,}", ""))
        self.tokens = TOKEN.findall(plain)
        assert "".join(self.tokens) == re.sub(r"\s", "", plain), f"unread signs in {latex}"
        self.values = values

    def value(self) -> float:
        result = self.sum()
        assert not self.tokens, f"left over: {self.tokens}"
        return result

    def peek(self) -> str:
        return self.tokens[0] if self.tokens else ""

    def take(self, expected: str = "") -> str:
        token = self.tokens.pop(0)
        assert expected in ("", token), f"{expected} expected, {token} found"
        return token

    def sum(self) -> float:
        result = self.product()
        while self.peek() in ("+", "-"):
            result += self.product() if self.take() == "+" else -self.product()
        return result

    def product(self) -> float:
        if self.peek() == "-":
            self.take()
            return -self.product()
        result = self.power()
        while self.peek() not in ("", "+", "-", ")", "}", "|"):
            if self.peek() == "/":
                self.take()
                result /= self.power()
            else:
                if self.peek() == r"\cdot":
                    self.take()
                result *= self.power()
        return result

    def power(self) -> float:
        base = self.atom()
        return base ** self.exponent() if self.peek() == "^" else base

    def exponent(self) -> float:
        self.take("^")
        return self.group()

    def group(self) -> float:
        if self.peek() != "{":
            return self.atom()
        self.take("{")
        result = self.sum()
        self.take("}")
        return result

    def atom(self) -> float:
        token = self.take()
        if token in ("(", "|"):
            inner = self.sum()
            self.take(")" if token == "(" else "|")
            return abs(inner) if token == "|" else inner
        if token == r"\frac":
            return self.group() / self.group()
        if token == r"\sqrt":
            return math.sqrt(self.group())
        if token in FUNCTIONS:
            power = self.exponent() if self.peek() == "^" else 1
            return FUNCTIONS[token](self.power()) ** power
        if token.startswith("@"):
            return self.values[token[1:]]
        return {"e": math.e, r"\pi": math.pi}.get(token) or float(token)


def value(latex: str, **values: float) -> float:
    """What a formula comes to."""
    return Formula(latex, values).value()


def holds(condition: str, **values: float) -> bool:
    """Whether a condition such as `-1 \\le @x < @threshold` is true."""
    parts = re.split(r"(\\le(?!f)|\\ge|<|>)", condition)
    sides = [value(part, **values) for part in parts[::2]]
    tests = {
        r"\le": lambda a, b: a <= b,
        r"\ge": lambda a, b: a >= b,
        "<": lambda a, b: a < b,
        ">": lambda a, b: a > b,
    }
    return all(tests[sign](a, b) for sign, a, b in zip(parts[1::2], sides, sides[1:], strict=False))

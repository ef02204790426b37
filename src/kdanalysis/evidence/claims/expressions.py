"""What ties a claim to key figures: a small language, its exact arithmetic, and its names."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NoReturn, cast

from kdanalysis.evidence import figures
from kdanalysis.evidence.arguments import evaluate
from kdanalysis.evidence.claims.statements import Claim, Money, Quantity, kind_name, quantity_of
from kdanalysis.evidence.figures.printed import printed_day
from kdanalysis.project import InputError
from kdanalysis.recording import PARSING
from kdanalysis.tables.dataset import Dataset
from kdanalysis.tables.rounding import round_half_up

# The small language that ties a claim to key figures: arithmetic, comparison, and calls.
#
#     change(area=082, group=residential_care, period=2018-2022)
#         / change(area=082, group=adults, period=2018-2022) * 100
#
# A call with named arguments is a key figure and is written as in its printed key. `+ - * /`,
# `== != < <= > >=` (chains too), `and`, `or`, `not` and parentheses mean what they do in Python;
# so do `abs`, `min` and `max`. `round(x, n)` rounds half up, `truncate(x, n)` cuts off; `mio(x)`
# and `mia(x)` turn money into a plain number, as where the source calculates on printed numbers;
# `exists(x)` asks whether a figure exists. Days are written 2025-09-01; a difference of days is
# a number of days, and a number of days may be added. Money and plain numbers never mix.


_STAND_IN = re.compile(r"\b_\d+")
_LEAF = re.compile(r"\d{4}-\d{2}-\d{2}|[a-z]\w*\(\s*(?:\w+=[^()]*)?\)")


@dataclass(frozen=True)
class Expression:
    """A parsed expression."""

    text: str
    tree: ast.expr
    leaves: Mapping[str, str]
    """Key figures and days by the name that stands for them in `tree`."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the key figures it draws on, in order."""
        return tuple(leaf for leaf in self.leaves.values() if leaf.endswith(")"))


def parse(text: str) -> Expression:
    """Return the expression written as `text`.

    Raises:
        InputError: it cannot be read; the message says at which character.
    """
    text = re.sub(r"\s", " ", text.strip())
    leaves: dict[str, str] = {}

    def stand_in(match: re.Match[str]) -> str:
        # A name padded to the same length keeps every position as the reader sees it.
        name = f"_{len(leaves)}"
        leaves[name] = _tidy(match[0])
        return name.ljust(len(match[0]))

    if taken := _STAND_IN.search(_LEAF.sub(_blank, text)):
        refuse("Udtrykket kan ikke læses.", text, taken.start())
    try:
        with PARSING:
            tree = ast.parse(_LEAF.sub(stand_in, text), mode="eval").body
    except SyntaxError as error:
        refuse("Udtrykket kan ikke læses.", text, (error.offset or len(text) + 1) - 1)
    return Expression(text, tree, leaves)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _tidy(leaf: str) -> str:
    """Return a call written as in a printed key: one space after each comma."""
    return re.sub(r"\s*,\s*", ", ", " ".join(leaf.split())).replace("( ", "(").replace(" )", ")")


def refuse(what: str, text: str, column: int) -> NoReturn:
    """Refuse an expression at one of its characters, counted from 0.

    Raises:
        InputError: always.
    """
    raise InputError(
        what,
        f"tegn {column + 1} i »{text}«",
        "Ret udtrykket; sproget er beskrevet i docs/claims.md.",
    )


# The value of an expression: exact arithmetic in which money and numbers never mix.


def evaluate_expression(expression: Expression, figure: Callable[[str], Quantity]) -> Quantity:
    """Return the quantity of an expression.

    Args:
        expression: as parsed.
        figure: returns the quantity of a key figure from its key.

    Raises:
        InputError: it holds something outside the language, mixes kinds, or divides by zero.
    """
    result: Quantity = _Evaluator(expression, figure).visit(expression.tree)
    return result


def _mio(amount: Money) -> Fraction:
    return amount.kr / 10**6


def _mia(amount: Money) -> Fraction:
    return amount.kr / 10**9


def _round(number: Fraction, decimals: Fraction) -> Fraction:
    return Fraction(round_half_up(number, int(decimals)))


def _truncate(number: Fraction, decimals: Fraction) -> Fraction:
    scale = Fraction(10) ** int(decimals)
    return int(number * scale) / scale


_NUMBER, _MONEY, _ALIKE = "number", "money", "alike"
_FUNCTIONS: dict[str, tuple[Callable[..., Quantity], str, range]] = {
    "abs": (abs, _ALIKE, range(1, 2)),
    "min": (min, _ALIKE, range(2, 100)),
    "max": (max, _ALIKE, range(2, 100)),
    "round": (_round, _NUMBER, range(2, 3)),
    "truncate": (_truncate, _NUMBER, range(2, 3)),
    "mio": (_mio, _MONEY, range(1, 2)),
    "mia": (_mia, _MONEY, range(1, 2)),
}
_ARITHMETIC: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_ORDER: dict[type, Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


class _Evaluator(ast.NodeVisitor):
    """Walks the few kinds of node the language has; everything else is refused by position."""

    def __init__(self, expression: Expression, figure: Callable[[str], Quantity]) -> None:
        self._expression = expression
        self._figure = figure

    def _refuse(self, node: ast.expr, what: str) -> NoReturn:
        refuse(what, self._expression.text, node.col_offset)

    def generic_visit(self, node: ast.AST) -> NoReturn:
        self._refuse(cast("ast.expr", node), "Dette findes ikke i sproget.")

    def visit_Constant(self, node: ast.Constant) -> Quantity:
        if type(node.value) not in {int, float}:
            self._refuse(node, "Dette findes ikke i sproget.")
        return Fraction(repr(node.value))

    def visit_Name(self, node: ast.Name) -> Quantity:
        leaf = self._expression.leaves.get(node.id)
        if leaf is None:
            self._refuse(node, f"Ukendt navn: {node.id}.")
        return self._figure(leaf) if leaf.endswith(")") else self._day(node, leaf)

    def _day(self, node: ast.Name, leaf: str) -> date:
        try:
            return date.fromisoformat(leaf)
        except ValueError:
            self._refuse(node, f"Ingen dato: {leaf}.")

    def visit_UnaryOp(self, node: ast.UnaryOp) -> Quantity:
        operand = self.visit(node.operand)
        if isinstance(node.op, ast.Not):
            return not self._truth(node.operand, operand)
        if not isinstance(node.op, ast.USub) or not isinstance(operand, Money | Fraction):
            self._refuse(node, f"Fortegnet passer ikke til {kind_name(operand)}.")
        return -operand

    def visit_BinOp(self, node: ast.BinOp) -> Quantity:
        left, right = self.visit(node.left), self.visit(node.right)
        apply = _ARITHMETIC.get(type(node.op))
        if apply is None or isinstance(left, bool) or isinstance(right, bool):
            self._refuse(node, "Regnearten findes ikke i sproget.")
        try:
            return _calculated(apply, left, right)
        except TypeError:
            self._refuse(node, f"{kind_name(left)} og {kind_name(right)} kan ikke regnes sammen.")
        except ZeroDivisionError:
            self._refuse(node, "Der divideres med nul.")

    def visit_BoolOp(self, node: ast.BoolOp) -> bool:
        truths = [self._truth(part, self.visit(part)) for part in node.values]
        return all(truths) if isinstance(node.op, ast.And) else any(truths)

    def visit_Compare(self, node: ast.Compare) -> bool:
        sides = [self.visit(side) for side in (node.left, *node.comparators)]
        pairs = zip(node.ops, sides, sides[1:], strict=False)
        truths = [self._holds(node, op, left, right) for op, left, right in pairs]
        return all(truths)

    def _holds(self, node: ast.Compare, op: ast.cmpop, left: Quantity, right: Quantity) -> bool:
        compare = _ORDER.get(type(op))
        if compare is None or left is None or type(left) is not type(right):
            self._refuse(node, f"{kind_name(left)} og {kind_name(right)} kan ikke sammenlignes.")
        return compare(left, right)

    def visit_Call(self, node: ast.Call) -> Quantity:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        values = [self.visit(argument) for argument in node.args]
        if name == "exists" and len(values) == 1 and not node.keywords:
            return values[0] is not None
        function, kind, counts = _FUNCTIONS.get(name, (abs, "", range(0)))
        if node.keywords or len(values) not in counts or not _suits(kind, values):
            self._refuse(node, "Funktionen findes ikke, eller den passer ikke til indholdet.")
        return function(*values)

    def _truth(self, node: ast.expr, quantity: Quantity) -> bool:
        if not isinstance(quantity, bool):
            self._refuse(node, f"Her skal stå et udsagn, ikke {kind_name(quantity)}.")
        return quantity


def _calculated(apply: Callable[[Any, Any], Any], left: Quantity, right: Quantity) -> Quantity:
    """Return the result, where a whole number beside a day counts days."""
    if isinstance(left, date) and isinstance(right, Fraction) and right.denominator == 1:
        moved: date = apply(left, timedelta(int(right)))
        return moved
    result: Quantity | timedelta = apply(left, right)
    return Fraction(result.days) if isinstance(result, timedelta) else result


def _suits(kind: str, values: Sequence[Quantity]) -> bool:
    wanted = {_NUMBER: (Fraction,), _MONEY: (Money,)}.get(kind, (Money, Fraction))
    return all(isinstance(v, wanted) for v in values) and len({type(v) for v in values}) == 1


# What an expression may name: any key figure, another claim, and a day in a table.


@dataclass(frozen=True)
class Resolver:
    """Answers keys, each computed once.

    `claim(id=A002)` is the printed value of another claim; `printed_day(table=, column=, where=)`
    is a day; everything else is a key figure.
    """

    data: Dataset
    claims: Mapping[str, Claim]
    _known: dict[str, Quantity] = field(default_factory=dict)

    def __call__(self, key: str) -> Quantity:
        """Return the quantity of a key.

        Raises:
            InputError: the key names nothing, or its figure cannot be computed.
        """
        if key not in self._known:
            self._known[key] = self._compute(key)
        return self._known[key]

    def _compute(self, key: str) -> Quantity:
        name, _, rest = key.partition("(")
        arguments = dict(part.split("=", 1) for part in rest[:-1].split(", ") if "=" in part)
        if name == "claim":
            return self._claim(arguments.get("id", ""))
        if name == "printed_day" and set(arguments) == {"table", "column", "where"}:
            return printed_day(self.data, **arguments)
        figures.load()
        return quantity_of(evaluate(key, self.data))

    def _claim(self, name: str) -> Quantity:
        if name not in self.claims:
            raise InputError(f"Ukendt påstand: {name}.", "claims.csv", "Ret påstandens id.")
        return self.claims[name].printed

"""How numbers and words look in Danish text: digits, unit, and the span that carries the key."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from itertools import dropwhile
from typing import Final

from babel.dates import format_date
from babel.numbers import format_decimal

from kdanalysis.evidence.value import Unit, Value, usual_decimals
from kdanalysis.project import InputError
from kdanalysis.tables.rounding import round_half_up

# Danish numbers: the one place that decides how a number looks.
#
# Text carries U+2212 for minus and U+00A0 between number and unit; CSV and Excel hold plain
# numbers.

MINUS = "\N{MINUS SIGN}"
SPACE = "\N{NO-BREAK SPACE}"
MISSING = "\N{EN DASH}"
_DIGITS = 12

# Units that follow the number in running text; the others are named by the sentence itself.
_SUFFIXED = frozenset(Unit) - {Unit.COUNT, Unit.YEAR, Unit.NONE, Unit.INDEX, Unit.PERSONS}


@lru_cache(maxsize=8192)  # a value is printed, told on hover and listed: written once
def danish(number: Fraction | Decimal | int | None, decimals: int = 0) -> str:
    """Return `number` as 1.234.567,8, rounded half up, with U+2212 as minus; `None` as a dash."""
    if number is None:
        return MISSING
    rounded = round_half_up(number, decimals)
    pattern = "#,##0" + ("." + "0" * decimals if decimals > 0 else "")
    return format_decimal(rounded, format=pattern, locale="da").replace("-", MINUS)


def plain(value: Value) -> str:
    """Return the number of `value` without its unit, as in a table cell."""
    if value.unit is Unit.YEAR:
        return MISSING if value.amount is None else str(int(value.amount))
    return danish(value.amount, value.decimals)


def with_unit(value: Value) -> str:
    """Return `value` as in running text: 10,9 %, 3,47 mia. kr., 28.000."""
    number = plain(value)
    suffixed = value.unit in _SUFFIXED and value.amount is not None
    return f"{number}{SPACE}{value.unit}" if suffixed else number


def unrounded(value: Value) -> str:
    """Return the amount of `value` with 12 significant digits and unit, as hovering tells it."""
    if value.amount is None:
        return "findes ikke"
    number = f"{float(value.amount):.{_DIGITS}g}".replace(".", ",").replace("-", MINUS)
    return f"{number} {value.unit}".strip()


def long_date(day: date) -> str:
    """Return `day` as 8. maj 2024."""
    return format_date(day, format="d. MMMM y", locale="da").replace(". ", f".{SPACE}", 1)


# Computed numbers in Markdown: a span that carries the key of its key figure.

_SHORT = 80
"""A longer field says too much for one line."""
_THOUSANDS = -3
_BILLION_TKR = 1_000_000
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
WORD_JOINER = "\N{WORD JOINER}"
_LIST_MARKS = ("-", "+", "=", "/")
_BACKSLASHED = r"\\\g<0>"
_DOUBLE_STOP = re.compile(r"(kr\.(?:\]\{[^}]*\})?)\.")
_written: dict[tuple[str, str], Value] = {}


def n(value: Value) -> str:
    """Return `value` as in running text (with unit), as a span with its key.

    Thousands of kroner are written out: 226.000 kr., and less than half a thousand as it is.
    """
    return _span(_kroner(value) if value.unit is Unit.TKR else value, with_unit)


def _kroner(value: Value) -> Value:
    whole = value.to(Unit.KR, _THOUSANDS)
    return value.to(Unit.KR) if value.amount and not whole.rounded else whole


def cell(value: Value) -> str:
    """Return `value` as in a table cell (without unit), as a span with its key."""
    return _span(value, plain)


def money(value: Value) -> str:
    """Return an amount of 1,000 kr. in mia. kr. from one billion up, else in mio. kr."""
    return n(in_readable_unit(value))


def in_readable_unit(value: Value) -> Value:
    """Return an amount of 1,000 kr. in the unit a reader would choose: the largest that tells it.

    What would be printed as no mio. kr. stays in 1,000 kr.
    """
    large = value.amount is not None and abs(value.amount) >= _BILLION_TKR
    shown = value.to(Unit.MIA_KR if large else Unit.MIO_KR)
    return value if value.amount and not shown.rounded else shown


def written(key: str, look: str) -> Value | None:
    """Return the value behind a span that this process wrote; for the view on screen only.

    What is printed is proven from the executed document, never from here.
    """
    return _written.get((key, look))


def _span(value: Value, write: Callable[[Value], str]) -> str:
    _written[value.provenance.key, value.look] = value
    return f'[{write(value)}]{{.n k="{value.provenance.key}" look="{value.look}"}}'


def verbatim(text: str) -> str:
    """Return text word for word as a span of class `q`: no character of it is read as markup."""
    return f"[{unmarked(text)}]{{.q}}"


def unmarked(text: str) -> str:
    """Return text as Markdown of which no character is read as markup."""
    line = one_line(text)
    # Typst reads a hyphen at the start of a cell as a list, escaped or not.
    guard = WORD_JOINER if line[:1] in _LIST_MARKS else ""
    return f"{guard}{_PUNCTUATION.sub(_BACKSLASHED, line)}"


def as_points(told: Mapping[str, str]) -> str:
    """Return the key points of a report: a line for each, its subject in bold."""
    return "\n".join(f"- **{subject}.** {text}" for subject, text in told.items())


def callout(title: str, text: str) -> str:
    """Return a box with a title, as a sentence for `say`."""
    return f'::: {{.callout-note title="{title}"}}\n{text}\n:::\n'


class OneLine:
    """What a notebook shows of a dataclass that holds much: one line of its plain fields.

    The dataclass must leave `repr` to it: `@dataclass(frozen=True, repr=False)`.
    """

    def __repr__(self) -> str:
        """Return the class and its short fields."""
        told = (f"{field.name}={getattr(self, field.name)!r}" for field in fields(self))  # type: ignore[arg-type]
        short = [text for text in told if len(text) <= _SHORT]
        return f"<{type(self).__name__} {', '.join(short)}>"


def one_line(text: str) -> str:
    """Return text on one line, with single spaces for tabs and breaks."""
    return " ".join(text.split())


def tidy(markdown: str) -> str:
    """Return text without a second full stop after one that ends in an abbreviation (kr.)."""
    return _DOUBLE_STOP.sub(r"\1", markdown)


def escaped(text: str) -> str:
    """Return `text` with the characters that Markdown would read as markup escaped."""
    return "".join(f"\\{c}" if c in r"\`*_{}[]<>#|$@^~" else c for c in text)


# Danish words that follow the data: direction, verbs, lists.


class Direction(Enum):
    """Which way a printed change points."""

    UP = 1
    FLAT = 0
    DOWN = -1


def direction(change: Value) -> Direction:
    """Return the direction of a change *as printed*: what rounds to zero is unchanged.

    Raises:
        InputError: there is no change, as an account or figure is missing in one of the years.
    """
    printed = change.rounded
    if printed is None:
        raise InputError(
            "Udviklingen kan ikke opgøres i hele perioden.",
            change.provenance.key,
            "Vælg en periode, hvor tallet findes i både det første og det sidste år.",
        )
    return Direction((printed > 0) - (printed < 0))


def rose(change: Value) -> str:
    """Return `steg`, `faldt` or `var uændrede` (expenditure, in the plural)."""
    return {
        Direction.UP: "steg",
        Direction.DOWN: "faldt",
        Direction.FLAT: "var uændrede",
    }[direction(change)]


def went(growth: Value) -> str:
    """Return `steg 10,9 %`, `faldt 2,6 %` or `var uændrede`."""
    if direction(growth) is Direction.FLAT:
        return rose(growth)
    return f"{rose(growth)} {n(growth.size())}"


def moved(change: Value) -> str:
    """Return `steg med 858 mio. kr.`, `faldt med ...` or `var uændrede` of an amount of money."""
    shown = in_readable_unit(change)
    if direction(shown) is Direction.FLAT:
        return rose(shown)
    return f"{rose(shown)} med {n(shown.size())}"


def almost(first: Value, last: Value) -> str:
    """Return what goes before "uændret": `stort set ` where the printed levels still differ."""
    return "" if first.rounded == last.rounded else "stort set "


def listed(parts: Sequence[str]) -> str:
    """Return `a, b og c`."""
    if len(parts) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(parts)
    return f"{', '.join(parts[:-1])} og {parts[-1]}"


def capitalised(text: str) -> str:
    """Return `text` with its first letter in upper case, the rest untouched."""
    return text[:1].upper() + text[1:]


# The unit of money follows the size: no amount that is there is shown as none.
#
# What stands beside each other has one unit. It is the usual one, mia. kr. or mio. kr., as long
# as that tells the amounts apart; for a small municipality it steps down, at last to 1.000 kr.

_DOWN: Final = (Unit.MIA_KR, Unit.MIO_KR, Unit.TKR)
_TELLING: Final = 10
"""The largest amount shows two digits at least, in units of its last decimal."""
_UNITS_BILLION_TKR: Final = 1_000_000


def fitting(
    series: Iterable[Sequence[Value]], largest: Unit = Unit.MIO_KR, *, each: bool = False
) -> Unit:
    """Return the unit for amounts of money that are shown beside each other.

    Args:
        series: the amounts, each series by itself: a line, a kind of bar, a row.
        largest: the unit they have where it tells enough.
        each: whether each series is read by itself, as a row is, and not against the others.

    Returns:
        `largest`, or the next below in which the largest amount (of each series) has two digits,
        and no series that holds an amount is shown as zeros only.
    """
    lines = [[value for value in line if value.amount] for line in series]
    lines = [line for line in lines if line]
    for unit in dropwhile(lambda unit: unit is not largest, _DOWN):
        shown = [max(abs(_printed(value, unit)) for value in line) for line in lines]
        if not shown or (all(shown) and (min if each else max)(shown) >= _TELLING):
            return unit
    return Unit.TKR


def _printed(value: Value, unit: Unit) -> int:
    """Return the printed amount in units of its last decimal."""
    shown = value.to(unit)
    return 0 if shown.rounded is None else int(shown.rounded.scaleb(shown.decimals))


def levels_told(first: Value, last: Value, growth: Value) -> tuple[Value, Value]:
    """Return two levels in one unit that shows what moved between them, if anything did.

    Args:
        first: the first amount, 1,000 kr.
        last: the last.
        growth: per cent from one to the other; where it is printed as nothing, nothing moved.
    """
    still = growth.amount is not None and direction(growth) is Direction.FLAT
    large = last.amount is not None and abs(last.amount) >= _UNITS_BILLION_TKR
    start = Unit.MIA_KR if large else Unit.MIO_KR
    forms = [(unit, usual_decimals(unit)) for unit in dropwhile(lambda u: u is not start, _DOWN)]
    for unit, decimals in [*forms[:-1], (Unit.MIO_KR, 1), forms[-1]]:
        pair = first.to(unit, decimals), last.to(unit, decimals)
        if _shows(pair, still=still and unit is not Unit.MIA_KR):
            return finely(pair[0], pair), finely(pair[1], pair)
    return first.to(Unit.KR), last.to(Unit.KR)


def _shows(pair: tuple[Value, Value], *, still: bool) -> bool:
    """Return whether two amounts as printed show themselves, and what moved if anything did."""
    first, last = pair
    if any(value.amount and not value.rounded for value in pair):
        return False
    if still or first.amount is None or last.amount is None:
        return still or first.rounded != last.rounded
    change = replace(last, amount=last.amount - first.amount)
    return first.rounded != last.rounded and change.rounded != 0


def told_in(value: Value, unit: Unit) -> Value:
    """Return an amount of 1,000 kr. in a unit; one that it would show as none stays as it is."""
    shown = value.to(unit)
    return value if value.amount and not shown.rounded else shown


def finely(value: Value, beside: Sequence[Value]) -> Value:
    """Return an amount with a decimal where those beside it are few mio. kr.: 4,4 mio. kr."""
    sizes = [abs(other.amount) for other in beside if other.amount is not None]
    few = value.unit is Unit.MIO_KR and max(sizes, default=Fraction()) < _TELLING
    broken = any(size.denominator > 1 for size in sizes)
    return value.with_decimals(1) if few and broken else value


def stands_still(change: Value, growth: Value) -> bool:
    """Return whether a change is none as printed: neither in mio. kr. nor in per cent.

    Args:
        change: an amount of money.
        growth: the same in per cent; it may be missing, where the first level is zero.
    """
    if direction(change.to(Unit.MIO_KR)) is not Direction.FLAT:
        return False
    if growth.amount is None:
        return not change.amount
    return direction(growth) is Direction.FLAT


def of_money(unit: Unit, *, start: bool = True) -> str:
    """Return a unit as a caption names it: `Mio. kr.`, `1.000 kr.`; inside a line `mio. kr.`."""
    return unit.capitalize() if start else str(unit)

"""A number that an analyst computed: printed and proven as an own calculation.

Its key holds all there is to know (`own(amount=5/2, unit=MIO_KR, ...)`), so that whoever reads the
printed number finds rule and source again, with no state besides the report.
"""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from numbers import Rational, Real
from typing import Final
from urllib.parse import unquote_plus

from kdanalysis.evidence.value import Provenance, Unit, Value, usual_decimals
from kdanalysis.project import InputError

NAME: Final = "own"
"""What the key begins with."""
RULE: Final = "Egen beregning: "
_ARGUMENTS: Final = {"amount", "unit", "decimals", "rule", "source"}
_NOTHING: Final = "none"
"""In a key, the amount of a number that does not exist."""
_READABLE: Final = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_ÆØÅæøå"
)
"""What stands in a key as it is; all else is written %XX, a space +."""
_MOST_DECIMALS: Final = 6
_DIGITS: Final = 15
"""Digits that a workbook holds of a number."""
_WHERE: Final = "own(...)"
_ALSO: Final = {"pct": Unit.PCT, "pct.": Unit.PCT, "procent": Unit.PCT, "stk.": Unit.COUNT}


def own(
    amount: object, unit: Unit | str, *, rule: str, source: str, decimals: int | None = None
) -> Value:
    """Return a number you computed yourself as a key figure that can be printed and proven.

    Args:
        amount: the number, e.g. `a.exact - b.exact`: int, float, Decimal, Fraction, or a number
            of numpy, polars or pandas. It is kept exact; a float counts as it is written.
        unit: `"mio. kr."`, `"%"`, `"kr."`, `"antal"` ... or a `Unit`.
        rule: how it is computed, in words (Danish); readers see it on hover and in the annex.
        source: where the numbers behind it come from (Danish).
        decimals: printed decimals; by default those usual for the unit.

    Raises:
        InputError: the amount is not a number, the unit is unknown, or rule or source is empty.
    """
    return own_value(_exact(amount), unit, rule=rule, source=source, decimals=decimals)


def own_value(
    amount: Fraction | None,
    unit: Unit | str,
    *,
    rule: str,
    source: str,
    decimals: int | None = None,
) -> Value:
    """Do as `own`; a number that does not exist is `None`, and prints as a dash.

    Raises:
        InputError: as `own`.
    """
    kind = read_unit(unit)
    places = _places(kind, decimals)
    if amount is not None and abs(amount) * 10**places >= 10**_DIGITS:
        raise InputError(
            f"Tallet har flere end {_DIGITS} cifre, når det trykkes; det kan Excel ikke vise.",
            _WHERE,
            "Vælg en større enhed eller færre decimaler.",
        )
    words = _words(rule, "rule", "hvordan tallet er beregnet")
    origin = _words(source, "source", "hvor tallene bag kommer fra")
    told = {
        "amount": _NOTHING if amount is None else str(amount),
        "unit": kind.name,
        "decimals": str(places),
        "rule": _encoded(words),
        "source": _encoded(origin),
    }
    key = f"{NAME}({', '.join(f'{name}={text}' for name, text in told.items())})"
    return Value(amount, kind, places, Provenance(key, f"{RULE}{words}", (origin,)))


def read_own(*, amount: str, unit: str, decimals: str, rule: str, source: str) -> Value:
    """Return the value that the arguments of a key name.

    Raises:
        InputError: an argument cannot be read.
    """
    try:
        exact = None if amount == _NOTHING else Fraction(amount)
        kind, places = Unit[unit], int(decimals)
    except (ValueError, KeyError, ZeroDivisionError) as error:
        raise InputError(
            f"Nøglen til en egen beregning kan ikke læses: {error}.",
            _WHERE,
            "Kopiér hele nøglen fra rapporten.",
        ) from error
    words, origin = unquote_plus(rule), unquote_plus(source)
    return own_value(exact, kind, rule=words, source=origin, decimals=places)


def read_key(key: str) -> Value:
    """Return the value that the key of an own number names.

    Raises:
        InputError: the key cannot be read.
    """
    told = dict(part.split("=", 1) for part in key[len(NAME) + 1 : -1].split(", ") if "=" in part)
    told.pop("prices", None)
    if set(told) != _ARGUMENTS:
        raise InputError(
            f"Nøglen til en egen beregning kan ikke læses: {key}",
            _WHERE,
            "Kopiér hele nøglen fra rapporten.",
        )
    return read_own(**told)


def is_own(key: str) -> bool:
    """Return whether a key is that of an own number."""
    return key.startswith(f"{NAME}(")


def read_unit(unit: Unit | str) -> Unit:
    """Return the unit that a Danish text names.

    Raises:
        InputError: there is no such unit; the message lists them.
    """
    if isinstance(unit, Unit):
        return unit
    known = {each.value.casefold(): each for each in Unit} | _ALSO
    text = " ".join(unit.casefold().split()) if isinstance(unit, str) else None
    if text in known:
        return known[text]
    near = get_close_matches(text or "", [name for name in known if name], n=1)
    hint = f"Mente du »{known[near[0]]}«? " if near else ""
    listed = ", ".join(f'"{each}"' for each in Unit)
    raise InputError(f"Enheden {unit!r} findes ikke.", _WHERE, f"{hint}Skriv en af: {listed}.")


def is_number(amount: object) -> bool:
    """Return whether something counts as a number here; truth values and texts do not."""
    return isinstance(amount, (Real, Decimal)) and not isinstance(amount, bool)


def _exact(amount: object) -> Fraction:
    if isinstance(amount, Value):
        raise InputError(
            "Et nøgletal er ikke et beløb i sig selv.",
            _WHERE,
            "Skriv n(tallet) for at trykke det, eller regn på det: own(a.exact - b.exact, ...).",
        )
    if not is_number(amount):
        raise InputError(
            f"{amount!r} er ikke et tal.",
            _WHERE,
            "Giv et tal (5, 2.5, a.exact - b.exact), ikke tekst, sandt/falsk eller en hel kolonne.",
        )
    try:
        if isinstance(amount, Rational):
            return Fraction(int(amount.numerator), int(amount.denominator))
        return Fraction(str(amount))  # a float counts as it is written: 0.1 is a tenth
    except ValueError as error:
        raise InputError(
            f"{amount} er ikke et tal, der kan trykkes.",
            _WHERE,
            "Se efter, om der divideres med nul, eller om et tal mangler.",
        ) from error


def _places(unit: Unit, decimals: int | None) -> int:
    if decimals is None:
        return usual_decimals(unit)
    if isinstance(decimals, bool) or decimals not in range(_MOST_DECIMALS + 1):
        raise InputError(
            f"decimals={decimals!r} kan ikke bruges.",
            _WHERE,
            f"Skriv et helt tal fra 0 til {_MOST_DECIMALS}.",
        )
    return int(decimals)


def _words(text: object, name: str, what: str) -> str:
    """Return a text on one line, without characters that cannot be written.

    Raises:
        InputError: it is empty or not a text.
    """
    if isinstance(text, str):
        plain = "".join(c if unicodedata.category(c) not in {"Cc", "Cs"} else " " for c in text)
        if line := " ".join(plain.split()):
            return line
    raise InputError(
        f"{name} mangler: {what}.", _WHERE, f'Skriv {name}="..." med dine egne ord på dansk.'
    )


def _encoded(text: str) -> str:
    """Return text as a key can hold it in Markdown, HTML and JSON, and between `, ` and `)`."""
    return "".join(
        c if c in _READABLE else "+" if c == " " else "".join(_percent(b) for b in c.encode())
        for c in text
    )


def _percent(byte: int) -> str:
    return f"%{byte:02X}"

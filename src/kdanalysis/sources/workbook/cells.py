"""From what stands in a cell to a value, or to the reason why it cannot be one.

Nothing is guessed: a number written as text, a thousands separator that may be a decimal point, a
day with a time of day are refused with what to write instead.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from fractions import Fraction
from typing import TYPE_CHECKING

from kdanalysis.sources.workbook.layout import Kind

if TYPE_CHECKING:
    from kdanalysis.sources.workbook.layout import Field
    from kdanalysis.sources.workbook.records import CellValue

_PLAIN = re.compile(r"-?\d+([.,]\d+)?")
_GROUPED = re.compile(r"-?[1-9]\d{0,2}([., ]\d{3})+([.,]\d+)?")
_DANISH_DAY = re.compile(r"(\d{2})-(\d{2})-(\d{4})")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class CellError(Exception):
    """A cell that cannot be read: what is wrong and what to do (Danish)."""

    def __init__(self, what: str, remedy: str) -> None:
        """Keep both parts."""
        super().__init__(what)
        self.what = what
        self.remedy = remedy


def excel_value(raw: object, field: Field) -> CellValue:
    """Return the value of an Excel cell for a field; `None` if it is empty.

    Raises:
        CellError: the cell holds another kind of thing than the field asks for.
    """
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    if field.kind is Kind.TEXT:
        return _excel_text(raw, field)
    if field.kind is Kind.DATE:
        return _excel_day(raw)
    return _excel_number(raw, field)


def _excel_text(raw: object, field: Field) -> str:
    if not isinstance(raw, str):
        raise CellError(f"»{raw}« er ikke tekst.", f"Skriv {field.title.lower()} som tekst.")
    return _known_choice(tidy(raw), field)


def _excel_day(raw: object) -> date:
    if isinstance(raw, datetime) and raw.time() == time():
        return raw.date()
    raise CellError(f"»{raw}« er ikke en dato.", "Skriv en dato uden klokkeslæt, fx 01-09-2025.")


def _excel_number(raw: object, field: Field) -> CellValue:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        what = "er tekst, ikke et tal" if isinstance(raw, str) else "er ikke et tal"
        raise CellError(f"»{raw}« {what}.", "Skriv tallet uden enhed, og formatér cellen som tal.")
    return _whole(Fraction(str(raw)), field)


def text_value(raw: str, field: Field) -> CellValue:
    """Return the value of a CSV cell for a field; `None` if it is empty.

    Numbers carry no thousands separator; their decimal sign is a point or a comma. Days are
    2025-09-01 or 01-09-2025.

    Raises:
        CellError: the text is not of the field's kind, or may be read in two ways.
    """
    text = tidy(raw)
    if not text:
        return None
    if field.kind is Kind.TEXT:
        return _known_choice(text, field)
    return _text_day(text) if field.kind is Kind.DATE else _text_number(text, field)


def _text_number(text: str, field: Field) -> CellValue:
    plain = text.replace("\N{MINUS SIGN}", "-")
    if _GROUPED.fullmatch(plain):
        raise CellError(
            f"»{text}« kan læses på to måder.", "Skriv tallet uden tusindtalsskilletegn, fx 1500."
        )
    if not _PLAIN.fullmatch(plain):
        raise CellError(f"»{text}« er ikke et tal.", "Skriv kun cifre, fx 1500 eller 1500.50.")
    return _whole(Fraction(plain.replace(",", ".")), field)


def _whole(amount: Fraction, field: Field) -> int | Fraction:
    if field.kind is Kind.AMOUNT:
        return amount
    if amount.denominator != 1:
        raise CellError(f"»{float(amount):g}« er ikke et helt tal.", "Skriv et helt antal.")
    return int(amount)


def _text_day(text: str) -> date:
    danish = _DANISH_DAY.fullmatch(text)
    iso = f"{danish[3]}-{danish[2]}-{danish[1]}" if danish else text
    try:
        if _ISO_DAY.fullmatch(iso):
            return date.fromisoformat(iso)
    except ValueError:
        pass
    raise CellError(f"»{text}« er ikke en dato.", "Skriv datoen som 2025-09-01.")


def tidy(text: str) -> str:
    """Return the text without blanks at its ends and with single ones inside."""
    return " ".join(text.split())


def _known_choice(text: str, field: Field) -> str:
    if not field.choices:
        return text
    for choice in field.choices:
        if text.casefold() == choice:
            return choice
    raise CellError(f"»{text}« er ikke en mulighed.", f"Vælg {' eller '.join(field.choices)}.")

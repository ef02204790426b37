"""Tables 1-6 as printed, read by plain Python: an independent base for recomputation.

Nothing of the package is used here. Factors are those of the derived chain, typed in.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from tests.support.place import ROOT

FILE = ROOT / "data" / "raw" / "kdnet" / "tabel1_6.csv"
GOLDEN = ROOT / "tests" / "tables" / "data" / "tables1-6_with_implied_current_prices.csv"

RATES = {2019: Decimal("1.6"), 2020: Decimal("2.1"), 2021: Decimal("1.7"), 2022: Decimal("3.7")}
YEARS = (2018, 2019, 2020, 2021, 2022)
CARE = ("Længerevarende botilbud", "Botilbudslignende tilbud", "Midlertidig botilbud")
PLACEMENTS = (
    "Opholdssteder mv. for børn og unge",
    "Plejefamilier",
    "Døgninstitutioner for børn og unge",
    "Sikrede døgninstitutioner m.v. for børn og unge",
)
PREVENTION = "Forebyggende foranstaltninger for børn og unge"
YOUTH_CRIME = "Afgørelser efter lov om bekæmpelse af ungdomskriminalitet"


@dataclass(frozen=True)
class PrintedCell:
    """One line of the transcribed tables."""

    table: str
    label: str
    total: bool
    year: int
    amount: int | None


def printed_cells() -> list[PrintedCell]:
    """Return all 300 transcribed cells."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return [_cell(row) for row in csv.DictReader(lines)]


def _cell(row: dict[str, str]) -> PrintedCell:
    amount = row["amount_1000kr"]
    return PrintedCell(
        row["table"],
        row["row_label"],
        row["is_total"] == "1",
        int(row["year"]),
        int(amount) if amount else None,
    )


def golden_rows() -> list[dict[str, str]]:
    """Return the golden rows: printed amounts beside the current-price amounts they imply."""
    with GOLDEN.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def factor(year: int, rates: dict[int, Decimal] | None = None) -> Decimal:
    """Return the factor from `year` to 2022."""
    product = Decimal(1)
    for later, rate in (rates or RATES).items():
        if later > year:
            product *= 1 + rate / 100
    return product


def half_up(number: Decimal) -> int:
    """Return `number` rounded to a whole number, halves away from zero."""
    return int(number.quantize(Decimal(1), ROUND_HALF_UP))


class Printed:
    """The printed amounts by table, row label and year (1,000 kr., prices of 2022)."""

    def __init__(self) -> None:
        """Read the tables."""
        self.amounts = {(c.table, c.label, c.year): c.amount for c in printed_cells()}

    def __call__(self, table: int, year: int, *labels: str) -> int:
        """Return the sum of the rows of a table in one year; without labels its row "I alt"."""
        found = [self.amounts[f"tabel{table}", label, year] for label in labels or ("I alt",)]
        return sum(amount for amount in found if amount is not None)

    def change(self, table: int, *labels: str, first: int = 2018, last: int = 2022) -> int:
        """Return the change of the sum of rows."""
        return self(table, last, *labels) - self(table, first, *labels)

    def growth_pct(self, table: int, *labels: str, first: int = 2018, last: int = 2022) -> Fraction:
        """Return the growth of the sum of rows, per cent."""
        change = self.change(table, *labels, first=first, last=last)
        return Fraction(change, self(table, first, *labels)) * 100

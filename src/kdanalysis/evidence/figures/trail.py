"""Key figures that prove the worked example: its printed cells, and the trail of one amount.

The example is fictitious: whatever shows these figures is headed "Regneeksempel – ikke urologi".
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from kdanalysis.evidence.figures.example_solution import Stamps, solution, stamps
from kdanalysis.evidence.raw_figure import known, raw_figure, raw_file
from kdanalysis.evidence.registry import figure_key, list_figure
from kdanalysis.evidence.value import Provenance, Unit, Value
from kdanalysis.procurement.audit_trail import audit_trail
from kdanalysis.procurement.printed_example import Verdict, compare_with_print
from kdanalysis.sources.receipts import read_receipt
from kdanalysis.tables.tender import read_example

if TYPE_CHECKING:
    from kdanalysis.procurement.audit_trail import Entry
    from kdanalysis.procurement.printed_example import PrintedCell
    from kdanalysis.project import Project
    from kdanalysis.tables.dataset import Dataset

_FILES = ("eksempel_stamdata", "eksempel_forudsaetninger", "eksempel_omkostninger_besparelser")
_ALL = "alle"
_PARTS = frozenset({"indfasning", "andel af betalingen"})
"""Amounts of the audit trail that are fractions of 1."""


@raw_figure(Unit.COUNT, "trykte celler, talt efter udfald", *_FILES, "planche_udligning_region_m")
def example_cells(data: Dataset, *, table: str, verdict: str) -> Fraction:
    """Printed cells of a table that came out as one of some verdicts.

    Args:
        data: the data.
        table: name of the raw file, or `alle`.
        verdict: names of `Verdict` with `+` between, e.g. `REPRODUCED+SIGN_LOST`, or `alle`.
    """
    cells = _printed(data.project, stamps(data.project))
    known(dict.fromkeys([*(cell.table for cell in cells), _ALL]), table)
    names = {item.name: item for item in Verdict}
    wanted = set(Verdict) if verdict == _ALL else {known(names, v) for v in verdict.split("+")}
    hits = (cell.verdict in wanted for cell in cells if table in {cell.table, _ALL})
    return Fraction(sum(hits))


def example_entry(data: Dataset, *, party: str, contract_year: int, amount: str) -> Value:
    """One amount of the audit trail, by its Danish name; a share or phase-in is in per cent."""
    arguments = {"party": party, "contract_year": contract_year, "amount": amount}
    entry = known(_trail(data, party, contract_year), amount)
    is_part = entry.amount in _PARTS
    source = read_receipt(raw_file(data, _FILES[0])).citation
    return Value(
        entry.value * 100 if is_part else entry.value,
        Unit.PCT if is_part else Unit.KR,
        2,
        Provenance(figure_key("example_entry", arguments, data), entry.formula, (source,)),
    )


list_figure(example_entry, Unit.NONE, "beløb i revisionssporet")


def example_trail(data: Dataset, party: str, contract_year: int) -> tuple[Entry, ...]:
    """Return the audit trail of one party: its project cost, and one contract year."""
    return tuple(_trail(data, party, contract_year).values())


def _trail(data: Dataset, party: str, contract_year: int) -> dict[str, Entry]:
    at = solution(data.project)
    at.party_year(party, contract_year)
    return {
        entry.amount: entry
        for entry in audit_trail(at.equalisation)
        if entry.party == party and entry.contract_year in {None, contract_year}
    }


@lru_cache(maxsize=1)
def _printed(project: Project, _stamps: Stamps) -> tuple[PrintedCell, ...]:
    at = solution(project)
    return compare_with_print(read_example(project.raw), at.example, at.equalisation)

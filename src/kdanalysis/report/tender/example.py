"""The worked example held against print: what is reproduced, what is a misprint, and why."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kdanalysis.evidence.figures import example
from kdanalysis.evidence.figures.printed import cell, printed
from kdanalysis.evidence.figures.trail import example_cells
from kdanalysis.procurement.worked_example import LABEL
from kdanalysis.report.elements.inline import n
from kdanalysis.report.elements.tables import Row, Table, Verbatim
from kdanalysis.tables.tender import read_example

if TYPE_CHECKING:
    from kdanalysis.evidence.value import Value
    from kdanalysis.report.tender.choice import Tender

_TABLES = {
    "eksempel_omkostninger_besparelser": "Omkostninger",
    "eksempel_gevinst_region_m": "Gevinster, Region M",
    "eksempel_gevinst_region_s": "Gevinster, Region S",
    "eksempel_udligning_region_m": "Andele og udligning, Region M",
    "eksempel_udligning_region_s": "Andele og udligning, Region S",
    "planche_udligning_region_m": "Planche, Region M",
    "alle": "I alt",
}
_AGREES = "REPRODUCED+SIGN_LOST"
_MISPRINTS = "trykfejl_regneeksempel"
_ASSUMPTIONS, _FIRST = "eksempel_forudsaetninger", "kommune1"
_YEAR = re.compile(r"comp_y(\d)_kr")


def _cells(tender: Tender, verdict: str, table: str = "alle") -> Value:
    return example_cells(tender.data, table=table, verdict=verdict)


def audit(tender: Tender) -> str:
    """Return how many printed cells are reproduced, and what the others are."""
    start = (
        f"{n(_cells(tender, _AGREES))} af {n(_cells(tender, 'alle'))} trykte celler er genberegnet "
        "til kronen"
    )
    signs, misprints = _cells(tender, "SIGN_LOST"), _cells(tender, "MISPRINT")
    told = [
        f"{start}, heraf {n(signs)} på planchen i absolut værdi" if signs.exact else start,
        f"{n(misprints)} er trykfejl" if misprints.exact else "der er ingen trykfejl",
    ]
    unexplained = _cells(tender, "DEVIATES")
    rest = f"{n(unexplained)} afviger uden kendt årsag" if unexplained.exact else ""
    return "; ".join(part for part in (*told, rest) if part) + "."


def lost_signs(tender: Tender) -> str:
    """Return why the slide's signs are lost, presumably."""
    rows = read_example(tender.data.project.raw).misprints.iter_rows(named=True)
    return next(str(row["cause"]) for row in rows if row["kind"] == "fortegn")


def text_deviation(tender: Tender) -> str:
    """Return where the source's formulas differ from its own table (2023: 1854-1933)."""
    licence, cost, gain = (
        n(printed(tender.data, table=_ASSUMPTIONS, key=f"{_FIRST}_{what}_trykt"))
        for what in ("licens", "aarlig_omk", "gevinst_aar1")
    )
    party = "Kommune 1"
    return (
        f"Tabellernes tal er brugt. Kildens formler for {party} regner i stedet med licenser på "
        f"{licence}, en årlig omkostning på {cost} og en gevinst i første år på {gain}; tabellen "
        f"har {n(example.example_licence(tender.data, party=party))}, "
        f"{n(example.example_annual_cost(tender.data, party=party))} og "
        f"{n(example.example_gain(tender.data, party=party, contract_year=1))}. Årsagen er ikke "
        "oplyst."
    )


def audit_table(tender: Tender) -> Table:
    """Return how many cells of each printed table are reproduced."""
    verdicts = ("alle", _AGREES, "SIGN_LOST", "MISPRINT", "DEVIATES")
    rows = tuple(
        Row(
            label,
            tuple(_cells(tender, verdict, table) for verdict in verdicts),
            total=table == "alle",
        )
        for table, label in _TABLES.items()
    )
    return Table(
        id="tbl-revision",
        title=f"{LABEL}: trykte celler genberegnet",
        unit="Antal celler, i hele kroner eller procent",
        source=tender.cited(*(name for name in _TABLES if name != "alle")),
        columns=("", "Trykt", "Genberegnet", "Heraf uden minus", "Trykfejl", "Afviger"),
        rows=rows,
    )


def misprint_table(tender: Tender) -> Table:
    """Return each misprint: as printed, recomputed, and its presumed cause."""
    rows = read_example(tender.data.project.raw).misprints.iter_rows(named=True)
    return Table(
        id="tbl-trykfejl",
        title=f"{LABEL}: trykfejl i bilagets tabeller",
        unit="Kr.",
        source=tender.cited(f"local/{_MISPRINTS}"),
        columns=("", "Trykt", "Genberegnet", "Formentlig årsag"),
        rows=tuple(_misprint(tender, row) for row in rows if row["kind"] == "trykfejl"),
        text_columns=frozenset({3}),
    )


def _misprint(tender: Tender, row: dict[str, Any]) -> Row:
    party, year = row["party"], int(_YEAR.sub(r"\1", row["column"]))
    where = f"party:{party} & column:{row['column']}"
    shown = cell(tender.data, table=_MISPRINTS, column="printed_kr", where=where)
    recomputed = example.example_transfer(tender.data, party=party, contract_year=year)
    return Row(f"{party}, år {year}", (shown, recomputed, Verbatim(str(row["cause"]))))

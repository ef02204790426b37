"""The worked example held against print and against the ceiling and gates."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from kdanalysis.evidence.figures import equalisation as outcome
from kdanalysis.evidence.figures import example
from kdanalysis.evidence.figures.equalisation import example_cells
from kdanalysis.evidence.figures.printed import cell, printed
from kdanalysis.evidence.value import Unit, Value
from kdanalysis.procurement.gates import CeilingYear, Reading, ceiling_years, legal_gates, model_1
from kdanalysis.procurement.worked_example import LABEL
from kdanalysis.report.elements.numbers import capitalised, listed, n
from kdanalysis.report.elements.tables import Row, Table, Verbatim
from kdanalysis.report.subjects.tender import Tender
from kdanalysis.tables.tender import read_example

# The worked example held against print: what is reproduced, what is a misprint, and why.


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


# The ceiling and the gates held against the worked example, under both readings.

_SOURCES = ("eksempel_stamdata", "business_case_urologi")
_READINGS = ("Regionen modtager", "Alle overførsler")
"""Short names of the readings, in their order."""


def _ceiling(tender: Tender) -> Value:
    return printed(tender.data, table="business_case_urologi", key="udligning_max")


def _ceiling_kr(tender: Tender) -> Fraction:
    return _ceiling(tender).to(Unit.KR).exact


def ceiling_in_example(tender: Tender) -> str:
    """Return the dearest year of each region under both readings, and where the ceiling breaks."""
    told = " ".join(_under(tender, reading) for reading in Reading)
    return f"{LABEL}: {told}"


def _under(tender: Tender, reading: Reading) -> str:
    parts = [
        f"{n(_dearest(tender, region, reading))} i Region {region}" for region in tender.regions
    ]
    measure = f"{reading.value}," if "," in reading.value else reading.value
    start = f"Målt på {measure} er det dyreste år {listed(parts)}"
    broken = [year for year in _years(tender, reading) if not year.is_within]
    if not broken:
        return f"{start}; loftet på {n(_ceiling(tender))} holder."
    regions = dict.fromkeys(year.region for year in broken)
    where = [_broken(tender, region, reading, broken) for region in regions]
    return f"{start}; loftet på {n(_ceiling(tender))} brydes i {listed(where)}."


def _broken(tender: Tender, region: str, reading: Reading, broken: list[CeilingYear]) -> str:
    first = min(year.contract_year for year in broken if year.region == region)
    data = tender.data
    count = outcome.example_years_above_ceiling(data, region=region, reading=reading.name)
    return f"Region {region} fra år {first} ({n(count)} af {n(example.example_years(data))} år)"


def _dearest(tender: Tender, region: str, reading: Reading) -> Value:
    value = outcome.example_dearest_year(tender.data, region=region, reading=reading.name)
    return value.to(Unit.MIO_KR, 2)


def _years(tender: Tender, reading: Reading) -> list[CeilingYear]:
    years = ceiling_years(tender.example.equalisation, _ceiling_kr(tender))
    return [year for year in years if year.reading is reading]


def ceiling_table(tender: Tender) -> Table:
    """Return both readings for every region and contract year."""
    pairs = zip(*(_years(tender, reading) for reading in Reading), strict=True)
    return Table(
        id="tbl-loft",
        title=f"{LABEL}: årets udligning holdt op mod loftet efter begge læsninger",
        unit="Kr.; loftet er pr. år pr. region",
        source=tender.cited(*_SOURCES),
        columns=("", *_READINGS, *(f"Loft: {name.lower()}" for name in _READINGS)),
        rows=tuple(_ceiling_row(tender, pair) for pair in pairs),
        text_columns=frozenset({3, 4}),
    )


def _ceiling_row(tender: Tender, pair: tuple[CeilingYear, ...]) -> Row:
    amounts, words = (_amount(tender, year) for year in pair), map(_kept, pair)
    return Row(f"Region {pair[0].region}, år {pair[0].contract_year}", (*amounts, *words))


def _amount(tender: Tender, year: CeilingYear) -> Value:
    return outcome.example_ceiling_amount(
        tender.data,
        region=year.region,
        contract_year=year.contract_year,
        reading=year.reading.name,
    )


def _kept(year: CeilingYear) -> str:
    return "holder" if year.is_within else "brydes"


def model_table(tender: Tender) -> Table:
    """Return the outcome of Model 1 for each region under both readings."""
    gates = model_1(tender.example.equalisation, _ceiling_kr(tender))
    rows = tuple(
        Row(
            f"Region {gate.region}: {gate.reading.value}",
            (
                example.example_net_gain_all_years(tender.data, region=gate.region),
                outcome.example_dearest_year(
                    tender.data, region=gate.region, reading=gate.reading.name
                ),
                capitalised(gate.outcome.value),
            ),
        )
        for gate in gates
    )
    return Table(
        id="tbl-model",
        title=f"{LABEL}: udfaldet af model 1 efter begge læsninger af loftet",
        unit="Kr.; gevinst over hele kontrakten, alle parter i regionen",
        source=tender.cited(*_SOURCES),
        columns=("", "Gevinst i alt", "Dyreste år", "Udfald"),
        rows=rows,
        text_columns=frozenset({3}),
    )


def legal_table(tender: Tender) -> Table:
    """Return the legal condition of each region."""
    data = tender.data
    rows = tuple(
        Row(
            f"Kommunerne i Region {gate.region}",
            (
                outcome.example_municipal_before(data, region=gate.region),
                outcome.example_municipal_transfer(data, region=gate.region),
                outcome.example_municipal_after(data, region=gate.region),
                "Opfyldt" if gate.holds else "Ikke opfyldt",
            ),
        )
        for gate in legal_gates(tender.example.equalisation)
    )
    return Table(
        id="tbl-lovkrav",
        title=f"{LABEL}: kommunerne samlet, før og efter udligning",
        unit="Kr., hele kontrakten; målt på de indmeldte priser",
        source=tender.cited("eksempel_stamdata"),
        columns=("", "Før udligning", "Udligning", "Efter udligning", "Lovkravet"),
        rows=rows,
        text_columns=frozenset({4}),
    )

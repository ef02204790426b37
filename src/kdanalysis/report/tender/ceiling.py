"""The ceiling and the gates held against the worked example, under both readings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import equalisation as outcome
from kdanalysis.evidence.figures import example
from kdanalysis.evidence.figures.printed import printed
from kdanalysis.evidence.value import Unit
from kdanalysis.procurement.gates import Reading, ceiling_years, legal_gates, model_1
from kdanalysis.procurement.worked_example import LABEL
from kdanalysis.report.elements.inline import n
from kdanalysis.report.elements.tables import Row, Table
from kdanalysis.report.elements.words import capitalised, listed

if TYPE_CHECKING:
    from fractions import Fraction

    from kdanalysis.evidence.value import Value
    from kdanalysis.procurement.gates import CeilingYear
    from kdanalysis.report.tender.choice import Tender

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
